package org.healthchain.consensus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConsensusCodecTest {
  private static final View VIEW = new View(7);
  private static final SequenceNumber NUMBER = new SequenceNumber(42);
  private static final Digest DIGEST = Digest.sha256(new byte[] {1});
  private static final Bytes SIGNATURE = Bytes.of(new byte[64]);
  private static final QuorumCertificate PROOF =
      new QuorumCertificate(
          SignatureScheme.ED25519, 2, MemberSet.ofBytes(new byte[] {7}), Bytes.of(new byte[192]));
  private static final CheckpointCertificate CHECKPOINT =
      new CheckpointCertificate(NUMBER, DIGEST, PROOF);
  private static final Proposal PROPOSAL =
      new Proposal(VIEW, NUMBER, 1_700_000_000_000L, List.of(DIGEST, Digest.ZERO));
  private static final PrePrepare PRE_PREPARE = new PrePrepare(2, VIEW, PROPOSAL, SIGNATURE);
  private static final PreparedProof PREPARED = new PreparedProof(VIEW, NUMBER, DIGEST, PROOF);
  private static final CheckpointVote VOTE = new CheckpointVote(2, NUMBER, DIGEST, SIGNATURE);
  private static final ViewChange VIEW_CHANGE =
      new ViewChange(
          2, VIEW, Optional.of(CHECKPOINT), List.of(PREPARED), List.of(PROPOSAL), SIGNATURE);
  private static final NewView NEW_VIEW =
      new NewView(
          2,
          VIEW,
          List.of(new NewView.Signed(new ReplicaId(3), VIEW_CHANGE.withoutProposals())),
          List.of(PRE_PREPARE),
          SIGNATURE);

  private static final List<ConsensusMessage> MESSAGES =
      List.of(
          PRE_PREPARE,
          new Prepare(2, VIEW, NUMBER, DIGEST, SIGNATURE),
          new Commit(2, VIEW, NUMBER, DIGEST, SIGNATURE, List.of(VOTE)),
          new CheckpointVotes(List.of(VOTE, VOTE)),
          new CollectedVotes(VotePhase.COMMIT, VIEW, NUMBER, DIGEST, PROOF, List.of(CHECKPOINT)),
          new CommittedProof(VIEW, PROPOSAL, PROOF),
          new CheckpointProofs(List.of(CHECKPOINT)),
          VIEW_CHANGE,
          NEW_VIEW,
          new Status(2, VIEW, true, false, NUMBER, Optional.of(CHECKPOINT), 0),
          new RecoveryProbe(9),
          new RecoveryReply(9, 2, Optional.empty()));

  private static final List<LogRecord> RECORDS =
      List.of(
          new LogRecord.Started(DIGEST, new ReplicaId(3), true),
          new LogRecord.PrePrepared(PRE_PREPARE),
          new LogRecord.Prepared(2, PREPARED, PROPOSAL),
          new LogRecord.Committed(new CommittedProof(VIEW, PROPOSAL, PROOF)),
          new LogRecord.ViewChangeStarted(2, VIEW),
          new LogRecord.NewViewEntered(NEW_VIEW),
          new LogRecord.LowWatermark(NUMBER, Optional.of(CHECKPOINT)),
          new LogRecord.LearnerBound(3, NUMBER),
          new LogRecord.VotingResumed(),
          new LogRecord.EpochEnded(3, 1, DIGEST, Optional.empty()),
          new LogRecord.EpochEnded(
              3, 2, DIGEST, Optional.of(new LogRecord.RecoveryVote(1, NUMBER, DIGEST, DIGEST))));

  @Test
  void everyMessageComesBackAsItWas() throws MalformedMessageException {
    for (ConsensusMessage message : MESSAGES) {
      assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(message);
    }
  }

  @Test
  void everyLogRecordComesBackAsItWas() throws MalformedMessageException {
    for (LogRecord entry : RECORDS) {
      assertThat(LogRecordCodec.decode(LogRecordCodec.encode(entry))).isEqualTo(entry);
    }
  }

  @Test
  void everyCutAndEveryTrailingByteIsRefused() {
    for (ConsensusMessage message : MESSAGES) {
      byte[] bytes = MessageCodec.encode(message);
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = java.util.Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> MessageCodec.decode(cut))
            .isInstanceOf(MalformedMessageException.class);
      }
      byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
      assertThatThrownBy(() -> MessageCodec.decode(longer))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void changedBytesNeverMakeTheDecoderThrowAnythingElse() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = MessageCodec.encode(MESSAGES.get(random.nextInt(MESSAGES.size())));
      for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        Message decoded = MessageCodec.decode(bytes);
        assertThat(MessageCodec.encode(decoded)).isEqualTo(bytes);
      } catch (MalformedMessageException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }
}
