package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.ScalarField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything about a signature that may be wrong is found, alone and in a batch (NFR-3, NFR-7). */
class ForgeryTest {
  private static final byte[] MESSAGE = bytes("message");
  private static final BigInteger FIELD =
      new BigInteger(
          "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
              + "1eabfffeb153ffffb9feffffffffaaab",
          16);

  private static final TestGroup GROUP = TestGroup.of("forgery", "north", "south");
  private static final MemberKey NORTH = GROUP.member("north");
  private static final GroupSignature SIGNATURE = NORTH.sign(MESSAGE);
  private static final GroupSignature OTHER = GROUP.member("south").sign(MESSAGE);

  @Test
  void noBitOfTheWireFormMayFlip() {
    flipEveryByte(SIGNATURE.wire());
  }

  @Test
  void noBitOfTheStorageFormMayFlip() {
    flipEveryByte(SIGNATURE.storage());
  }

  private static void flipEveryByte(byte[] signature) {
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= (byte) (1 << (i * 5 % 8));
      assertThat(GROUP.group.verify(MESSAGE, changed)).as("byte %d", i).isFalse();
    }
    for (int bit = 0; bit < 8; bit++) {
      byte[] changed = signature.clone();
      changed[0] ^= (byte) (1 << bit);
      assertThat(GROUP.group.verify(MESSAGE, changed)).as("bit %d of byte 0", bit).isFalse();
    }
  }

  @Test
  void noOtherLengthIsTaken() {
    byte[] wire = SIGNATURE.wire();
    for (int length : new int[] {0, 1, 639, 641, 1119, 1121, 2240}) {
      assertThat(GROUP.group.verify(MESSAGE, Arrays.copyOf(wire, length))).isFalse();
    }
  }

  @ParameterizedTest(name = "point {0} of another valid signature does not fit")
  @MethodSource("points")
  void pointsAreBound(int index) {
    byte[] mixed = SIGNATURE.wire();
    System.arraycopy(OTHER.wire(), index * 96, mixed, index * 96, 96);
    assertRefused(mixed);
  }

  @ParameterizedTest(name = "response {0} of another valid signature does not fit")
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void responsesAreBound(int index) {
    byte[] mixed = SIGNATURE.wire();
    System.arraycopy(OTHER.wire(), 960 + index * 32, mixed, 960 + index * 32, 32);
    assertRefused(mixed);
  }

  @ParameterizedTest(name = "response {0} must be reduced")
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void scalarsAreCanonical(int index) {
    BigInteger s = SIGNATURE.scalars().get(index);
    for (BigInteger same : List.of(s.add(Curve.ORDER), Curve.ORDER)) {
      byte[] wire = SIGNATURE.wire();
      System.arraycopy(ScalarField.toBytes(same), 0, wire, 960 + index * 32, 32);
      assertRefused(wire);
    }
  }

  @ParameterizedTest(name = "point {0} must have one of the two right forms")
  @MethodSource("points")
  void pointsAreCanonical(int index) {
    byte[] point = Arrays.copyOfRange(SIGNATURE.wire(), index * 96, index * 96 + 96);
    BigInteger x = new BigInteger(1, Arrays.copyOf(point, 48));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 48, 96));
    byte[] identity = new byte[96];
    identity[0] = 0x40;
    byte[] compressedIdentity = new byte[48];
    compressedIdentity[0] = (byte) 0xc0;
    List<byte[]> bad = new ArrayList<>();
    bad.add(new byte[96]);
    bad.add(identity);
    if (x.add(FIELD).bitLength() <= 381) {
      bad.add(encoded(x.add(FIELD), y));
    }
    bad.add(encoded(x, y.add(FIELD)));
    bad.add(encoded(x, FIELD));
    bad.add(encoded(x.add(BigInteger.ONE), y));
    bad.add(encoded(y, x));
    for (int flag : new int[] {0x80, 0x40, 0x20, 0xe0}) {
      byte[] flagged = point.clone();
      flagged[0] |= (byte) flag;
      bad.add(flagged);
    }
    for (byte[] each : bad) {
      byte[] wire = SIGNATURE.wire();
      System.arraycopy(each, 0, wire, index * 96, 96);
      assertRefused(wire);
    }
    byte[] storage = SIGNATURE.storage();
    System.arraycopy(compressedIdentity, 0, storage, index * 48, 48);
    assertRefused(storage);
    storage = SIGNATURE.storage();
    storage[index * 48] ^= 0x20; // the other y
    assertRefused(storage);
    storage = SIGNATURE.storage();
    storage[index * 48] &= 0x7f; // not marked as compressed
    assertRefused(storage);
  }

  /**
   * Without the check that A' is not the identity anybody could sign: A' = Ā = 1 and r = δ = 0
   * fulfil every equation. This shows both: the equations hold, and the signature is refused.
   */
  @Test
  void theIdentityAsCredentialIsRefusedThoughAllEquationsHold() throws Exception {
    Bases bases = GROUP.group.parameters().bases();
    Curve curve = GROUP.group.curve();
    SeededRandom random = new SeededRandom("identity");
    DefinitionSigner nobody =
        new DefinitionSigner(
            GROUP.group, curve.g1Identity(), new BigInteger(250, random), BigInteger.TWO);
    DefinitionSigner.Witness v = nobody.randomWitness(random);
    DefinitionSigner.Witness trick =
        new DefinitionSigner.Witness(
            v.alpha(), BigInteger.ZERO, v.kAlpha(), v.kY(), v.kX(), v.kR(), v.kDelta());
    byte[] forged = nobody.sign(MESSAGE, trick);
    assertRefused(forged);

    List<G1Point> points = new ArrayList<>(List.of(curve.g1Identity(), curve.g1Identity()));
    List<byte[]> encodings = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      encodings.add(Arrays.copyOfRange(forged, i * 96, i * 96 + 96));
      if (i >= 2) {
        points.add(curve.decodeG1(encodings.get(i), Curve.Identity.REFUSED));
      }
    }
    List<BigInteger> scalars = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int at = 960 + i * 32;
      scalars.add(new BigInteger(1, Arrays.copyOfRange(forged, at, at + 32)));
    }
    BigInteger c = Claim.challengeOf(Claim.statement(GROUP.group, 0, MESSAGE), encodings);
    Claim claim = new Claim(0, 0, c, points, scalars);
    assertThat(WeightedEquations.hold(GROUP.group, List.of(claim))).isTrue();
    assertThat(bases.g().isIdentity()).isFalse();
  }

  /** A member with a wrong credential cannot sign, though its Schnorr proof is right. */
  @Test
  void aMadeUpCredentialIsRefused() {
    SeededRandom random = new SeededRandom("made up");
    Curve curve = GROUP.group.curve();
    DefinitionSigner cheat =
        new DefinitionSigner(
            GROUP.group,
            curve.g1Generator(),
            new BigInteger(250, random),
            new BigInteger(250, random));
    assertRefused(cheat.sign(MESSAGE, cheat.randomWitness(random)));
  }

  /**
   * A member may add a point of small order to any point of its own signature before hashing. In a
   * batch without subgroup checks that passes by chance where a single check fails, so replicas
   * would fork; ours refuses it always, alone and among others.
   */
  @ParameterizedTest(name = "point {0} with a component of order 3")
  @MethodSource("points")
  void torsionIsRefusedAloneAndInEveryBatch(int index) throws Exception {
    DefinitionSigner member = DefinitionSigner.of(NORTH);
    SeededRandom random = new SeededRandom("torsion " + index);
    List<SignedMessage> batch = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] message = bytes("torsion " + i);
      byte[] signature =
          i % 4 == 1
              ? member.sign(
                  message,
                  member.randomWitness(random),
                  points -> {
                    points.set(index, plusOrderThree(points.get(index)));
                    return points;
                  })
              : NORTH.sign(message).wire();
      batch.add(new SignedMessage(0, message, signature));
    }
    for (int attempt = 0; attempt < 5; attempt++) {
      assertThat(BatchVerifier.of(GROUP.group).verify(batch).invalid())
          .containsExactly(1, 5, 9, 13, 17);
    }
    for (int i = 0; i < 6; i++) {
      SignedMessage each = batch.get(i);
      assertThat(GROUP.group.verify(each.message(), each.signature())).isEqualTo(i % 4 != 1);
    }
  }

  static IntStream points() {
    return IntStream.range(0, GroupSignature.POINTS);
  }

  private static void assertRefused(byte[] signature) {
    assertThat(GROUP.group.verify(MESSAGE, signature)).isFalse();
    List<SignedMessage> batch =
        List.of(
            new SignedMessage(0, MESSAGE, SIGNATURE.wire()),
            new SignedMessage(0, MESSAGE, signature),
            new SignedMessage(0, MESSAGE, OTHER.storage()));
    assertThat(BatchVerifier.of(GROUP.group).verify(batch).invalid()).containsExactly(1);
  }

  private static byte[] encoded(BigInteger x, BigInteger y) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (BigInteger coordinate : List.of(x, y)) {
      byte[] bytes = coordinate.toByteArray();
      byte[] fixed = new byte[48];
      int length = Math.min(48, bytes.length);
      System.arraycopy(bytes, bytes.length - length, fixed, 48 - length, length);
      out.writeBytes(fixed);
    }
    return out.toByteArray();
  }

  /** Adds (0, 2), a point of order 3 on y² = x³ + 4, by the chord. */
  private static byte[] plusOrderThree(byte[] uncompressed) {
    BigInteger x1 = new BigInteger(1, Arrays.copyOf(uncompressed, 48));
    BigInteger y1 = new BigInteger(1, Arrays.copyOfRange(uncompressed, 48, 96));
    BigInteger slope = y1.subtract(BigInteger.TWO).multiply(x1.modInverse(FIELD)).mod(FIELD);
    BigInteger x3 = slope.multiply(slope).subtract(x1).mod(FIELD);
    BigInteger y3 = slope.multiply(x1.subtract(x3)).subtract(y1).mod(FIELD);
    return encoded(x3, y3);
  }
}
