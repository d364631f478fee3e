package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.SecretScalar;
import org.junit.jupiter.api.Test;

/** Signing: against the definition, and what its randomness must and must not do. */
class MemberSignerTest {
  private static final byte[] MESSAGE = bytes("message");

  private final TestGroup group = TestGroup.of("signer", "north", "south");
  private final MemberKey north = group.member("north");

  @Test
  void agreesWithTheDefinitionByteForByte() throws Exception {
    DefinitionSigner definition = DefinitionSigner.of(north);
    for (int i = 0; i < 10; i++) {
      byte[] message = bytes("message " + i);
      SecretScalar y = secretOf(north);
      byte[] statement = Claim.statement(group.group, 0, message).finish();
      DefinitionSigner.Witness witness;
      try (Nonces nonces = new Nonces(new SeededRandom("w" + i), y, statement)) {
        witness =
            new DefinitionSigner.Witness(
                nonces.next().reveal(),
                nonces.next().reveal(),
                nonces.next().reveal(),
                nonces.next().reveal(),
                nonces.next().reveal(),
                nonces.next().reveal(),
                nonces.next().reveal());
      }
      assertThat(north.sign(message, new SeededRandom("w" + i)).wire())
          .isEqualTo(definition.sign(message, witness));
    }
  }

  @Test
  void signaturesByTheDefinitionVerify() throws Exception {
    DefinitionSigner definition = DefinitionSigner.of(north);
    SeededRandom random = new SeededRandom("definition");
    byte[] signature = definition.sign(MESSAGE, definition.randomWitness(random));
    assertThat(group.group.verify(MESSAGE, signature)).isTrue();
  }

  @Test
  void theSameRandomnessAndMessageGiveTheSameSignature() {
    assertThat(north.sign(MESSAGE, new SeededRandom("s")))
        .isEqualTo(north.sign(MESSAGE, new SeededRandom("s")));
    assertThat(north.sign(MESSAGE, new SeededRandom("s")))
        .isNotEqualTo(north.sign(MESSAGE, new SeededRandom("t")));
    assertThat(north.sign(MESSAGE)).isNotEqualTo(north.sign(MESSAGE));
  }

  @Test
  void brokenRandomnessDoesNotGiveTheSecretsAway() throws Exception {
    SecureRandom broken = new ConstantRandom();
    GroupSignature one = north.sign(bytes("one"), broken);
    GroupSignature two = north.sign(bytes("two"), broken);
    List<BigInteger> first = one.scalars();
    List<BigInteger> second = two.scalars();
    BigInteger c1 = challengeOf(bytes("one"), one);
    BigInteger c2 = challengeOf(bytes("two"), two);
    BigInteger y = secretOf(north).reveal();
    for (int i = 0; i < GroupSignature.SCALARS; i++) {
      BigInteger guess =
          first
              .get(i)
              .subtract(second.get(i))
              .multiply(c1.subtract(c2).modInverse(Curve.ORDER))
              .mod(Curve.ORDER);
      assertThat(guess).as("as if the nonce were the same: response %d", i).isNotEqualTo(y);
    }
    Set<BigInteger> differences = new HashSet<>();
    for (int i = 0; i < GroupSignature.SCALARS; i++) {
      differences.add(first.get(i).subtract(second.get(i)).mod(Curve.ORDER));
    }
    assertThat(differences).hasSize(GroupSignature.SCALARS);
    assertThat(one.points()).isNotEqualTo(two.points());
  }

  @Test
  void membersWithBrokenRandomnessDoNotShareNonces() {
    GroupSignature one = north.sign(MESSAGE, new ConstantRandom());
    GroupSignature two = group.member("south").sign(MESSAGE, new ConstantRandom());
    for (int i = 0; i < GroupSignature.POINTS; i++) {
      assertThat(one.points().get(i).compressed()).isNotEqualTo(two.points().get(i).compressed());
    }
  }

  @Test
  void noPointOfASignatureEverComesBack() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      for (var point : north.sign(MESSAGE).points()) {
        assertThat(seen.add(java.util.HexFormat.of().formatHex(point.compressed()))).isTrue();
      }
    }
  }

  @Test
  void emptyAndLongMessagesAreSigned() {
    for (int length : new int[] {0, 1, 127, 128, 129, 100_000}) {
      byte[] message = new byte[length];
      assertThat(group.group.verify(message, north.sign(message).wire())).isTrue();
      assertThat(group.group.verify(new byte[length + 1], north.sign(message).wire())).isFalse();
    }
  }

  @Test
  void aDestroyedKeySignsNothing() {
    assertThat(north.isDestroyed()).isFalse();
    north.destroy();
    assertThat(north.isDestroyed()).isTrue();
    assertThatThrownBy(() -> north.sign(MESSAGE)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(north::toBytes).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closedNoncesAreWiped() {
    SecretScalar first;
    SecretScalar kept = SecretScalar.of(BigInteger.TEN);
    try (Nonces nonces = new Nonces(group.random, secretOf(north), new byte[64])) {
      first = nonces.next();
      nonces.keep(kept);
      assertThat(nonces.next()).isNotEqualTo(first);
      assertThat(first.isDestroyed()).isFalse();
    }
    assertThat(first.isDestroyed()).isTrue();
    assertThat(kept.isDestroyed()).isTrue();
  }

  @Test
  void noncesDependOnSecretStatementAndRandomness() {
    SecretScalar y = secretOf(north);
    BigInteger base = firstNonce("seed", y, new byte[64]);
    byte[] statement = new byte[64];
    statement[63] = 1;
    assertThat(firstNonce("seed", y, new byte[64])).isEqualTo(base);
    assertThat(firstNonce("other", y, new byte[64])).isNotEqualTo(base);
    assertThat(firstNonce("seed", secretOf(group.member("south")), new byte[64]))
        .isNotEqualTo(base);
    assertThat(firstNonce("seed", y, statement)).isNotEqualTo(base);
  }

  private static BigInteger firstNonce(String seed, SecretScalar secret, byte[] statement) {
    try (Nonces nonces = new Nonces(new SeededRandom(seed), secret, statement)) {
      return nonces.next().reveal();
    }
  }

  private BigInteger challengeOf(byte[] message, GroupSignature signature) {
    return Claim.of(group.group, 0, new SignedMessage(0, message, new byte[0]), signature).c();
  }

  private static SecretScalar secretOf(MemberKey key) {
    byte[] bytes = key.toBytes();
    int end = bytes.length - Credential.BYTES;
    return SecretScalar.of(new BigInteger(1, java.util.Arrays.copyOfRange(bytes, end - 32, end)));
  }

  /** A generator that broke. */
  private static final class ConstantRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      java.util.Arrays.fill(bytes, (byte) 0x55);
    }
  }
}
