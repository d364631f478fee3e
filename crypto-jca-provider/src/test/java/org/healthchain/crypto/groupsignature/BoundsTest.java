package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.crypto.groupsignature.Refusals.assertMalformed;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.G1Point;
import org.junit.jupiter.api.Test;

/** The last value that is taken and the first that is not, for every bound of the formats. */
class BoundsTest {
  private static final TestGroup GROUP = TestGroup.of("bounds", "north");
  private static final G1Point SOME_KEY = GROUP.member("north").group().epochBase();

  private static List<G1Point> points(int count) {
    List<G1Point> points = new ArrayList<>();
    G1Point next = SOME_KEY;
    for (int i = 0; i < count; i++) {
      points.add(next);
      next = next.add(SOME_KEY);
    }
    return points;
  }

  private static Registration entry(String memberId, int signatureBytes) {
    return new Registration(memberId, SOME_KEY, new byte[signatureBytes]);
  }

  private static byte[] encoded(byte[] memberId, int signatureBytes) {
    return new FormatWriter()
        .kind(ObjectKind.REGISTRATION)
        .u8(memberId.length)
        .raw(memberId)
        .raw(SOME_KEY.compressed())
        .u16(signatureBytes)
        .raw(new byte[signatureBytes])
        .toBytes();
  }

  private static byte[] letters(int count) {
    byte[] letters = new byte[count];
    Arrays.fill(letters, (byte) 'x');
    return letters;
  }

  @Test
  void aMemberIdHasOneTo64Bytes() throws Exception {
    for (int length : new int[] {1, 63, 64}) {
      assertThat(Registration.fromBytes(encoded(letters(length), 0)).memberId()).hasSize(length);
      assertThat(entry("x".repeat(length), 0).memberId()).hasSize(length);
    }
    assertThat(entry("é".repeat(32), 0).memberId()).hasSize(32);
    for (int length : new int[] {0, 65, 255}) {
      assertMalformed(() -> Registration.fromBytes(encoded(letters(length), 0)));
      assertThatThrownBy(() -> entry("x".repeat(length), 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> entry("é".repeat(33), 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> entry("\ud800", 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLongTermSignatureHasUpTo8192Bytes() throws Exception {
    byte[] id = letters(1);
    for (int length : new int[] {0, 1, 8191, 8192}) {
      Registration read = Registration.fromBytes(encoded(id, length));
      assertThat(read.longTermSignature()).hasSize(length);
      assertThat(read).isEqualTo(entry("x", length));
      assertThat(Registration.of("x", SOME_KEY.compressed(), new byte[length])).isEqualTo(read);
    }
    assertMalformed(() -> Registration.fromBytes(encoded(id, 8193)));
    assertThatThrownBy(() -> entry("x", 8193)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRegistrationFromPartsIsAsStrictAsOneFromBytes() {
    byte[] key = SOME_KEY.compressed();
    assertMalformed(() -> Registration.of("", key, new byte[0]));
    assertMalformed(() -> Registration.of("x".repeat(65), key, new byte[0]));
    assertMalformed(() -> Registration.of("x", Arrays.copyOf(key, 47), new byte[0]));
    assertMalformed(() -> Registration.of("x", Arrays.copyOf(key, 49), new byte[0]));
    assertMalformed(() -> Registration.of("x", new byte[48], new byte[0]));
    assertMalformed(() -> Registration.of("x", key, new byte[8193]));
  }

  @Test
  void aLabelHasOneTo64Bytes() throws Exception {
    for (int length : new int[] {1, 63, 64}) {
      String label = "x".repeat(length);
      MemberSecret secret = MemberSecret.generate(GroupParameters.of(label), GROUP.random);
      assertThat(MemberSecret.fromBytes(secret.toBytes()).parameters().label()).isEqualTo(label);
    }
    for (int length : new int[] {0, 65, 255}) {
      byte[] bytes =
          new FormatWriter()
              .kind(ObjectKind.MEMBER_PUBLIC_KEY)
              .u8(GroupParameters.SUITE)
              .u8(length)
              .raw(letters(length))
              .raw(SOME_KEY.compressed())
              .toBytes();
      assertMalformed(() -> MemberPublicKey.fromBytes(bytes));
      assertThatThrownBy(() -> GroupParameters.of("x".repeat(length)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aGroupHasUpTo4096Members() throws Exception {
    List<G1Point> keys = points(Registry.MAX_ENTRIES + 1);
    assertThat(keys).hasSize(4097);
    List<Registration> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      entries.add(new Registration("m" + i, keys.get(i), new byte[0]));
    }
    Registry full = Registry.of(entries.subList(0, 4096));
    assertThat(full.entries()).hasSize(4096);
    assertThat(full.find("m4095")).contains(entries.get(4095));
    assertThat(full.find(keys.get(17))).contains(entries.get(17));
    assertThat(full.find("m4096")).isEmpty();
    assertThatThrownBy(() -> Registry.of(entries)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> full.with(entries.get(4096)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUpdateHasUpTo4096Members() throws Exception {
    List<EpochUpdate.Entry> entries = new ArrayList<>();
    for (G1Point key : points(4097)) {
      entries.add(new EpochUpdate.Entry(key, new Credential(SOME_KEY, BigInteger.ONE)));
    }
    byte[] id = GROUP.group.groupId();
    EpochUpdate full = new EpochUpdate(id, 1, entries.subList(0, 4096));
    EpochUpdate read = EpochUpdate.fromBytes(full.toBytes());
    assertThat(read).isEqualTo(full);
    assertThat(read.size()).isEqualTo(4096);
    byte[] tooMany = new EpochUpdate(id, 1, entries).toBytes();
    assertMalformed(() -> EpochUpdate.fromBytes(tooMany));
  }

  @Test
  void epochsAreBelowTwoToThe31() throws Exception {
    GroupPublicKey last = GROUP.group.atEpoch(Integer.MAX_VALUE);
    assertThat(GroupPublicKey.fromBytes(last.toBytes()).epoch()).isEqualTo(Integer.MAX_VALUE);
    byte[] beyond = last.toBytes();
    Arrays.fill(beyond, beyond.length - 4, beyond.length, (byte) 0);
    beyond[beyond.length - 4] = (byte) 0x80;
    assertMalformed(() -> GroupPublicKey.fromBytes(beyond));
  }

  @Test
  void scalarsAreBelowTheOrder() throws Exception {
    byte[] good = new Credential(SOME_KEY, Curve.ORDER.subtract(BigInteger.ONE)).toBytes();
    assertThat(Credential.fromBytes(good).toBytes()).isEqualTo(good);
    byte[] order = good.clone();
    order[order.length - 1]++; // r − 1 ends in 0
    assertMalformed(() -> Credential.fromBytes(order));
  }

  @Test
  void aBatchHasUpTo16384Messages() {
    SignedMessage bad = new SignedMessage(0, new byte[0], new byte[0]);
    BatchVerifier verifier = BatchVerifier.of(GROUP.group);
    assertThat(BatchVerifier.MAX_BATCH).isEqualTo(16_384);
    assertThat(verifier.verify(Collections.nCopies(16_384, bad)).invalid()).hasSize(16_384);
    List<SignedMessage> tooMany = Collections.nCopies(16_385, bad);
    assertThatThrownBy(() -> verifier.verify(tooMany)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noEpochBelowZeroIsVerified() {
    byte[] message = new byte[0];
    byte[] signature = GROUP.member("north").sign(message).wire();
    BatchVerifier verifier = BatchVerifier.of(GROUP.group);
    List<SignedMessage> batch =
        List.of(
            new SignedMessage(-1, message, signature),
            new SignedMessage(0, message, signature),
            new SignedMessage(Integer.MIN_VALUE, message, signature));
    assertThat(verifier.verify(batch).invalid()).containsExactly(0, 2);
    assertThat(verifier.verify(List.of()).allValid()).isTrue();
  }

  @Test
  void weightsAreOddLongAndNeverTheSame() {
    Weights one = new Weights();
    Weights two = new Weights();
    Set<BigInteger> seen = new HashSet<>();
    int longest = 0;
    for (int i = 0; i < 50; i++) {
      for (Weights weights : List.of(one, two)) {
        BigInteger weight = weights.next();
        BigInteger brief = weights.nextShort();
        assertThat(weight.testBit(0) && brief.testBit(0)).isTrue();
        assertThat(weight.bitLength()).isLessThanOrEqualTo(128).isGreaterThan(64);
        assertThat(brief.bitLength()).isLessThanOrEqualTo(64).isGreaterThan(16);
        assertThat(brief.signum() + weight.signum()).isEqualTo(2);
        longest = Math.max(longest, weight.bitLength());
        assertThat(seen.add(weight)).isTrue();
        assertThat(seen.add(brief)).isTrue();
      }
    }
    assertThat(longest).isGreaterThan(124);
  }
}
