package org.healthchain.server.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.CommitCertificates;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CollectedVotes;
import org.healthchain.consensus.message.Commit;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Prepare;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.View;
import org.junit.jupiter.api.Test;

/** Seventeen replicas with real BLS votes: collected, aggregated, and verified offline. */
class CollectorModeTest {
  private static final int N = 17;
  private static final int BLOCKS = 3;

  private final VotingNetwork network = new VotingNetwork(N);

  @Test
  void everyBlockGetsOneAggregateThatAnybodyCanCheck() {
    network.order(BLOCKS);

    assertThat(network.heights()).containsOnly((long) BLOCKS);
    assertThat(network.views()).containsOnly(View.ZERO);
    assertThat(network.rejections()).isEmpty();
    assertEveryBlockCertified();
  }

  @Test
  void badSharesAreLeftOutAndTheRestStillCounts() {
    Bytes elsewhere = network.voteOf(5, "another statement");
    network.bend(
        (from, to, message) -> {
          if (from == 5) {
            return Optional.of(withSignature(message, elsewhere));
          }
          // No point of the curve at all.
          return Optional.of(from == 6 ? withSignature(message, Bytes.of(new byte[48])) : message);
        });
    network.order(BLOCKS);

    assertThat(network.heights()).containsOnly((long) BLOCKS);
    assertThat(network.views()).containsOnly(View.ZERO);
    assertEveryBlockCertified();
  }

  @Test
  void aCollectorThatForgesOrKeepsCertificatesIsGoneAroundInTheSameView() {
    network.bend(
        (from, to, message) -> {
          if (from == 0 && message instanceof CollectedVotes m) {
            return to % 2 == 0 ? Optional.empty() : Optional.of(forged(m));
          }
          return Optional.of(message);
        });
    network.order(BLOCKS);

    assertThat(network.heights()).containsOnly((long) BLOCKS);
    assertThat(network.views()).containsOnly(View.ZERO);
    assertThat(network.rejections()).contains(Refusal.BAD_CERTIFICATE);
    assertEveryBlockCertified();
  }

  @Test
  void aSilentPrimaryIsReplaced() {
    network.bend((from, to, message) -> from == 0 ? Optional.empty() : Optional.of(message));
    network.order(BLOCKS);

    assertThat(network.heights().subList(1, N)).containsOnly((long) BLOCKS);
    assertThat(network.views().subList(1, N)).containsOnly(new View(1));
  }

  /** By a function that gets the membership and the header's hash and nothing else. */
  private void assertEveryBlockCertified() {
    VoteVerifier offline = new VoteVerifier();
    for (long height = 1; height <= BLOCKS; height++) {
      CheckpointCertificate proof = network.certificate(height).orElseThrow();
      assertThat(proof.certificate().scheme()).isEqualTo(SignatureScheme.BLS);
      assertThat(proof.certificate().proof().length()).isEqualTo(48);
      assertThat(verifies(proof.certificate(), height, offline)).isTrue();
      assertThat(verifies(proof.certificate(), height + 1, offline)).isFalse();
      assertThat(verifies(withAnotherSigner(proof.certificate()), height, offline)).isFalse();
    }
  }

  private boolean verifies(QuorumCertificate certificate, long height, VoteVerifier offline) {
    return CommitCertificates.verify(
        certificate,
        VotingNetwork.CHAIN_ID,
        network.membership(),
        new SequenceNumber(height),
        network.headerHash(Math.min(height, BLOCKS)),
        offline);
  }

  /** The same aggregate, claimed to be of one more voter or of one less. */
  private static QuorumCertificate withAnotherSigner(QuorumCertificate certificate) {
    BitSet signers = new BitSet();
    List<Integer> present = new ArrayList<>();
    for (int i = 0; i < N; i++) {
      signers.set(i, certificate.signers().contains(i));
      if (certificate.signers().contains(i)) {
        present.add(i);
      }
    }
    if (present.size() < N) {
      signers.set(signers.nextClearBit(0));
    } else {
      signers.clear(present.get(new SecureRandom().nextInt(N)));
    }
    return new QuorumCertificate(
        SignatureScheme.BLS,
        certificate.membershipEpoch(),
        MemberSet.of(N, signers),
        certificate.proof());
  }

  private static CollectedVotes forged(CollectedVotes m) {
    return new CollectedVotes(
        m.phase(),
        m.view(),
        m.sequenceNumber(),
        m.digest(),
        withAnotherSigner(m.certificate()),
        List.of());
  }

  private static ConsensusMessage withSignature(ConsensusMessage message, Bytes signature) {
    if (message instanceof Prepare m) {
      return new Prepare(m.epoch(), m.view(), m.sequenceNumber(), m.digest(), signature);
    }
    if (message instanceof Commit m) {
      return new Commit(
          m.epoch(), m.view(), m.sequenceNumber(), m.digest(), signature, m.checkpoints());
    }
    return message;
  }
}
