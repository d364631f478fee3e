package org.healthchain.consensus.replica;

import java.io.IOException;
import java.util.function.Consumer;
import org.healthchain.consensus.storage.ReplicaLog;

/**
 * Makes rounds durable, one at a time, and then lets them take effect. While the disk works the
 * replica goes on with its inputs; what they bring about waits and is forced together, next. Used
 * by the replica's thread alone.
 */
final class GroupCommit {
  private final ReplicaLog log;
  private final ApplicationRunner runner;
  private final Consumer<Pending.Round> effects;
  private final boolean effectsFirst;
  private boolean underWay;

  /**
   * @param effects sends and does what follows from a round that is durable
   * @param effectsFirst a planted bug, for the tests: nothing waits for the disk
   */
  GroupCommit(
      ReplicaLog log,
      ApplicationRunner runner,
      Consumer<Pending.Round> effects,
      boolean effectsFirst) {
    this.log = log;
    this.runner = runner;
    this.effects = effects;
    this.effectsFirst = effectsFirst;
  }

  /** Whether a round waits for the disk; the next must not begin. */
  boolean isUnderWay() {
    return underWay;
  }

  void commit(Pending.Round round) throws IOException {
    if (!round.log().isDurable() || !log.forces()) {
      log.commit(round.log());
      effects.accept(round);
      return;
    }
    underWay = true;
    runner.persist(
        () -> {
          log.commit(round.log());
          return log;
        },
        () -> {
          underWay = false;
          if (!effectsFirst) {
            effects.accept(round);
          }
        });
    if (effectsFirst) {
      effects.accept(round);
    }
  }
}
