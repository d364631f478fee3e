package org.healthchain.server.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.server.transaction.QuorumSize;
import org.junit.jupiter.api.Test;

/** What the server shows and what the consensus core counts must be the same numbers. */
class QuorumSizeTest {
  @Test
  void countsAsTheConsensusCoreDoes() {
    for (int n = 1; n <= 200; n++) {
      Membership membership = membershipOf(n);
      QuorumSize size = new QuorumSize(n);

      assertThat(size.faults()).as("f of %d", n).isEqualTo(membership.f());
      assertThat(size.quorum()).as("quorum of %d", n).isEqualTo(membership.quorum());
    }
  }

  @Test
  void nobodyNeedsNobodysAgreement() {
    assertThat(new QuorumSize(0).quorum()).isZero();
    assertThat(new QuorumSize(0).faults()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> new QuorumSize(-1));
  }

  private static Membership membershipOf(int n) {
    return Membership.of(
        0,
        IntStream.range(0, n)
            .mapToObj(id -> new Member(new ReplicaId(id), Bytes.EMPTY, Bytes.EMPTY))
            .toList());
  }
}
