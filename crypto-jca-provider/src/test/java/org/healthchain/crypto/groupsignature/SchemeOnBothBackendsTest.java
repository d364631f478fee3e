package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.List;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one backend makes, the other reads, verifies, opens and judges. */
class SchemeOnBothBackendsTest {
  private static final byte[] MESSAGE = bytes("message");

  @ParameterizedTest(name = "made by {0}, used by {1}")
  @CsvSource({"blst,bc", "bc,blst"})
  void objectsTravelBetweenBackends(String makerName, String userName) throws Exception {
    Curve maker = Curves.named(makerName);
    Curve user = Curves.named(userName);
    TestGroup group = TestGroup.of(maker, "both backends", "north", "south");
    GroupSignature signature = group.member("north").sign(MESSAGE, group.random);
    Opening opening = group.opening.open(group.group, MESSAGE, signature, group.random);
    EpochUpdate update =
        group.issuing.nextEpoch(group.group, group.registry.without("south"), group.random);

    GroupPublicKey theirs = GroupPublicKey.fromBytes(group.group.toBytes(), user);
    assertThat(theirs.verify(MESSAGE, signature.wire())).isTrue();
    assertThat(theirs.verify(MESSAGE, signature.storage())).isTrue();
    assertThat(theirs.verify(bytes("other"), signature.wire())).isFalse();
    byte[] changed = signature.wire();
    changed[1000] ^= 1;
    List<SignedMessage> batch =
        List.of(
            new SignedMessage(0, MESSAGE, signature.wire()),
            new SignedMessage(0, MESSAGE, changed));
    assertThat(BatchVerifier.of(theirs).verify(batch).invalid()).containsExactly(1);

    GroupSignature read = GroupSignature.fromBytes(signature.storage(), user);
    assertThat(read.wire()).isEqualTo(signature.wire());
    Registration north =
        Registration.fromBytes(group.registry.find("north").orElseThrow().toBytes(), user);
    assertThat(
            Opening.fromBytes(opening.toBytes(), user)
                .judge(theirs, MESSAGE, read, north, TestGroup.LONG_TERM))
        .isTrue();

    EpochUpdate theirUpdate = EpochUpdate.fromBytes(update.toBytes(), user);
    GroupPublicKey next = theirUpdate.verify(theirs);
    MemberKey key = MemberKey.fromBytes(group.member("north").toBytes(), user);
    MemberKey advanced = key.advance(theirUpdate).orElseThrow();
    byte[] later = advanced.sign(MESSAGE).wire();
    assertThat(next.verify(MESSAGE, later)).isTrue();
    assertThat(update.verify(group.group).verify(MESSAGE, later)).isTrue();
    assertThat(JoinRequest.fromBytes(newRequest(group).toBytes(), user)).isNotNull();
  }

  private static JoinRequest newRequest(TestGroup group) {
    MemberSecret secret = MemberSecret.generate(group.group.parameters(), group.random);
    return group.request(secret, "west", IssuingKey.newNonce(group.random));
  }
}
