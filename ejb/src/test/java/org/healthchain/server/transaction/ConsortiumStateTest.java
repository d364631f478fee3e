package org.healthchain.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsortiumStateTest {
  private static final long NOW = Samples.NOON_MILLIS;
  private final Samples samples = new Samples(2);
  private final ConsortiumState four = samples.state(4);

  @Test
  void everyPayloadSurvivesItsEncoding() throws Exception {
    for (ControlPayload payload : payloads()) {
      assertThat(ControlPayload.decode(payload.kind(), payload.encode())).isEqualTo(payload);
    }
  }

  @Test
  void everyBitFlipOfAPayloadOrStateIsRefusedOrMakesAnother() throws Exception {
    for (ControlPayload payload : payloads()) {
      byte[] encoded = payload.encode();
      for (int bit = 0; bit < encoded.length * 8; bit++) {
        byte[] flipped = TransactionTest.flip(encoded, bit);
        try {
          ControlPayload other = ControlPayload.decode(payload.kind(), flipped);
          assertThat(other).as("bit %d", bit).isNotEqualTo(payload);
          assertThat(other.encode()).isEqualTo(flipped);
        } catch (MalformedEncodingException refused) {
          assertThat(refused.getMessage()).isNotEmpty();
        }
      }
    }
    byte[] encoded = four.encode();
    for (int bit = 0; bit < encoded.length * 8; bit++) {
      try {
        assertThat(ConsortiumState.decode(TransactionTest.flip(encoded, bit)).root())
            .isNotEqualTo(four.root());
      } catch (MalformedEncodingException refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void aStateSurvivesItsEncoding() throws Exception {
    ConsortiumState later = samples.revocation(four, 2).applyTo(four, Samples.at(9, NOW)).state();
    assertThat(ConsortiumState.decode(later.encode())).isEqualTo(later);
    assertThat(later.root()).isNotEqualTo(four.root());
  }

  @Test
  void anAdmissionAddsAMemberAndOpensAMembershipEpoch() {
    StateChange change = new Admission(samples.member(5)).applyTo(four, Samples.at(12, NOW));
    assertThat(change.refusal()).isNull();
    assertThat(change.state().activeMembers()).hasSize(5);
    assertThat(change.state().membershipEpoch()).isEqualTo(1);
    assertThat(change.state().groupEpoch()).isZero();
    assertThat(change.state().member(5).orElseThrow().sinceHeight()).isEqualTo(12);
  }

  @Test
  void aMemberIsAdmittedOnlyOnceAndSharesNothingWithAnother() {
    ConsortiumMember first = four.activeMembers().get(0);
    ConsortiumMember sameKeys =
        new ConsortiumMember(
            9,
            "Another",
            "127.0.0.1:9",
            first.identityKey(),
            samples.opaque(96),
            samples.opaque(48),
            samples.hash(),
            samples.opaque(48),
            samples.opaque(64),
            samples.credential());
    assertThat(new Admission(first).applyTo(four, Samples.at(1, NOW)).refusal()).isNotNull();
    assertThat(new Admission(sameKeys).applyTo(four, Samples.at(1, NOW)).refusal())
        .isEqualTo(RejectionReason.INAPPLICABLE_CONTROL);
  }

  @Test
  void aRevocationOpensTheNextGroupEpochWithNewCredentialsForTheOthers() {
    Revocation order = samples.revocation(four, 2);
    ConsortiumState after = order.applyTo(four, Samples.at(30, NOW)).state();
    assertThat(after.activeMembers()).extracting(ConsortiumMember::id).containsExactly(1, 3, 4);
    assertThat(after.groupEpoch()).isEqualTo(1);
    assertThat(after.membershipEpoch()).isEqualTo(1);
    assertThat(after.member(2).orElseThrow().revokedAtHeight()).isEqualTo(30);
    assertThat(after.member(1).orElseThrow().member().credential())
        .isEqualTo(order.reissued().get(0).credential());
  }

  @Test
  void aRevocationThatLeavesSomebodyWithoutCredentialIsRefused() {
    Revocation complete = samples.revocation(four, 2);
    Revocation lacking = new Revocation(2, 1, complete.reissued().subList(0, 2));
    Revocation wrongEpoch = new Revocation(2, 2, complete.reissued());
    Revocation unknown = new Revocation(8, 1, complete.reissued());
    for (Revocation order : List.of(lacking, wrongEpoch, unknown)) {
      assertThat(order.applyTo(four, Samples.at(3, NOW)).refusal()).isNotNull();
      assertThat(order.applyTo(four, Samples.at(3, NOW)).state()).isEqualTo(four);
    }
  }

  @Test
  void theLastMemberCannotBeRevoked() {
    ConsortiumState one = samples.state(1);
    assertThat(new Revocation(1, 1, List.of()).applyTo(one, Samples.at(3, NOW)).refusal())
        .isNotNull();
  }

  @Test
  void theNewestValidDayKeyIsCurrentAndThosePastGraceAreForgotten() {
    DayKey later =
        new DayKey(samples.opaque(422), NOW + 5_000, NOW + 10_000_000_000L, NOW + 20_000_000_000L);
    ConsortiumState two = later.applyTo(four, Samples.at(5, NOW)).state();
    assertThat(two.currentDayKey(NOW)).contains(four.dayKeys().get(0));
    assertThat(two.currentDayKey(NOW + 5_000)).contains(later);
    ConsortiumState three = samples.dayKey().applyTo(two, Samples.at(6, NOW + 5)).state();
    assertThat(three.dayKeys()).hasSize(3);
    long afterGrace = four.dayKeys().get(0).graceUntilMillis();
    DayKey fresh = new DayKey(samples.opaque(422), afterGrace, afterGrace + 1, afterGrace + 2);
    ConsortiumState four4 = fresh.applyTo(three, Samples.at(7, afterGrace)).state();
    assertThat(four4.dayKeys()).containsExactly(later, fresh);
  }

  @Test
  void aDayKeyIsAnnouncedOnce() {
    assertThat(four.dayKeys().get(0).applyTo(four, Samples.at(5, NOW)).refusal()).isNotNull();
  }

  private List<ControlPayload> payloads() {
    return List.of(
        samples.dayKey(),
        new Admission(samples.member(5)),
        samples.revocation(four, 3),
        new Erasure(List.of(samples.hash(), samples.hash())),
        new AccessDigest(samples.hash(), 17));
  }
}
