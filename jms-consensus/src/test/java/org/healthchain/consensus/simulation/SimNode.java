package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.Input;
import org.healthchain.consensus.core.Output;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.core.PlantedBug;
import org.healthchain.consensus.core.Send;
import org.healthchain.consensus.core.StartMode;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CommittedProof;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.LogRecordCodec;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.simulation.Fault.CrashPoint;
import org.healthchain.consensus.simulation.Fault.Loss;

/** A simulated server: the host of one core, its disk and its ledger. */
final class SimNode {
  final int id;

  /** 0, or 1 for the second of twins. */
  final int twin;

  final SimLedger ledger;
  final Optional<Attacker> attacker;
  private final World world;

  // On disk.
  private List<byte[]> log = new ArrayList<>();
  private boolean forgot;
  private final List<CheckpointCertificate> earlyCertificates = new ArrayList<>();

  // In memory.
  private PbftCore core;
  private int incarnation;
  private long wakeMillis = Long.MAX_VALUE;
  private Fault.Crash armed;
  private Command.FetchState fetch;

  SimNode(World world, int id, int twin, SimLedger ledger, Optional<Attacker> attacker) {
    this.world = world;
    this.id = id;
    this.twin = twin;
    this.ledger = ledger;
    this.attacker = attacker;
  }

  boolean correct() {
    return attacker.isEmpty();
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

  // ---- life and death

  void start() {
    incarnation++;
    StartMode mode = StartMode.NEVER_VOTED;
    if (!log.isEmpty()) {
      mode = StartMode.FROM_LOG;
    } else if (forgot) {
      mode = StartMode.LOG_LOST;
    }
    List<LogRecord> records = new ArrayList<>();
    for (byte[] bytes : log) {
      try {
        records.add(LogRecordCodec.decode(bytes));
      } catch (MalformedMessageException e) {
        throw new Violation("own log record does not decode: " + e.getMessage());
      }
    }
    PlantedBug bug = correct() ? world.bug : PlantedBug.NONE;
    core =
        bug.start(
            world.config,
            world.chainId,
            new ReplicaId(id),
            world.crypto.ports(id),
            ledger.state(),
            mode,
            records,
            world.millis());
    world.invariants.restarted(key());
    wakeMillis = Long.MAX_VALUE;
    fetch = null;
    schedule();
    world.reannounce(this);
  }

  /** To be killed when it next handles an output, at this point of it. */
  void arm(Fault.Crash crash) {
    armed = crash;
  }

  void crash(Fault.Crash crash) {
    if (!up()) {
      return;
    }
    world.count("crash " + crash.loss());
    world.trace(id, "crashes " + crash.point() + " losing " + crash.loss());
    core = null;
    armed = null;
    incarnation++;
    lose(crash.loss());
    world.queue.after(
        crash.downMillis() * 1_000 + 1,
        () -> {
          if (!up()) {
            world.trace(id, "starts again");
            start();
          }
        });
  }

  private void lose(Loss loss) {
    if (loss == Loss.STALE_LEDGER) {
      ledger.truncate(Math.max(0, ledger.height() - 1 - world.random.nextInt(10)));
      earlyCertificates.clear();
    } else if (loss != Loss.NOTHING) {
      log = new ArrayList<>();
      forgot = true;
      world.invariants.forgot(key());
      if (loss == Loss.DISK) {
        ledger.truncate(0);
        earlyCertificates.clear();
      }
    }
  }

  /** The key of this replica's votes: its id. */
  private int key() {
    return id;
  }

  // ---- input

  void receive(int sender, ConsensusMessage message) {
    attacker.ifPresent(a -> a.hear(this, message));
    input(new Input.Received(new ReplicaId(sender), message));
  }

  void input(Input input) {
    if (up()) {
      handle(core.step(input, world.millis()));
    }
  }

  private void schedule() {
    long next = core.nextWakeupMillis();
    if (next == Long.MAX_VALUE || next >= wakeMillis && wakeMillis > world.millis()) {
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
    }
  }

  private void check() {
    if (correct()) {
      world.invariants.watermark(key(), PlantedBug.certifiedHeight(core));
      world.invariants.retained(key(), PlantedBug.retained(core));
    }
  }

  private void persist(Output output, boolean torn) {
    List<LogRecord> records = output.log();
    if (output.rewriteLog()) {
      if (torn) {
        return; // a rewrite is atomic
      }
      log = new ArrayList<>();
    }
    int count = torn ? world.random.nextInt(records.size() + 1) : records.size();
    for (LogRecord entry : records.subList(0, count)) {
      log.add(LogRecordCodec.encode(entry));
      if (entry instanceof LogRecord.NewViewEntered || entry instanceof LogRecord.VotingResumed) {
        world.count(entry.getClass().getSimpleName());
      }
      if (correct()) {
        world.invariants.persisted(key(), entry);
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
      world.invariants.sent(key(), send.message());
      if (send.message() instanceof CommittedProof) {
        world.count("decision handed to a laggard");
      }
      transmit(send.to().map(ReplicaId::value), send.message());
    }
  }

  void transmit(Optional<Integer> to, ConsensusMessage message) {
    world.network.send(this, to, message);
  }

  private void command(Command command) {
    if (!up()) {
      return;
    }
    if (command instanceof Command.Execute execute) {
      execute(execute);
    } else if (command instanceof Command.Certified c) {
      store(c.certificate());
    } else if (command instanceof Command.MembershipChanged) {
      world.count("epoch entered");
    } else if (command instanceof Command.Rejected r) {
      world.count("rejected " + r.reason());
      world.trace(id, "rejects " + r.sender() + ": " + r.reason());
    } else if (command instanceof Command.FetchBatches f) {
      for (Digest batch : f.batches()) {
        world.fetchBatch(this, batch);
      }
    } else if (command instanceof Command.FetchState f) {
      boolean idle = fetch == null;
      fetch = f;
      if (idle) {
        later(world.random.nextInt(1, 50) * 1_000L, this::fetchState);
      }
    }
  }

  private void store(CheckpointCertificate certificate) {
    if (correct()) {
      world.invariants.certified(key(), certificate);
    }
    if (certificate.height().value() <= ledger.height()) {
      ledger.store(certificate);
    } else {
      earlyCertificates.add(certificate);
    }
  }

  private void execute(Command.Execute execute) {
    long height = execute.proposal().sequenceNumber().value();
    if (correct()) {
      world.invariants.executing(key(), ledger.height(), height);
    }
    long micros = 100 + world.random.nextInt(5_000);
    later(micros, () -> commit(execute, height));
  }

  private void commit(Command.Execute execute, long height) {
    if (!correct() && height != ledger.height() + 1) {
      return;
    }
    SimLedger.Block block = ledger.execute(execute.proposal());
    if (execute.proposal().batches().isEmpty()) {
      world.count("null request executed");
    }
    append(block);
    world.trace(id, "executed " + height + " " + block.headerHash());
    if (armed != null && armed.point() == CrashPoint.AFTER_LEDGER_COMMIT) {
      crash(armed);
      return;
    }
    boolean changed = block.nextMembership().epoch() != block.membership().epoch();
    input(
        new Input.Executed(
            new SequenceNumber(height),
            block.headerHash(),
            changed ? Optional.of(block.nextMembership()) : Optional.empty()));
  }

  private void append(SimLedger.Block block) {
    long below = ledger.height();
    boolean entersEpoch =
        below > 0
            && ledger.block(below).membership().epoch()
                != ledger.block(below).nextMembership().epoch();
    if (entersEpoch && correct() && ledger.certificate(below).isEmpty()) {
      throw new Violation(
          "handover: node "
              + id
              + " goes beyond "
              + below
              + ", which nobody of its epoch certified");
    }
    ledger.append(block);
    if (correct()) {
      world.invariants.appended(key(), block);
    }
    earlyCertificates.removeIf(
        c -> {
          if (c.height().value() <= ledger.height()) {
            ledger.store(c);
            return true;
          }
          return false;
        });
  }

  // ---- state transfer

  private void fetchState() {
    Command.FetchState wanted = fetch;
    Optional<List<SimLedger.Block>> blocks = world.fetchBlocks(this, wanted);
    if (blocks.isEmpty() || blocks.get().isEmpty()) {
      later(100_000, this::fetchState);
      return;
    }
    List<Digest> ordered = new ArrayList<>();
    for (SimLedger.Block block : blocks.get()) {
      append(block);
      ordered.addAll(block.proposal().batches());
    }
    fetch = null;
    world.count("state fetched");
    world.trace(id, "fetched up to " + ledger.height());
    input(new Input.StateInstalled(ledger.state(), ordered));
  }

  private void later(long micros, Runnable action) {
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
