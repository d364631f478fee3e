package org.healthchain.consensus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.PrePrepare;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.simulation.FakeCrypto;
import org.junit.jupiter.api.Test;

/** A consortium that grows past a size orders by other numbers at once, without restarts. */
class EpochConfigTest {
  private static final Digest CHAIN = Digest.sha256(new byte[] {1});

  private static PbftConfig withBatches(int maxBatchesPerProposal) {
    return PbftConfig.builder()
        .windowBlocks(16)
        .gcIntervalBlocks(16)
        .maxInFlight(1)
        .maxBatchesPerProposal(maxBatchesPerProposal)
        .viewChangeTimeoutMillis(400)
        .maxViewChangeTimeoutMillis(3_200)
        .censorshipTimeoutMillis(2_000)
        .retransmitMillis(150)
        .statusIntervalMillis(300)
        .collectorTimeoutMillis(150)
        .maxPoolBatches(4_096)
        .build();
  }

  private static Membership of(int epoch, int... ids) {
    List<Member> members = new ArrayList<>();
    for (int id : ids) {
      members.add(
          new Member(
              new ReplicaId(id),
              FakeCrypto.publicKey(id, 0, SignatureScheme.ED25519),
              FakeCrypto.publicKey(id, 0, SignatureScheme.BLS)));
    }
    return Membership.of(epoch, members);
  }

  private static List<Integer> proposedSizes(Output output) {
    return output.sends().stream()
        .map(Send::message)
        .filter(PrePrepare.class::isInstance)
        .map(message -> ((PrePrepare) message).proposal().batches().size())
        .toList();
  }

  @Test
  void theNextEpochOrdersByItsOwnConfiguration() {
    PbftCore core =
        PbftCore.start(
            n -> withBatches(n == 1 ? 9 : 3),
            CHAIN,
            new ReplicaId(1),
            new FakeCrypto().ports(1),
            ChainState.genesis(Digest.ZERO, of(0, 1)),
            StartMode.NEVER_VOTED,
            List.of(),
            0);
    core.tick(0);
    for (int i = 0; i < 8; i++) {
      core.step(new Input.BatchAvailable(Digest.sha256(new byte[] {2, (byte) i})), 1);
    }
    // The block that admits a second member: its primary is this replica again.
    Output entered =
        core.step(
            new Input.Executed(
                new SequenceNumber(1), Digest.sha256(new byte[] {3}), Optional.of(of(1, 0, 1))),
            2);

    assertThat(proposedSizes(entered)).containsExactly(3);
  }
}
