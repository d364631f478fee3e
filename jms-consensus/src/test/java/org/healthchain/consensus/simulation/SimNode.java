package org.healthchain.consensus.simulation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.Input;
import org.healthchain.consensus.core.Output;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.core.PlantedBug;
import org.healthchain.consensus.core.Send;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.simulation.Fault.CrashPoint;
import org.healthchain.consensus.simulation.Fault.Loss;

/**
 * A simulated server: the host of one core and of its vote log, with dissemination ({@link
 * SimRelay}) and the application ({@link SimApplication}) beside it.
 */
final class SimNode {
  final int id;

  /** 0, or 1 for the second of twins. */
  final int twin;

  final SimLedger ledger;

  /** Empty until it turns, if ever. */
  Optional<Attacker> attacker;

  final SimApplication application;

  /** Dissemination, in runs that have it. */
  final Optional<SimRelay> relay;

  private final World world;

  // On disk.
  private final SimVoteLog log = new SimVoteLog();

  // In memory.
  private PbftCore core;
  private int incarnation;
  private long wakeMillis = Long.MAX_VALUE;
  private Fault.Crash armed;

  /** From when its log is lost until it votes again. */
  private boolean learns;

  SimNode(World world, int id, int twin, SimLedger ledger, Optional<Attacker> attacker) {
    this.world = world;
    this.id = id;
    this.twin = twin;
    this.ledger = ledger;
    this.attacker = attacker;
    application = new SimApplication(world, this);
    relay = world.scenario.relayed() ? Optional.of(new SimRelay(world, this)) : Optional.empty();
  }

  boolean correct() {
    return attacker.isEmpty();
  }

  /** Whether it counts as faulty now. */
  boolean faulty() {
    return !correct() || learns;
  }

  /** From now on it lies. */
  void turn(Set<Attack> attacks) {
    world.trace(id, "turns into a liar");
    world.count("turned into a liar");
    attacker = Optional.of(new Attacker(world, attacks));
  }

  boolean up() {
    return core != null;
  }

  PbftCore core() {
    return core;
  }

  int incarnation() {
    return incarnation;
  }

  /** Whether it still lives the same life. */
  boolean alive(int life) {
    return up() && incarnation == life;
  }

  // ---- life and death

  void start() {
    incarnation++;
    PlantedBug bug = correct() ? world.bug : PlantedBug.NONE;
    core =
        bug.start(
            world.config,
            world.chainId,
            new ReplicaId(id),
            world.crypto.ports(id),
            ledger.state(),
            log.mode(),
            log.read(),
            world.millis());
    world.invariants.restarted(id);
    wakeMillis = Long.MAX_VALUE;
    application.start();
    schedule();
    relay.ifPresentOrElse(SimRelay::start, () -> world.reannounce(this));
  }

  /** To be killed when it next handles an output, at this point of it. */
  void arm(Fault.Crash crash) {
    armed = crash;
  }

  void crash(Fault.Crash crash) {
    if (up()) {
      crash(crash, world.mayLose(this) ? crash.loss() : Loss.NOTHING);
    }
  }

  /** As {@link #crash}, also if there are more than f then. */
  void cut(Fault.Crash crash) {
    if (up()) {
      crash(crash, crash.loss());
    } else {
      lose(crash.loss());
    }
  }

  private void crash(Fault.Crash crash, Loss loss) {
    world.count("crash " + crash.loss());
    world.trace(id, "crashes " + crash.point() + " losing " + loss);
    core = null;
    armed = null;
    incarnation++;
    lose(loss);
    world.queue.after(
        crash.downMillis() * 1_000 + 1,
        () -> {
          if (!up()) {
            world.trace(id, "starts again");
            start();
          }
        });
  }

  /** Ends this life if it was to end once a block is committed. */
  boolean diesAfterCommit() {
    boolean dies = armed != null && armed.point() == CrashPoint.AFTER_LEDGER_COMMIT;
    if (dies) {
      crash(armed);
    }
    return dies;
  }

  /** Its operator ends an epoch while it is down. */
  void endEpoch(LogRecord.EpochEnded entry) {
    log.end(new LogRecord.Started(world.chainId, new ReplicaId(id), false), entry);
  }

  private void lose(Loss loss) {
    if (loss == Loss.STALE_LEDGER) {
      ledger.truncate(Math.max(0, ledger.height() - 1 - world.random.nextInt(10)));
    } else if (loss != Loss.NOTHING) {
      log.lose();
      learns = true;
      world.invariants.forgot(id);
      if (loss == Loss.DISK) {
        ledger.truncate(0);
        relay.ifPresent(SimRelay::forget);
      }
    }
  }

  // ---- input

  void receive(int sender, Message message) {
    if (message instanceof ConsensusMessage consensus) {
      attacker.ifPresent(a -> a.hear(this, consensus));
      input(new Input.Received(new ReplicaId(sender), consensus));
    } else {
      relay.orElseThrow().receive(sender, (DisseminationMessage) message);
    }
  }

  void input(Input input) {
    if (up()) {
      handle(core.step(input, world.millis()));
    }
  }

  private void schedule() {
    long next = core.nextWakeupMillis();
    if (next == Long.MAX_VALUE || (next >= wakeMillis && wakeMillis > world.millis())) {
      return;
    }
    wakeMillis = Math.max(next, world.millis() + 1);
    long mine = wakeMillis;
    int now = incarnation;
    world.atMillis(
        mine,
        () -> {
          if (up() && incarnation == now && wakeMillis == mine) {
            wakeMillis = Long.MAX_VALUE;
            handle(core.tick(world.millis()));
          }
        });
  }

  // ---- output

  private void handle(Output output) {
    boolean dies = armed != null && armed.point() != CrashPoint.AFTER_LEDGER_COMMIT;
    dies = dies && (!output.log().isEmpty() || !output.sends().isEmpty());
    CrashPoint point = dies ? armed.point() : null;
    if (point != CrashPoint.BEFORE_PERSIST) {
      persist(output, point == CrashPoint.TORN_PERSIST);
      if (point != CrashPoint.TORN_PERSIST && point != CrashPoint.BEFORE_SEND) {
        send(output, point == CrashPoint.AMID_SENDS);
        if (point == null) {
          output.commands().forEach(this::command);
        }
      }
    }
    if (dies) {
      crash(armed);
    } else if (up()) {
      check();
      schedule();
      relay.ifPresent(SimRelay::afterStep);
    }
  }

  private void check() {
    if (correct()) {
      world.invariants.watermark(id, PlantedBug.certifiedHeight(core));
      world.invariants.retained(id, PlantedBug.retained(core));
    }
  }

  private void persist(Output output, boolean torn) {
    List<LogRecord> records = output.log();
    if (output.rewriteLog()) {
      if (torn) {
        return; // a rewrite is atomic
      }
      log.clear();
    }
    int count = torn ? world.random.nextInt(records.size() + 1) : records.size();
    for (LogRecord entry : records.subList(0, count)) {
      log.add(entry);
      if (entry instanceof LogRecord.NewViewEntered || entry instanceof LogRecord.VotingResumed) {
        world.count(entry.getClass().getSimpleName());
      }
      learns &= !(entry instanceof LogRecord.VotingResumed);
      if (correct()) {
        world.invariants.persisted(id, entry);
      }
    }
  }

  private void send(Output output, boolean half) {
    List<Send> sends = output.sends();
    if (half) {
      sends = sends.subList(0, sends.size() / 2);
    }
    if (attacker.isPresent()) {
      attacker.get().send(this, sends);
      return;
    }
    for (Send send : sends) {
      world.invariants.sent(id, send.message());
      if (send.message() instanceof CommittedProof) {
        world.count("decision handed to a laggard");
      }
      transmit(send.to().map(ReplicaId::value), send.message());
    }
  }

  void transmit(Optional<Integer> to, Message message) {
    world.network.send(this, to, message);
  }

  private void command(Command command) {
    if (!up()) {
      return;
    }
    if (command instanceof Command.Execute execute) {
      if (correct()) {
        world.invariants.executing(
            id, ledger.height(), execute.proposal().sequenceNumber().value());
      }
      relay.ifPresentOrElse(
          r -> later(0, () -> r.execute(execute)),
          () -> application.execute(execute.proposal(), execute.proposal().batches()));
    } else if (command instanceof Command.Certified c) {
      application.store(c.certificate());
    } else if (command instanceof Command.MembershipChanged changed) {
      world.count("epoch entered");
      relay.ifPresent(r -> later(0, () -> r.membershipChanged(changed.membership())));
    } else if (command instanceof Command.Rejected r) {
      world.count("rejected " + r.reason().words());
      world.trace(id, "rejects " + r.sender() + ": " + r.reason().words());
    } else if (command instanceof Command.FetchBatches f) {
      relay.ifPresentOrElse(
          r -> later(0, () -> r.need(f.batches())),
          () -> f.batches().forEach(batch -> world.fetchBatch(this, batch)));
    } else if (command instanceof Command.FetchState f) {
      application.fetch(f);
    }
  }

  /** Runs unless this life has ended by then. */
  void later(long micros, Runnable action) {
    int now = incarnation;
    world.queue.after(
        micros,
        () -> {
          if (up() && incarnation == now) {
            action.run();
          }
        });
  }
}
