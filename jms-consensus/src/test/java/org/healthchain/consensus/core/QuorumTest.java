package org.healthchain.consensus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.PreparedProof;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.message.ViewChange;
import org.junit.jupiter.api.Test;

/** The arithmetic on which everything rests. Sections are those of Castro and Liskov 1999. */
class QuorumTest {
  private static final SequenceNumber ONE = new SequenceNumber(1);

  private static Membership membership(int n) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      members.add(new Member(new ReplicaId(i), Bytes.EMPTY, Bytes.EMPTY));
    }
    return Membership.of(0, members);
  }

  @Test
  void anyTwoQuorumsShareAnHonestMemberAndTheHonestAreAQuorumForEveryN() {
    for (int n = 1; n <= 200; n++) {
      Membership m = membership(n);
      assertThat(2 * m.quorum() - n).as("overlap at n = %d", n).isGreaterThanOrEqualTo(m.f() + 1);
      assertThat(m.quorum()).as("liveness at n = %d", n).isLessThanOrEqualTo(n - m.f());
    }
  }

  @Test
  void quorumIs2fPlus1WhereNIs3fPlus1AsInSection4() {
    for (int f = 0; f < 50; f++) {
      assertThat(membership(3 * f + 1).quorum()).isEqualTo(2 * f + 1);
    }
    assertThat(membership(30).quorum()).isEqualTo(20);
    assertThat(membership(120).quorum()).isEqualTo(80);
  }

  @Test
  void newViewTakesTheLatestPreparedDigestAndFillsGapsWithNullRequestsAsInSection4_4() {
    Digest old = Digest.sha256(new byte[] {1});
    Digest late = Digest.sha256(new byte[] {2});
    NewViewPlan plan =
        NewViewPlan.of(
            ONE,
            List.of(
                viewChange(Optional.empty(), prepared(1, 1, old), prepared(1, 3, old)),
                viewChange(Optional.empty(), prepared(2, 3, late)),
                viewChange(Optional.empty())));

    assertThat(plan.minHeight()).isZero();
    assertThat(plan.choices())
        .containsExactly(
            new NewViewPlan.Choice(ONE, Optional.of(old)),
            new NewViewPlan.Choice(new SequenceNumber(2), Optional.empty()),
            new NewViewPlan.Choice(new SequenceNumber(3), Optional.of(late)));
  }

  @Test
  void newViewStartsAboveTheHighestStableCheckpointAsInSection4_4() {
    Digest digest = Digest.sha256(new byte[] {1});
    CheckpointCertificate stable =
        new CheckpointCertificate(new SequenceNumber(5), digest, certificate());
    NewViewPlan plan =
        NewViewPlan.of(
            ONE,
            List.of(
                viewChange(Optional.of(stable), prepared(0, 6, digest)),
                viewChange(Optional.empty(), prepared(0, 4, digest))));

    assertThat(plan.stable()).contains(stable);
    assertThat(plan.choices())
        .containsExactly(new NewViewPlan.Choice(new SequenceNumber(6), Optional.of(digest)));
    assertThat(plan.top()).isEqualTo(6);
  }

  private static QuorumCertificate certificate() {
    return new QuorumCertificate(
        SignatureScheme.ED25519, 0, MemberSet.ofBytes(new byte[] {7}), Bytes.EMPTY);
  }

  private static PreparedProof prepared(long view, long number, Digest digest) {
    return new PreparedProof(new View(view), new SequenceNumber(number), digest, certificate());
  }

  private static ViewChange viewChange(
      Optional<CheckpointCertificate> stable, PreparedProof... prepared) {
    return new ViewChange(0, new View(3), stable, List.of(prepared), List.of(), Bytes.EMPTY);
  }
}
