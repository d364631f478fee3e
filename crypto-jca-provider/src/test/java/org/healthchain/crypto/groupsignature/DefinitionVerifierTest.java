package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.ScalarField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast verifier against the naive one, and each equation on its own. */
class DefinitionVerifierTest {
  private static final TestGroup GROUP = TestGroup.of("definition verifier", "north", "south");
  private static final byte[] MESSAGE = bytes("message");

  @Test
  void bothTakeWhatBothSignersMake() throws Exception {
    for (String name : List.of("north", "south")) {
      MemberKey key = GROUP.member(name);
      DefinitionSigner definition = DefinitionSigner.of(key);
      SeededRandom random = new SeededRandom(name);
      for (int i = 0; i < 5; i++) {
        byte[] message = bytes(name + i);
        byte[] theirs = definition.sign(message, definition.randomWitness(random));
        byte[] ours = key.sign(message).wire();
        for (byte[] signature : List.of(theirs, ours)) {
          assertThat(DefinitionVerifier.verify(GROUP.group, message, signature)).isTrue();
          assertThat(GROUP.group.verify(message, signature)).isTrue();
        }
      }
    }
  }

  @Test
  void bothRefuseTheSame() {
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      byte[] signature = GROUP.member("north").sign(MESSAGE).wire();
      if (random.nextInt(5) > 0) {
        int at = random.nextInt(signature.length);
        signature[at] ^= (byte) (1 << random.nextInt(8));
      }
      assertThat(GROUP.group.verify(MESSAGE, signature))
          .isEqualTo(DefinitionVerifier.verify(GROUP.group, MESSAGE, signature));
    }
  }

  /** A response that is wrong by one breaks the equations in which it stands, and so the whole. */
  @ParameterizedTest(name = "response {0} off by a little")
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void everyResponseMatters(int index) {
    byte[] good = GROUP.member("north").sign(MESSAGE).wire();
    int at = 960 + index * 32;
    BigInteger response = new BigInteger(1, Arrays.copyOfRange(good, at, at + 32));
    for (int offset : new int[] {1, -1, 2, 1 << 20}) {
      byte[] wrong = good.clone();
      BigInteger changed = response.add(BigInteger.valueOf(offset)).mod(Curve.ORDER);
      System.arraycopy(ScalarField.toBytes(changed), 0, wrong, at, 32);
      assertRefused(wrong);
    }
    byte[] negated = good.clone();
    System.arraycopy(ScalarField.toBytes(response.negate().mod(Curve.ORDER)), 0, negated, at, 32);
    assertRefused(negated);
  }

  /**
   * A member cheats in one equation: it puts another commitment there before hashing. Only that
   * equation fails, and that is enough.
   */
  @ParameterizedTest(name = "commitment {0} replaced before hashing")
  @ValueSource(ints = {5, 6, 7, 8, 9})
  void everyEquationMatters(int index) throws Exception {
    DefinitionSigner member = DefinitionSigner.of(GROUP.member("north"));
    SeededRandom random = new SeededRandom("cheat " + index);
    assertRefused(
        member.sign(MESSAGE, member.randomWitness(random), points -> replaced(points, index, 1)));
  }

  /** The same with the points of the statement: credential, ciphertext. */
  @ParameterizedTest(name = "point {0} replaced before hashing")
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void everyPointOfTheStatementMatters(int index) throws Exception {
    DefinitionSigner member = DefinitionSigner.of(GROUP.member("north"));
    SeededRandom random = new SeededRandom("cheat " + index);
    assertRefused(
        member.sign(MESSAGE, member.randomWitness(random), points -> replaced(points, index, 5)));
  }

  /**
   * The ciphertext must be well formed under both bases (TDH2): a member that encrypts under ḡ with
   * another α than under g is refused, or openings would become an oracle.
   */
  @Test
  void theCiphertextIsProvenUnderBothBases() throws Exception {
    Bases bases = GROUP.group.parameters().bases();
    DefinitionSigner member = DefinitionSigner.of(GROUP.member("south"));
    SeededRandom random = new SeededRandom("two bases");
    byte[] other = bases.gBar().multiply(BigInteger.TEN).uncompressed();
    assertRefused(
        member.sign(
            MESSAGE,
            member.randomWitness(random),
            points -> {
              List<byte[]> changed = new ArrayList<>(points);
              changed.set(3, other);
              return changed;
            }));
  }

  /** A member cannot put another member's key into the ciphertext and so frame it. */
  @Test
  void theEncryptedKeyIsTheSignersOwn() throws Exception {
    Registration south = GROUP.registry.find("south").orElseThrow();
    Registration north = GROUP.registry.find("north").orElseThrow();
    G1Point difference = south.memberPublic().subtract(north.memberPublic());
    DefinitionSigner member = DefinitionSigner.of(GROUP.member("north"));
    SeededRandom random = new SeededRandom("framing");
    assertRefused(
        member.sign(
            MESSAGE,
            member.randomWitness(random),
            points -> {
              List<byte[]> changed = new ArrayList<>(points);
              changed.set(4, shifted(changed.get(4), difference));
              return changed;
            }));
  }

  private static List<byte[]> replaced(List<byte[]> points, int index, int by) {
    List<byte[]> changed = new ArrayList<>(points);
    G1Point shift = GROUP.group.curve().g1Generator().multiply(BigInteger.valueOf(by));
    changed.set(index, shifted(changed.get(index), shift));
    return changed;
  }

  private static byte[] shifted(byte[] encoding, G1Point by) {
    try {
      return GROUP.group.curve().decodeG1(encoding, Curve.Identity.REFUSED).add(by).uncompressed();
    } catch (org.healthchain.crypto.curve.InvalidPointException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(byte[] signature) {
    assertThat(DefinitionVerifier.verify(GROUP.group, MESSAGE, signature)).isFalse();
    assertThat(GROUP.group.verify(MESSAGE, signature)).isFalse();
  }
}
