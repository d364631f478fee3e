package org.healthchain.consensus.figures;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.Input;
import org.healthchain.consensus.core.Output;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.core.Send;
import org.healthchain.consensus.core.StartMode;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.dissemination.Dissemination;
import org.healthchain.consensus.dissemination.Institutions;
import org.healthchain.consensus.dissemination.Ledger;
import org.healthchain.consensus.dissemination.RandomSource;
import org.healthchain.consensus.dissemination.RestartState;
import org.healthchain.consensus.dissemination.SubmissionFate;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * A server of the model, with the threads of the real one: the replica's does rounds (all that
 * came, then disk, then network, then execution), others judge transactions, execute blocks and
 * carry frames.
 */
final class ModelReplica {
  private static final int INPUTS_PER_ROUND = 512;
  private static final long PEERS_INTERVAL_MILLIS = 500;

  final ReplicaId id;
  private final ModelConsortium world;
  private final Meter meter;
  private final Machine.WorkerThread thread;
  private final ModelJudge judge;
  private final ModelLedger ledger;
  private final ModelTransport transport;
  private final Deque<Runnable> inbox = new ArrayDeque<>();

  // On disk.
  private List<LogRecord> log = new ArrayList<>();
  private final Map<Digest, RelayBatch> disk = new LinkedHashMap<>();
  private long boot;

  // In memory.
  private PbftCore core;
  private Dissemination dissemination;
  private List<ReplicaId> collectors = List.of();
  private long lookedForPeersMillis;
  private int life;
  private long wakeMillis = Long.MAX_VALUE;
  private final List<Outgoing> sends = new ArrayList<>();
  private final List<LogRecord> toLog = new ArrayList<>();
  private final Map<Digest, RelayBatch> toStore = new LinkedHashMap<>();
  private final List<Command> commands = new ArrayList<>();
  private boolean rewrite;

  /** A message on its way out; to everyone when there is no receiver. */
  record Outgoing(Optional<ReplicaId> to, Message message) {}

  ModelReplica(ModelConsortium world, int index, Machine machine) {
    this.world = world;
    id = new ReplicaId(index);
    meter = new Meter(world.costs, world.measuring);
    thread = machine.thread();
    judge = new ModelJudge(world, this, machine.thread());
    ledger = new ModelLedger(world, this, machine.thread());
    transport = new ModelTransport(world, this, machine);
  }

  boolean up() {
    return core != null;
  }

  PbftCore core() {
    return core;
  }

  Dissemination dissemination() {
    return dissemination;
  }

  long height() {
    return ledger.height();
  }

  ModelTransport transport() {
    return transport;
  }

  // ---- life and death

  void start() {
    life++;
    boot++;
    ChainState state = ledger.state();
    core =
        PbftCore.start(
            world.config.pbft(),
            ModelConsortium.CHAIN_ID,
            id,
            ChargedPorts.of(meter),
            state,
            log.isEmpty() ? StartMode.NEVER_VOTED : StartMode.FROM_LOG,
            log,
            world.millis());
    SplittableRandom chance = world.random.split();
    dissemination =
        new Dissemination(
            id,
            world.config.dissemination(),
            Institutions.of(world.membership, Set.of()),
            new Dissemination.Ports(RandomSource.of(chance), new Ids()),
            new RestartState(boot, List.copyOf(disk.values())),
            world.millis());
    inbox(() -> {});
  }

  /** Loses everything but the disk. */
  void crash() {
    life++;
    core = null;
    dissemination = null;
    collectors = List.of();
    inbox.clear();
    sends.clear();
    toLog.clear();
    toStore.clear();
    commands.clear();
    rewrite = false;
    wakeMillis = Long.MAX_VALUE;
    thread.clear();
    judge.clear();
    ledger.clear();
    transport.clear();
    meter.take();
  }

  private final class Ids implements Ledger {
    @Override
    public Optional<Digest> idOf(TransactionBytes transaction) {
      return Optional.of(world.chain.idOf(transaction));
    }

    @Override
    public boolean isExecuted(Digest transactionId) {
      return world.chain.isExecuted(transactionId, ledger.height());
    }
  }

  // ---- input

  /** Has the replica's thread do this in its next round. */
  void inbox(Runnable input) {
    int expected = life;
    inbox.add(
        () -> {
          if (life == expected) {
            input.run();
          }
        });
    if (thread.idle()) {
      thread.submit(new Round());
    }
  }

  void submit(TransactionBytes transaction) {
    inbox(() -> take(dissemination("submit", () -> dissemination.submit(transaction, now()))));
  }

  void received(ReplicaId from, Message message) {
    if (message instanceof ConsensusMessage consensus) {
      step(message.getClass().getSimpleName(), new Input.Received(from, consensus));
    } else {
      DisseminationMessage one = (DisseminationMessage) message;
      String name = message.getClass().getSimpleName();
      take(dissemination(name, () -> dissemination.received(from, one, now())));
    }
  }

  Meter meter() {
    return meter;
  }

  long now() {
    return world.millis();
  }

  void step(String name, Input input) {
    take(meter.step(name, () -> core.step(input, now())));
  }

  private Actions dissemination(String name, Supplier<Actions> call) {
    return meter.step(name, call);
  }

  void judged(long token, List<Verdict> verdicts) {
    take(dissemination("validated", () -> dissemination.validated(token, verdicts, now())));
  }

  /** A block was appended here. */
  void executed(Chain.Block block) {
    SequenceNumber height = block.proposal().sequenceNumber();
    step("Executed", new Input.Executed(height, block.hash(), Optional.empty()));
    forget(block.proposal().batches(), block.ids());
    world.executed(this, block);
  }

  /** Blocks came by state transfer. */
  void installed(ChainState state, List<Chain.Block> blocks) {
    for (Chain.Block block : blocks) {
      forget(List.of(), block.ids()); // a fetched block does not name its batches
      world.executed(this, block);
    }
    List<Digest> ordered = dissemination.onTheChain();
    forget(ordered, List.of());
    step("StateInstalled", new Input.StateInstalled(state, ordered));
  }

  private void forget(List<Digest> batches, List<Digest> ids) {
    take(dissemination("executed", () -> dissemination.executed(batches, ids, List.of(), now())));
  }

  void need(List<Digest> batches) {
    Optional<ReplicaId> hint = core.status().primary().filter(primary -> !primary.equals(id));
    take(dissemination("needed", () -> dissemination.needed(batches, hint, now())));
  }

  // ---- a round

  private final class Round implements Machine.Work {
    private final int expected = life;
    private List<Outgoing> leaving = List.of();

    @Override
    public Machine.Cost run() {
      if (life != expected || !up()) {
        return new Machine.Cost(0, 0);
      }
      for (int i = 0; i < INPUTS_PER_ROUND && !inbox.isEmpty(); i++) {
        inbox.remove().run();
      }
      double diskNanos = finishRound();
      leaving = List.copyOf(sends);
      sends.clear();
      return new Machine.Cost(meter.take() + transport.sendNanos(leaving), diskNanos);
    }

    @Override
    public void done() {
      if (life == expected && up()) {
        transport.send(leaving);
        schedule();
        if (!inbox.isEmpty()) {
          thread.submit(new Round());
        }
      }
    }
  }

  private double finishRound() {
    if (core.nextWakeupMillis() <= now()) {
      take(meter.step("tick", () -> core.tick(now())));
    }
    if (dissemination.nextWakeupMillis() <= now()) {
      take(dissemination("disseminationTick", () -> dissemination.tick(now())));
    }
    ledger.tick();
    if (now() - lookedForPeersMillis >= PEERS_INTERVAL_MILLIS) {
      lookedForPeersMillis = now();
      dissemination.unheard(core.unheard());
    }
    if (!core.collectors().equals(collectors)) {
      collectors = core.collectors();
      take(dissemination("audience", () -> dissemination.vectorAudience(collectors, now())));
    }
    double diskNanos = 0;
    while (rewrite || !toLog.isEmpty() || !toStore.isEmpty() || !commands.isEmpty()) {
      diskNanos += persist();
      List<Command> due = List.copyOf(commands);
      commands.clear();
      due.forEach(this::obey);
    }
    return diskNanos;
  }

  private double persist() {
    double diskNanos = 0;
    Costs costs = meter.costs();
    if (rewrite || !toLog.isEmpty()) {
      if (rewrite) {
        log = new ArrayList<>();
      }
      log.addAll(toLog);
      meter.charge(costs.linear("voteLog.append", toLog.size()));
      diskNanos += world.config.forced() ? costs.nanos("disk.force") : 0;
    }
    rewrite = false;
    toLog.clear();
    if (!toStore.isEmpty()) {
      List<Digest> stored = List.copyOf(toStore.keySet());
      int bytes = toStore.values().stream().mapToInt(RelayBatch::payloadBytes).sum();
      meter.charge(costs.linear("batchLog.store", bytes));
      diskNanos += world.config.forced() ? costs.nanos("disk.force") : 0;
      disk.putAll(toStore);
      toStore.clear();
      take(dissemination("stored", () -> dissemination.stored(stored, now())));
    }
    return diskNanos;
  }

  private void schedule() {
    long next = Math.min(core.nextWakeupMillis(), dissemination.nextWakeupMillis());
    next = Math.max(Math.min(next, ledger.nextWakeupMillis()), now() + 1);
    if ((next >= wakeMillis && wakeMillis > now()) || next > now() + 60_000) {
      return;
    }
    wakeMillis = next;
    long mine = next;
    int expected = life;
    world.atMillis(
        mine,
        () -> {
          if (life == expected && wakeMillis == mine) {
            wakeMillis = Long.MAX_VALUE;
            inbox(() -> {});
          }
        });
  }

  // ---- output

  private void take(Output output) {
    if (output.rewriteLog()) {
      rewrite = true;
      toLog.clear();
    }
    toLog.addAll(output.log());
    for (Send send : output.sends()) {
      sends.add(new Outgoing(send.to(), send.message()));
    }
    commands.addAll(output.commands());
  }

  private void take(Actions actions) {
    actions.store().forEach(batch -> toStore.put(batch.digest(), batch));
    actions.discard().forEach(disk::remove);
    actions.sends().forEach(send -> sends.add(new Outgoing(send.to(), send.message())));
    actions.validate().forEach(judge::add);
    for (Digest digest : actions.held()) {
      step("BatchHeld", new Input.BatchHeld(digest));
      ledger.batchHeld();
    }
    actions.available().forEach(d -> step("BatchAvailable", new Input.BatchAvailable(d)));
    for (Actions.Submission news : actions.submissions()) {
      if (news.state() == SubmissionFate.EXECUTED) {
        world.answered(this, news.transactionId());
      }
    }
  }

  private void obey(Command command) {
    if (command instanceof Command.Execute execute) {
      ledger.execute(execute);
    } else if (command instanceof Command.FetchState fetch) {
      ledger.fetch(fetch);
    } else if (command instanceof Command.FetchBatches fetch) {
      need(fetch.batches());
    } else if (command instanceof Command.Certified certified) {
      ledger.certified(certified.certificate());
    } else if (command instanceof Command.Rejected rejected) {
      world.rejected(this, rejected);
    }
  }
}
