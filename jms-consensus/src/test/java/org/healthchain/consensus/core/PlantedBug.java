package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;

/** Cores with one of their {@link Rules} broken, and a look at what a core keeps. */
public enum PlantedBug {
  NONE(new Rules()),

  /** Quorum 2f+1 instead of ⌈(n+f+1)/2⌉. */
  QUORUM_2F_PLUS_1(
      new Rules() {
        @Override
        int quorum(Membership membership) {
          return 2 * membership.f() + 1;
        }
      }),

  /** Votes leave one step before their records are durable. */
  VOTE_BEFORE_PERSIST(
      new Rules() {
        @Override
        boolean sendsBeforePersisting() {
          return true;
        }
      }),

  /** View-changes carry no prepared certificates. */
  PREPARED_DROPPED_IN_VIEW_CHANGE(
      new Rules() {
        @Override
        boolean carriesPrepared() {
          return false;
        }
      }),

  /** The view change timeout doubles in 32 bits and without end. */
  TIMER_OVERFLOW(
      new Rules() {
        @Override
        @SuppressWarnings("IntLongMath") // that is the bug
        long doubled(long millis, int times, long maxMillis) {
          return (int) millis << times;
        }
      }),

  /** Executes what is prepared only. */
  EXECUTE_BEFORE_COMMIT(
      new Rules() {
        @Override
        Optional<QuorumCertificate> deciding(
            Optional<QuorumCertificate> prepares, Optional<QuorumCertificate> commits) {
          return commits.or(() -> prepares);
        }
      }),

  /** Executes again what commits again in a later view. */
  DUPLICATE_EXECUTION(
      new Rules() {
        @Override
        Optional<Command> committedAgain(
            int epoch, Proposal proposal, SequenceNumber lastExecuted) {
          return proposal.sequenceNumber().compareTo(lastExecuted) <= 0
              ? Optional.of(new Command.Execute(epoch, proposal))
              : Optional.empty();
        }

        @Override
        void executedUnasked(SequenceNumber height) {
          // as if nothing had happened
        }
      }),

  /** Counts messages where it should count voters. */
  VOTER_COUNTED_TWICE(
      new Rules() {
        @Override
        boolean countsRepeatedVotes() {
          return true;
        }
      }),

  /** Enters a new view without recomputing it. */
  NEW_VIEW_UNCHECKED(
      new Rules() {
        @Override
        boolean recomputesNewViews() {
          return false;
        }
      }),

  /** Executes in a new epoch before the former one's members certified its last block. */
  EPOCH_NOT_HANDED_OVER(
      new Rules() {
        @Override
        boolean awaitsHandover() {
          return false;
        }
      }),

  /**
   * The rules before: a learner's bound is C + 2L, it votes again once that is certified, and a
   * new-view takes view-changes with bases as far apart as they like.
   */
  PROMISES_FORGOTTEN(
      new Rules() {
        @Override
        int learnerWindows() {
          return 2;
        }

        @Override
        boolean returnsByDecision() {
          return false;
        }

        @Override
        int baseSpread(PbftConfig config) {
          return Integer.MAX_VALUE;
        }
      });

  @SuppressWarnings("ImmutableEnumChecker") // rules have no fields
  private final Rules rules;

  PlantedBug(Rules rules) {
    this.rules = rules;
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
    return PbftCore.start(n -> config, chainId, self, ports, state, mode, log, nowMillis, rules);
  }

  /** How many things a core keeps in its collections; bounded, whatever the others send. */
  public static int retained(PbftCore core) {
    return core.protocol().retained();
  }

  public static long certifiedHeight(PbftCore core) {
    return core.protocol().standing().certifiedHeight();
  }
}
