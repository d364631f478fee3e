package org.healthchain.consensus.message;

import static org.healthchain.consensus.message.ConsensusFields.sequenceNumber;
import static org.healthchain.consensus.message.ConsensusFields.signature;
import static org.healthchain.consensus.message.ConsensusFields.view;

/** Types 1 to 63: the messages of PBFT. */
final class ConsensusCodec {
  static final int PRE_PREPARE = 1;
  static final int PREPARE = 2;
  static final int COMMIT = 3;
  static final int CHECKPOINT_VOTES = 4;
  static final int COLLECTED_VOTES = 5;
  static final int COMMITTED_PROOF = 6;
  static final int CHECKPOINT_PROOFS = 7;
  static final int VIEW_CHANGE = 8;
  static final int NEW_VIEW = 9;
  static final int STATUS = 10;
  static final int RECOVERY_PROBE = 11;
  static final int RECOVERY_REPLY = 12;
  static final int LAST_TYPE = 63;

  private ConsensusCodec() {}

  static void write(WireWriter out, ConsensusMessage message) {
    message.accept(new Writer(out));
  }

  static ConsensusMessage read(int type, WireReader in) throws MalformedMessageException {
    return switch (type) {
      case PRE_PREPARE -> ConsensusFields.readPrePrepare(in);
      case PREPARE ->
          new Prepare(in.u31(), view(in), sequenceNumber(in), in.digest(), signature(in));
      case COMMIT ->
          new Commit(
              in.u31(),
              view(in),
              sequenceNumber(in),
              in.digest(),
              signature(in),
              ConsensusFields.readCheckpointVotes(in));
      case CHECKPOINT_VOTES -> new CheckpointVotes(ConsensusFields.readCheckpointVotes(in));
      case COLLECTED_VOTES -> readCollected(in);
      case COMMITTED_PROOF -> ConsensusFields.readCommittedProof(in);
      case CHECKPOINT_PROOFS ->
          new CheckpointProofs(ConsensusFields.readCheckpointCertificates(in));
      case VIEW_CHANGE -> ConsensusFields.readViewChange(in);
      case NEW_VIEW -> ConsensusFields.readNewView(in);
      case STATUS -> readStatus(in);
      case RECOVERY_PROBE -> new RecoveryProbe(in.u64(Long.MAX_VALUE));
      case RECOVERY_REPLY ->
          new RecoveryReply(in.u64(Long.MAX_VALUE), in.u31(), ConsensusFields.readOptional(in));
      default -> throw new MalformedMessageException("unknown message type " + type);
    };
  }

  private static CollectedVotes readCollected(WireReader in) throws MalformedMessageException {
    VotePhase phase = in.bool() ? VotePhase.COMMIT : VotePhase.PREPARE;
    return new CollectedVotes(
        phase,
        view(in),
        sequenceNumber(in),
        in.digest(),
        ConsensusFields.readCertificate(in),
        ConsensusFields.readCheckpointCertificates(in));
  }

  private static Status readStatus(WireReader in) throws MalformedMessageException {
    int epoch = in.u31();
    View view = view(in);
    boolean active = in.bool();
    boolean complaining = in.bool();
    SequenceNumber lastExecuted = sequenceNumber(in);
    long votesAbove = in.u64(SequenceNumber.MAX_VALUE);
    return new Status(
        epoch,
        view,
        active,
        complaining,
        lastExecuted,
        ConsensusFields.readOptional(in),
        votesAbove);
  }

  private record Writer(WireWriter out) implements ConsensusMessage.Handler {
    @Override
    public void on(PrePrepare m) {
      ConsensusFields.writePrePrepare(out.u8(PRE_PREPARE), m);
    }

    @Override
    public void on(Prepare m) {
      out.u8(PREPARE).u32(m.epoch()).u64(m.view().value()).u64(m.sequenceNumber().value());
      out.digest(m.digest()).bytes(m.signature());
    }

    @Override
    public void on(Commit m) {
      out.u8(COMMIT).u32(m.epoch()).u64(m.view().value()).u64(m.sequenceNumber().value());
      out.digest(m.digest()).bytes(m.signature());
      ConsensusFields.writeCheckpointVotes(out, m.checkpoints());
    }

    @Override
    public void on(CheckpointVotes m) {
      ConsensusFields.writeCheckpointVotes(out.u8(CHECKPOINT_VOTES), m.votes());
    }

    @Override
    public void on(CollectedVotes m) {
      out.u8(COLLECTED_VOTES).u8(m.phase().code()).u64(m.view().value());
      out.u64(m.sequenceNumber().value()).digest(m.digest());
      ConsensusFields.writeCertificate(out, m.certificate());
      ConsensusFields.writeCheckpointCertificates(out, m.checkpoints());
    }

    @Override
    public void on(CommittedProof m) {
      ConsensusFields.writeCommittedProof(out.u8(COMMITTED_PROOF), m);
    }

    @Override
    public void on(CheckpointProofs m) {
      ConsensusFields.writeCheckpointCertificates(out.u8(CHECKPOINT_PROOFS), m.certificates());
    }

    @Override
    public void on(ViewChange m) {
      ConsensusFields.writeViewChange(out.u8(VIEW_CHANGE), m);
    }

    @Override
    public void on(NewView m) {
      ConsensusFields.writeNewView(out.u8(NEW_VIEW), m);
    }

    @Override
    public void on(Status m) {
      out.u8(STATUS).u32(m.epoch()).u64(m.view().value()).bool(m.active()).bool(m.complaining());
      out.u64(m.lastExecuted().value()).u64(m.votesAbove());
      ConsensusFields.writeOptional(out, m.certified());
    }

    @Override
    public void on(RecoveryProbe m) {
      out.u8(RECOVERY_PROBE).u64(m.nonce());
    }

    @Override
    public void on(RecoveryReply m) {
      out.u8(RECOVERY_REPLY).u64(m.nonce()).u32(m.epoch());
      ConsensusFields.writeOptional(out, m.certified());
    }
  }
}
