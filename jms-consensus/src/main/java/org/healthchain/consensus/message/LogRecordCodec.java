package org.healthchain.consensus.message;

import java.util.Optional;

/** Log records to bytes and back: one byte of format version, one of type, then the fields. */
public final class LogRecordCodec {
  public static final int VERSION = 1;

  private static final int STARTED = 1;
  private static final int PRE_PREPARED = 2;
  private static final int PREPARED = 3;
  private static final int VIEW_CHANGE_STARTED = 4;
  private static final int NEW_VIEW_ENTERED = 5;
  private static final int LOW_WATERMARK = 6;
  private static final int LEARNER_BOUND = 10;
  private static final int VOTING_RESUMED = 8;
  private static final int COMMITTED = 9;
  private static final int EPOCH_ENDED = 11;

  private LogRecordCodec() {}

  public static byte[] encode(LogRecord entry) {
    WireWriter out = new WireWriter(256);
    out.u8(VERSION);
    entry.accept(new Writer(out));
    return out.toByteArray();
  }

  public static LogRecord decode(byte[] bytes) throws MalformedMessageException {
    WireReader in = new WireReader(bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw new MalformedMessageException("log format version " + version);
    }
    LogRecord entry = read(in.u8(), in);
    in.end();
    return entry;
  }

  private static LogRecord read(int type, WireReader in) throws MalformedMessageException {
    return switch (type) {
      case STARTED -> new LogRecord.Started(in.digest(), new ReplicaId(in.u16()), in.bool());
      case PRE_PREPARED -> new LogRecord.PrePrepared(ConsensusFields.readPrePrepare(in));
      case PREPARED ->
          new LogRecord.Prepared(
              in.u31(), ConsensusFields.readPreparedProof(in), ConsensusFields.readProposal(in));
      case VIEW_CHANGE_STARTED ->
          new LogRecord.ViewChangeStarted(in.u31(), ConsensusFields.view(in));
      case NEW_VIEW_ENTERED -> new LogRecord.NewViewEntered(ConsensusFields.readNewView(in));
      case LOW_WATERMARK ->
          new LogRecord.LowWatermark(
              ConsensusFields.sequenceNumber(in), ConsensusFields.readOptional(in));
      case LEARNER_BOUND ->
          new LogRecord.LearnerBound(in.u31(), ConsensusFields.sequenceNumber(in));
      case COMMITTED -> new LogRecord.Committed(ConsensusFields.readCommittedProof(in));
      case EPOCH_ENDED ->
          new LogRecord.EpochEnded(in.u31(), in.u31(), in.digest(), readRecoveryVote(in));
      case VOTING_RESUMED -> new LogRecord.VotingResumed();
      default -> throw new MalformedMessageException("unknown log record type " + type);
    };
  }

  private static Optional<LogRecord.RecoveryVote> readRecoveryVote(WireReader in)
      throws MalformedMessageException {
    return in.bool()
        ? Optional.of(
            new LogRecord.RecoveryVote(
                in.u31(), ConsensusFields.sequenceNumber(in), in.digest(), in.digest()))
        : Optional.empty();
  }

  private record Writer(WireWriter out) implements LogRecord.Handler {
    @Override
    public void on(LogRecord.Started r) {
      out.u8(STARTED).digest(r.chainId()).u16(r.self().value()).bool(r.learner());
    }

    @Override
    public void on(LogRecord.PrePrepared r) {
      ConsensusFields.writePrePrepare(out.u8(PRE_PREPARED), r.prePrepare());
    }

    @Override
    public void on(LogRecord.Prepared r) {
      ConsensusFields.writePreparedProof(out.u8(PREPARED).u32(r.epoch()), r.proof());
      ConsensusFields.writeProposal(out, r.proposal());
    }

    @Override
    public void on(LogRecord.Committed r) {
      ConsensusFields.writeCommittedProof(out.u8(COMMITTED), r.proof());
    }

    @Override
    public void on(LogRecord.ViewChangeStarted r) {
      out.u8(VIEW_CHANGE_STARTED).u32(r.epoch()).u64(r.view().value());
    }

    @Override
    public void on(LogRecord.NewViewEntered r) {
      ConsensusFields.writeNewView(out.u8(NEW_VIEW_ENTERED), r.newView());
    }

    @Override
    public void on(LogRecord.LowWatermark r) {
      out.u8(LOW_WATERMARK).u64(r.height().value());
      ConsensusFields.writeOptional(out, r.certificate());
    }

    @Override
    public void on(LogRecord.LearnerBound r) {
      out.u8(LEARNER_BOUND).u32(r.epoch()).u64(r.height().value());
    }

    @Override
    public void on(LogRecord.EpochEnded r) {
      out.u8(EPOCH_ENDED).u32(r.epoch()).u32(r.attempt()).digest(r.report());
      out.bool(r.vote().isPresent());
      r.vote()
          .ifPresent(
              vote ->
                  out.u32(vote.attempt())
                      .u64(vote.base().value())
                      .digest(vote.baseHash())
                      .digest(vote.headerHash()));
    }

    @Override
    public void on(LogRecord.VotingResumed r) {
      out.u8(VOTING_RESUMED);
    }
  }
}
