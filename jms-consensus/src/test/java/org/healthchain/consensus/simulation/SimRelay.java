package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.Input;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.dissemination.Dissemination;
import org.healthchain.consensus.dissemination.DisseminationStatus;
import org.healthchain.consensus.dissemination.Institutions;
import org.healthchain.consensus.dissemination.Ledger;
import org.healthchain.consensus.dissemination.RandomSource;
import org.healthchain.consensus.dissemination.RestartState;
import org.healthchain.consensus.dissemination.SubmissionFate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationCodec;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * The half of a simulated server that the core does not see: the dissemination machine, its batches
 * and submissions on disk, and what waits for batches. Does what the real host does.
 */
final class SimRelay {
  private static final long LOOK_INTERVAL_MILLIS = 250;

  /** An ordered batch that does not come is looked for inside the others' blocks. */
  private static final long MISSING_BATCH_MILLIS = 600;

  private final World world;
  private final SimNode node;
  private final Optional<LyingRelay> liar;

  // On disk.
  private final Map<Digest, byte[]> disk = new LinkedHashMap<>();
  private final Map<Digest, TransactionBytes> outbox = new LinkedHashMap<>();
  private long boot;

  // In memory.
  private Dissemination machine;
  private List<ReplicaId> collectors = List.of();
  private long wakeMillis = Long.MAX_VALUE;
  private Command.Execute waiting;

  SimRelay(World world, SimNode node) {
    this.world = world;
    this.node = node;
    liar = node.attacker.map(attacker -> new LyingRelay(world, node, attacker));
  }

  Optional<LyingRelay> liar() {
    return liar;
  }

  // ---- life and death

  void start() {
    boot++;
    List<RelayBatch> held = new ArrayList<>();
    for (byte[] bytes : disk.values()) {
      try {
        held.add(DisseminationCodec.decodeStored(bytes));
      } catch (MalformedMessageException e) {
        throw new Violation("own batch does not decode: " + e.getMessage());
      }
    }
    machine =
        new Dissemination(
            new ReplicaId(node.id),
            Relaying.CONFIG,
            institutions(node.ledger.membership()),
            new Dissemination.Ports(RandomSource.of(world.random.split()), new Ids()),
            new RestartState(boot, held),
            world.millis());
    collectors = List.of();
    waiting = null;
    wakeMillis = Long.MAX_VALUE;
    schedule();
    node.later(0, this::look);
    List.copyOf(outbox.values()).forEach(one -> node.later(0, () -> hand(one)));
  }

  /** The disk is lost, and with it what the doctors of this institution had handed in. */
  void forget() {
    disk.clear();
    outbox.keySet().forEach(world::lost);
    outbox.clear();
  }

  private Institutions institutions(Membership membership) {
    return Institutions.of(membership, Set.of(new ReplicaId(world.scenario.n())));
  }

  private final class Ids implements Ledger {
    @Override
    public Optional<Digest> idOf(TransactionBytes transaction) {
      return Optional.of(Relaying.id(transaction));
    }

    @Override
    public boolean isExecuted(Digest transactionId) {
      return node.ledger.hasExecuted(transactionId);
    }
  }

  // ---- input

  /** Keeps the transaction until it is executed, and sends it off as soon as the server is up. */
  void submit(TransactionBytes transaction) {
    outbox.put(Relaying.id(transaction), transaction);
    if (node.up()) {
      hand(transaction);
    }
  }

  private void hand(TransactionBytes transaction) {
    act(machine.submit(transaction, world.millis()));
  }

  void receive(int sender, DisseminationMessage message) {
    if (liar.isPresent() && liar.get().swallows(sender, message)) {
      return;
    }
    act(machine.received(new ReplicaId(sender), message, world.millis()));
  }

  void need(List<Digest> batches) {
    Optional<ReplicaId> hint =
        node.core().status().primary().filter(primary -> primary.value() != node.id);
    act(machine.needed(batches, hint, world.millis()));
  }

  void membershipChanged(Membership membership) {
    act(machine.institutionsChanged(institutions(membership), world.millis()));
  }

  /** A block was appended; a fetched one does not name its batches. */
  void appended(List<Digest> batches, List<Digest> ids) {
    ids.forEach(outbox::remove);
    act(machine.executed(batches, ids, List.of(), world.millis()));
  }

  /** After blocks were fetched: the batches that they executed. */
  List<Digest> settle() {
    if (waiting != null && waiting.proposal().sequenceNumber().value() <= node.ledger.height()) {
      waiting = null;
    }
    List<Digest> ordered = machine.onTheChain();
    appended(ordered, List.of());
    return ordered;
  }

  /** After every step of the core. */
  void afterStep() {
    if (!node.core().collectors().equals(collectors)) {
      collectors = node.core().collectors();
      act(machine.vectorAudience(collectors, world.millis()));
    }
  }

  private void look() {
    machine.unheard(node.core().unheard());
    check();
    node.later(LOOK_INTERVAL_MILLIS * 1_000, this::look);
  }

  // ---- executing

  void execute(Command.Execute execute) {
    waiting = execute;
    if (!executeIfComplete()) {
      need(missing());
      fetchInstead(execute);
    }
  }

  private List<Digest> missing() {
    return waiting.proposal().batches().stream()
        .filter(digest -> machine.batch(digest).isEmpty())
        .toList();
  }

  private boolean executeIfComplete() {
    List<Digest> ids = new ArrayList<>();
    for (Digest digest : waiting.proposal().batches()) {
      Optional<RelayBatch> batch = machine.batch(digest);
      if (batch.isEmpty()) {
        return false;
      }
      batch.get().transactions().forEach(transaction -> ids.add(Relaying.id(transaction)));
    }
    Command.Execute complete = waiting;
    waiting = null;
    node.application.execute(complete.proposal(), ids);
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // this very command, not one like it
  private void fetchInstead(Command.Execute execute) {
    node.later(
        MISSING_BATCH_MILLIS * 1_000,
        () -> {
          if (waiting != execute) {
            return;
          }
          need(missing());
          SequenceNumber height = execute.proposal().sequenceNumber();
          if (waiting == execute && node.application.fetchExecuted(height)) {
            waiting = null;
          } else {
            fetchInstead(execute);
          }
        });
  }

  // ---- output

  private void act(Actions actions) {
    int life = node.incarnation();
    for (Actions.Validation job : actions.validate()) {
      long micros = 500 + world.random.nextLong(3_000);
      node.later(micros, () -> judge(job));
    }
    actions.discard().forEach(disk::remove);
    for (RelayBatch batch : actions.store()) {
      node.later(300 + world.random.nextLong(4_000), () -> store(batch));
    }
    actions.sends().forEach(this::send);
    actions.submissions().forEach(this::news);
    for (Digest digest : actions.held()) {
      held(digest, life);
    }
    for (Digest digest : actions.available()) {
      boolean censored = node.attacker.isPresent() && node.attacker.get().censors(digest);
      if (node.alive(life) && !censored) {
        node.input(new Input.BatchAvailable(digest));
      }
    }
    if (node.alive(life)) {
      schedule();
    }
  }

  /** Telling the core may end this life; then the rest is forgotten. */
  private void held(Digest digest, int life) {
    if (!node.alive(life)) {
      return;
    }
    if (node.correct() && !disk.containsKey(digest)) {
      throw new Violation("node " + node.id + " says it holds what is not on its disk");
    }
    node.input(new Input.BatchHeld(digest));
    if (node.alive(life) && waiting != null) {
      executeIfComplete();
    }
  }

  private void judge(Actions.Validation job) {
    int epoch = node.ledger.membership().epoch();
    act(
        machine.validated(
            job.token(),
            job.transactions().stream().map(one -> Relaying.judge(one, epoch)).toList(),
            world.millis()));
  }

  private void store(RelayBatch batch) {
    disk.put(batch.digest(), DisseminationCodec.encodeStored(batch));
    act(machine.stored(List.of(batch.digest()), world.millis()));
  }

  private void send(Actions.Transmission send) {
    if (liar.isPresent()) {
      liar.get().send(send);
    } else {
      node.transmit(send.to().map(ReplicaId::value), send.message());
    }
  }

  private void news(Actions.Submission news) {
    if (news.state() == SubmissionFate.EXECUTED) {
      outbox.remove(news.transactionId());
    } else if (news.state() == SubmissionFate.INVALID) {
      throw new Violation("node " + node.id + " finds its own valid transaction invalid");
    }
  }

  private void schedule() {
    long next = machine.nextWakeupMillis();
    if (next == Long.MAX_VALUE || (next >= wakeMillis && wakeMillis > world.millis())) {
      return;
    }
    wakeMillis = Math.max(next, world.millis() + 1);
    long mine = wakeMillis;
    node.later(
        (mine - world.millis()) * 1_000,
        () -> {
          if (wakeMillis == mine) {
            wakeMillis = Long.MAX_VALUE;
            act(machine.tick(world.millis()));
          }
        });
  }

  // ---- checks

  private void check() {
    if (node.correct()) {
      Relaying.check(node.id, machine.status(), disk.size(), world);
    }
  }

  /** Everything handed in here is on the ledger, and nothing is left over. */
  boolean settled() {
    DisseminationStatus status = machine.status();
    boolean left = node.id != world.scenario.n() && !isMember();
    boolean quiet = status.validations() == 0 && waiting == null;
    return quiet && (left || status.pendingSubmissions() == 0);
  }

  private boolean isMember() {
    return node.ledger.membership().contains(new ReplicaId(node.id));
  }

  /** What was dropped here in this life: shows that the liars' tricks were met. */
  void countDrops() {
    machine
        .status()
        .drops()
        .forEach((reason, times) -> world.counts.merge("dropped " + reason, times, Long::sum));
  }

  /** What stays on disk though the machine has forgotten it stays for ever. */
  void requireNoLeak() {
    for (Digest digest : disk.keySet()) {
      if (machine.batch(digest).isEmpty()) {
        throw new Violation("memory: node " + node.id + " keeps a forgotten batch on disk");
      }
    }
  }

  String state() {
    DisseminationStatus status = machine.status();
    return " pending "
        + status.pendingSubmissions()
        + ", ready "
        + status.readyTransactions()
        + ", outstanding "
        + status.outstandingBatches()
        + ", stored "
        + status.storedBatches()
        + ", fetches "
        + status.fetches()
        + (waiting == null ? "" : ", waits for batches of " + waiting.proposal().sequenceNumber());
  }
}
