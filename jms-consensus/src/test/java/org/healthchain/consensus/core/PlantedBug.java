package org.healthchain.consensus.core;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.ReplicaId;

/** The tests' door to the core's package-private {@link Mutation} seam and to its memory. */
public enum PlantedBug {
  NONE(null),
  QUORUM_2F_PLUS_1(Mutation.QUORUM_2F_PLUS_1),
  VOTE_BEFORE_PERSIST(Mutation.VOTE_BEFORE_PERSIST),
  PREPARED_DROPPED_IN_VIEW_CHANGE(Mutation.PREPARED_DROPPED_IN_VIEW_CHANGE),
  TIMER_OVERFLOW(Mutation.TIMER_OVERFLOW),
  EXECUTE_BEFORE_COMMIT(Mutation.EXECUTE_BEFORE_COMMIT),
  DUPLICATE_EXECUTION(Mutation.DUPLICATE_EXECUTION),
  VOTER_COUNTED_TWICE(Mutation.VOTER_COUNTED_TWICE),
  NEW_VIEW_UNCHECKED(Mutation.NEW_VIEW_UNCHECKED),
  EPOCH_NOT_HANDED_OVER(Mutation.EPOCH_NOT_HANDED_OVER);

  private final Mutation mutation;

  PlantedBug(Mutation mutation) {
    this.mutation = mutation;
  }

  /** Starts a core that has this bug. */
  public PbftCore start(
      PbftConfig config,
      Digest chainId,
      ReplicaId self,
      PbftCore.Ports ports,
      ChainState state,
      StartMode mode,
      List<LogRecord> log,
      long nowMillis) {
    Set<Mutation> mutations =
        mutation == null ? EnumSet.noneOf(Mutation.class) : EnumSet.of(mutation);
    return PbftCore.start(
        n -> config, chainId, self, ports, state, mode, log, nowMillis, mutations);
  }

  /** How many things a core keeps in its collections; bounded, whatever the others send. */
  public static int retained(PbftCore core) {
    return core.retained();
  }

  public static long certifiedHeight(PbftCore core) {
    return core.certifiedHeight();
  }
}
