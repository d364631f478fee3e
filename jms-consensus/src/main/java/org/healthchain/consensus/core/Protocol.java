package org.healthchain.consensus.core;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.Statements;

/** One replica's protocol, wired: each input and each tick goes to the part that it concerns. */
final class Protocol {
  private final Wiring.Ground ground;
  private final Wiring.Agreement agreement;
  private final Wiring.Change change;
  private final Optional<Digest> ownReport;

  Protocol(
      IntFunction<PbftConfig> configs,
      Digest chainId,
      ReplicaId self,
      PbftCore.Ports ports,
      ChainState state,
      Rules rules,
      long nowMillis) {
    CurrentView current = new CurrentView(configs, self, state);
    Step step = new Step(nowMillis, rules.sendsBeforePersisting());
    ground = new Wiring.Ground(current, step, new Statements(chainId), ports, state, rules);
    agreement = new Wiring.Agreement(ground);
    ownReport = state.ownReport();
    change = new Wiring.Change(ground, agreement);
    change.stash.deliverTo(change.router::receive);
  }

  /** Begins, or goes on after a crash. */
  void start(StartMode mode, List<LogRecord> log) {
    Step step = ground.step;
    ground.learning.recover(mode == StartMode.LOG_LOST);
    change.recovery.replay(log);
    ground.learning.begin(ownReport);
    step.rewriteLog(agreement.snapshot.records());
    agreement.checkpoints.recover();
    ground.learning.start();
    ground.pool.enterView(ground.slots.batchesInFlight(), step.nowMillis());
    agreement.patience.enterView();
    ground.peers.listen();
    ground.nextBeacon.atOnce();
    agreement.execution.executeNext();
  }

  void take(Input input, long nowMillis) {
    ground.step.at(nowMillis);
    input.accept(new Taking());
  }

  void tick(long nowMillis) {
    ground.step.at(nowMillis);
    change.timers.tick();
  }

  /** What every step ends with. */
  Output finish() {
    agreement.lag.update();
    agreement.execution.executeNext();
    ground.learning.update();
    agreement.proposing.propose();
    agreement.patience.update();
    return ground.step.drain();
  }

  private final class Taking implements Input.Handler {
    @Override
    public void on(Input.Received input) {
      change.router.receive(input);
    }

    @Override
    public void on(Input.BatchHeld input) {
      agreement.ordering.onHeld(input.digest());
    }

    @Override
    public void on(Input.BatchAvailable input) {
      agreement.ordering.onHeld(input.digest());
      ground.pool.available(input.digest(), ground.step.nowMillis());
    }

    @Override
    public void on(Input.Executed input) {
      change.executed.onExecuted(input);
    }

    @Override
    public void on(Input.StateInstalled input) {
      change.installed.onInstalled(input.state(), input.ordered());
    }
  }

  // ---- what can be seen from outside

  CurrentView current() {
    return ground.current;
  }

  Standing standing() {
    return ground.standing;
  }

  Peers peers() {
    return ground.peers;
  }

  long nextWakeupMillis() {
    return change.timers.nextMillis();
  }

  ReplicaStatus status() {
    CurrentView current = ground.current;
    return new ReplicaStatus(
        role(),
        current.epoch(),
        current.view(),
        current.active(),
        current.active() ? Optional.of(current.primary()) : Optional.empty(),
        ground.standing.lastExecuted(),
        new SequenceNumber(ground.standing.certifiedHeight()),
        ground.pool.size(),
        agreement.proposing.inFlight(),
        ground.peers.halted(ground.right.mayVote()),
        ground.peers.shown());
  }

  private ReplicaStatus.Role role() {
    if (!ground.current.isMember()) {
      return ReplicaStatus.Role.OBSERVER;
    }
    if (ground.learning.hasEnded(ground.current.epoch())) {
      return ReplicaStatus.Role.ENDED;
    }
    if (!ground.right.mayVote()) {
      return ReplicaStatus.Role.LEARNER;
    }
    return ground.current.isPrimary() && ground.current.active()
        ? ReplicaStatus.Role.PRIMARY
        : ReplicaStatus.Role.BACKUP;
  }

  /** Entries in all collections but the pool: bounded, whatever the others send. */
  int retained() {
    return ground.slots.retained()
        + agreement.checkpoints.retained()
        + change.stash.retained()
        + ground.epochs.deferred().size();
  }
}
