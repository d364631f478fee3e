package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.crypto.groupsignature.Refusals.assertMalformed;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.healthchain.crypto.groupsignature.GroupSignatureException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every object has one encoding, and nothing else is read (the formats of FORMATS.md). */
class EncodingsTest {
  private static final byte[] MESSAGE = bytes("message");
  private static final TestGroup GROUP = TestGroup.of("encodings", "north", "south");
  private static final byte[] NONCE = IssuingKey.newNonce(GROUP.random);
  private static final MemberSecret SECRET =
      MemberSecret.generate(GROUP.group.parameters(), GROUP.random);

  /** Reads and writes again. */
  private interface RoundTrip {
    byte[] apply(byte[] bytes) throws GroupSignatureException;
  }

  /** Takes an object in use, as far as its bytes can be wrong without being malformed. */
  private interface Check {
    boolean accepts(byte[] bytes) throws GroupSignatureException;
  }

  /** An object under test, with a check that tells whether it is still of use. */
  @SuppressWarnings("ArrayRecordComponent") // carried only
  private record Sample(String name, byte[] bytes, RoundTrip roundTrip, Check check) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> objects() throws GroupSignatureException {
    return Stream.of(keysOfTheGroup(), whatMembersHold(), whatTheManagerHandsOut())
        .flatMap(samples -> samples);
  }

  /** What issuer and opener generate, and what they publish of it together. */
  private static Stream<Sample> keysOfTheGroup() throws GroupSignatureException {
    GroupSignature signature = GROUP.member("north").sign(MESSAGE);
    return Stream.of(
        new Sample(
            "issuer public key",
            GROUP.issuing.publicKey().toBytes(),
            b -> IssuerPublicKey.fromBytes(b).toBytes(),
            b -> true),
        new Sample(
            "issuing key",
            GROUP.issuing.toBytes(),
            b -> IssuingKey.fromBytes(b).toBytes(),
            b -> true),
        new Sample(
            "opener public key",
            GROUP.opening.publicKey().toBytes(),
            b -> OpenerPublicKey.fromBytes(b).toBytes(),
            b -> true),
        new Sample(
            "opening key",
            GROUP.opening.toBytes(),
            b -> OpeningKey.fromBytes(b).toBytes(),
            b -> true),
        new Sample(
            "group public key",
            GROUP.group.toBytes(),
            b -> GroupPublicKey.fromBytes(b).toBytes(),
            b -> GroupPublicKey.fromBytes(b).verify(MESSAGE, signature.wire())));
  }

  /** From the secret over the request to the key. */
  private static Stream<Sample> whatMembersHold() throws GroupSignatureException {
    JoinRequest request = GROUP.request(SECRET, "west", NONCE);
    Credential credential =
        GROUP.issuing.admit(GROUP.group, request, NONCE, GROUP.registry, GROUP.random);
    return Stream.of(
        new Sample(
            "member secret",
            SECRET.toBytes(),
            b -> MemberSecret.fromBytes(b).toBytes(),
            b ->
                MemberSecret.fromBytes(b).parameters().equals(GROUP.group.parameters())
                    && accepts(MemberSecret.fromBytes(b), credential)),
        new Sample(
            "member public key",
            SECRET.publicKey().toBytes(),
            b -> MemberPublicKey.fromBytes(b).toBytes(),
            b -> MemberPublicKey.fromBytes(b).equals(SECRET.publicKey())),
        new Sample(
            "join request",
            request.toBytes(),
            b -> JoinRequest.fromBytes(b).toBytes(),
            b -> admitted(JoinRequest.fromBytes(b))),
        new Sample(
            "credential",
            credential.toBytes(),
            b -> Credential.fromBytes(b).toBytes(),
            b -> accepts(SECRET, Credential.fromBytes(b))),
        new Sample(
            "member key",
            GROUP.member("north").toBytes(),
            b -> MemberKey.fromBytes(b).toBytes(),
            b -> true));
  }

  /** Entries of the registry, openings and updates. */
  private static Stream<Sample> whatTheManagerHandsOut() throws GroupSignatureException {
    GroupSignature signature = GROUP.member("north").sign(MESSAGE);
    Registration north = GROUP.registry.find("north").orElseThrow();
    Opening opening = GROUP.opening.open(GROUP.group, MESSAGE, signature, GROUP.random);
    EpochUpdate update = GROUP.issuing.nextEpoch(GROUP.group, GROUP.registry, GROUP.random);
    return Stream.of(
        new Sample(
            "registration",
            north.toBytes(),
            b -> Registration.fromBytes(b).toBytes(),
            b -> Registration.fromBytes(b).equals(north)),
        new Sample(
            "opening",
            opening.toBytes(),
            b -> Opening.fromBytes(b).toBytes(),
            b ->
                Opening.fromBytes(b)
                    .judge(GROUP.group, MESSAGE, signature, north, TestGroup.LONG_TERM)),
        new Sample(
            "epoch update",
            update.toBytes(),
            b -> EpochUpdate.fromBytes(b).toBytes(),
            b -> EpochUpdate.fromBytes(b).verify(GROUP.group).epoch() == 1));
  }

  private static boolean accepts(MemberSecret secret, Credential credential) {
    try {
      secret.accept(GROUP.group, credential);
      return true;
    } catch (GroupSignatureException e) {
      return false;
    }
  }

  private static boolean admitted(JoinRequest request) {
    try {
      GROUP.issuing.admit(GROUP.group, request, NONCE, GROUP.registry, GROUP.random);
      Registration entry = request.registration();
      return TestGroup.LONG_TERM.verify(
          entry.memberId(), entry.signedBytes(GROUP.group), entry.longTermSignature());
    } catch (GroupSignatureException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void isWrittenAsItWasRead(Sample sample) throws Exception {
    assertThat(sample.roundTrip().apply(sample.bytes())).isEqualTo(sample.bytes());
    assertThat(sample.check().accepts(sample.bytes())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("objects")
  void hasNoOtherLength(Sample sample) {
    byte[] whole = sample.bytes();
    for (int length = 0; length <= whole.length + 2; length++) {
      if (length != whole.length) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> sample.roundTrip().apply(cut))
            .as("%d of %d bytes", length, whole.length)
            .isInstanceOfSatisfying(
                GroupSignatureException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void noByteMayChange(Sample sample) {
    for (int i = 0; i < sample.bytes().length; i++) {
      byte[] changed = sample.bytes().clone();
      changed[i] ^= (byte) (1 << (i * 3 % 8));
      boolean accepted;
      try {
        byte[] again = sample.roundTrip().apply(changed);
        assertThat(again).as("byte %d", i).isEqualTo(changed);
        boolean selfContained = sample.name().endsWith("key") && sample.name().startsWith("i");
        assertThat(selfContained).as("byte %d", i).isFalse();
        accepted = sample.check().accepts(changed);
      } catch (GroupSignatureException e) {
        accepted = false;
      }
      assertThat(accepted).as("byte %d", i).isFalse();
    }
  }

  @Test
  void signaturesHaveNoOtherLength() {
    for (int length : List.of(0, 639, 641, 1119, 1121)) {
      assertThatThrownBy(() -> GroupSignature.fromBytes(new byte[length]))
          .isInstanceOf(GroupSignatureException.class);
    }
  }

  @Test
  void anUpdateListsEachMemberOnceAndInOrder() throws Exception {
    byte[] update = GROUP.issuing.nextEpoch(GROUP.group, GROUP.registry, GROUP.random).toBytes();
    int each = 48 + Credential.BYTES;
    int first = update.length - 2 * each;
    byte[] swapped = update.clone();
    System.arraycopy(update, first, swapped, first + each, each);
    System.arraycopy(update, first + each, swapped, first, each);
    assertMalformed(() -> EpochUpdate.fromBytes(swapped));
    byte[] twice = update.clone();
    System.arraycopy(update, first, twice, first + each, each);
    assertMalformed(() -> EpochUpdate.fromBytes(twice));
    byte[] tooMany = update.clone();
    tooMany[first - 2] = 0x10;
    tooMany[first - 1] = 0x01;
    assertMalformed(() -> EpochUpdate.fromBytes(tooMany));
  }

  @Test
  void secretsAreNeverZeroNorTooLarge() {
    byte[] secret = SECRET.toBytes();
    Arrays.fill(secret, secret.length - 32, secret.length, (byte) 0);
    assertMalformed(() -> MemberSecret.fromBytes(secret));
    Arrays.fill(secret, secret.length - 32, secret.length, (byte) 0xff);
    assertMalformed(() -> MemberSecret.fromBytes(secret));
  }

  @Test
  void halvesOfKeysMustMatch() {
    byte[] issuing = GROUP.issuing.toBytes();
    issuing[issuing.length - 1] ^= 1;
    assertMalformed(() -> IssuingKey.fromBytes(issuing));
    byte[] opening = GROUP.opening.toBytes();
    opening[opening.length - 1] ^= 1;
    assertMalformed(() -> OpeningKey.fromBytes(opening));
  }

  @Test
  void labelsAndNamesAreBounded() {
    for (String label : List.of("", "x".repeat(65), "é".repeat(33), "\ud800")) {
      assertThatThrownBy(() -> GroupParameters.of(label))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SECRET.bytesToSign(GROUP.group, label))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(GroupParameters.of("é".repeat(32)).label()).hasSize(32);
    byte[] nonce = new byte[IssuingKey.NONCE_BYTES];
    assertThatThrownBy(
            () -> SECRET.requestJoin(GROUP.group, "west", nonce, new byte[8193], GROUP.random))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void notUtf8IsMalformed() {
    byte[] key = SECRET.toBytes();
    key[4] = (byte) 0xff;
    assertMalformed(() -> MemberSecret.fromBytes(key));
    byte[] emptyLabel = {1, 6, 1, 0};
    assertMalformed(() -> MemberSecret.fromBytes(emptyLabel));
  }
}
