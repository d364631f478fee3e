package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * Dissemination machines on one thread in virtual time, with a network that drops, repeats and
 * delays, and an ordering oracle in place of PBFT. One seed, one run.
 */
final class TestNetwork {
  private static final Actions NOTHING =
      new Actions(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  final Random random;
  final Map<ReplicaId, Node> nodes = new TreeMap<>();
  final List<Digest> ordered = new ArrayList<>();
  final Set<Digest> executedIds = new LinkedHashSet<>();
  final List<String> faults = new ArrayList<>();
  final List<Sent> sent = new ArrayList<>();
  Predicate<Sent> lost = message -> false;
  double duplicateRate;
  int maxDelayMillis = 5;
  boolean ordering = true;
  boolean recordSends;
  long now;

  private final DisseminationConfig config;
  private Institutions institutions;
  private final TreeMap<Long, List<Runnable>> agenda = new TreeMap<>();
  private final Set<Digest> announced = new LinkedHashSet<>();

  /** A message on the wire. */
  record Sent(ReplicaId from, ReplicaId to, DisseminationMessage message, int bytes, long at) {}

  /** One server: its machine, its disk and its ledger. */
  final class Node {
    final ReplicaId id;
    final TestTransactions.MemoryLedger ledger = new TestTransactions.MemoryLedger();
    final Map<Digest, RelayBatch> disk = new LinkedHashMap<>();
    final Map<Digest, SubmissionFate> submissions = new LinkedHashMap<>();
    final Set<Digest> handedOver = new TreeSet<>();
    final Set<Digest> held = new TreeSet<>();
    Dissemination machine;
    boolean up = true;
    long boot;
    int executedBlocks;
    private int life;
    private long wakeup = Long.MAX_VALUE;

    Node(ReplicaId id) {
      this.id = id;
      start();
    }

    void start() {
      boot++;
      life++;
      up = true;
      handedOver.clear();
      held.clear();
      Random own = new Random(random.nextLong());
      List<RelayBatch> unexecuted =
          disk.values().stream().filter(batch -> !isOrdered(batch.digest())).toList();
      machine =
          new Dissemination(
              id,
              config,
              institutions,
              new Dissemination.Ports(RandomSource.of(own), ledger),
              new RestartState(boot, unexecuted),
              now);
      wakeup = Long.MAX_VALUE;
      act(machine.tick(now));
    }

    private boolean isOrdered(Digest digest) {
      int index = ordered.indexOf(digest);
      return index >= 0 && index < executedBlocks;
    }

    void crash() {
      up = false;
      life++;
    }

    void submit(TransactionBytes transaction) {
      act(machine.submit(transaction, now));
    }

    /** Runs later, unless this life of the server has ended by then. */
    private void later(long delayMillis, Runnable task) {
      int expected = life;
      at(
          now + delayMillis,
          () -> {
            if (life == expected) {
              task.run();
            }
          });
    }

    void act(Actions actions) {
      for (Actions.Validation job : actions.validate()) {
        List<Verdict> verdicts = TestTransactions.judge(job.transactions());
        later(1 + random.nextInt(3), () -> act(machine.validated(job.token(), verdicts, now)));
      }
      actions.discard().forEach(disk::remove);
      for (RelayBatch batch : actions.store()) {
        later(
            1 + random.nextInt(4),
            () -> {
              disk.put(batch.digest(), batch);
              act(machine.stored(List.of(batch.digest()), now));
            });
      }
      for (Actions.Transmission send : actions.sends()) {
        transmit(send);
      }
      held.addAll(actions.held());
      for (Digest digest : actions.available()) {
        if (!handedOver.add(digest)) {
          faults.add(id + " handed over " + digest + " twice");
        }
        if (!disk.containsKey(digest)) {
          faults.add(id + " handed over " + digest + " that is not on its disk");
        }
        announce(digest);
      }
      actions.submissions().forEach(news -> submissions.put(news.transactionId(), news.state()));
      executeWhatIsOrdered();
      scheduleWakeup();
    }

    private void transmit(Actions.Transmission send) {
      byte[] bytes = MessageCodec.encode(send.message());
      List<ReplicaId> receivers =
          send.to().map(List::of).orElseGet(() -> List.copyOf(nodes.keySet()));
      for (ReplicaId receiver : receivers) {
        if (!receiver.equals(id)) {
          deliver(receiver, bytes);
        }
      }
    }

    private void deliver(ReplicaId receiver, byte[] bytes) {
      DisseminationMessage message = decode(bytes);
      Sent onWire = new Sent(id, receiver, message, bytes.length, now);
      if (recordSends) {
        sent.add(onWire);
      }
      if (lost.test(onWire)) {
        return;
      }
      int copies = random.nextDouble() < duplicateRate ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        at(
            now + 1 + random.nextInt(maxDelayMillis),
            () -> {
              Node node = nodes.get(receiver);
              if (node != null && node.up) {
                node.act(node.machine.received(id, decode(bytes), now));
              }
            });
      }
    }

    void executeWhatIsOrdered() {
      while (executedBlocks < ordered.size()) {
        Digest next = ordered.get(executedBlocks);
        if (!institutions.relays().contains(id)) {
          executeFromBlock(next);
        } else if (machine.batch(next).isPresent()) {
          execute(next, machine.batch(next).get());
        } else {
          Actions wanted = machine.needed(List.of(next), Optional.empty(), now);
          if (!isNothing(wanted)) {
            act(wanted);
          }
          return;
        }
      }
    }

    /** An observer gets the block with its transactions by state transfer. */
    private void executeFromBlock(Digest next) {
      for (Node other : nodes.values()) {
        RelayBatch batch = other.disk.get(next);
        if (batch != null) {
          execute(next, batch);
          return;
        }
      }
      executedBlocks++;
    }

    private void execute(Digest digest, RelayBatch batch) {
      executedBlocks++;
      List<Digest> ids = batch.transactions().stream().map(TestTransactions::id).toList();
      ids.forEach(ledger.executed::add);
      executedIds.addAll(ids);
      act(machine.executed(List.of(digest), ids, List.of(), now));
    }

    private void scheduleWakeup() {
      long next = machine.nextWakeupMillis();
      if (next < wakeup) {
        wakeup = Math.max(next, now + 1);
        long expected = wakeup;
        later(
            expected - now,
            () -> {
              if (wakeup == expected) {
                wakeup = Long.MAX_VALUE;
                act(machine.tick(now));
              }
            });
      }
    }
  }

  TestNetwork(long seed, int relays, DisseminationConfig config) {
    this(seed, relays, 0, config);
  }

  TestNetwork(long seed, int relays, int observers, DisseminationConfig config) {
    random = new Random(seed);
    this.config = config;
    List<ReplicaId> ids = new ArrayList<>();
    Set<ReplicaId> sources = new TreeSet<>();
    for (int i = 0; i < relays; i++) {
      ids.add(new ReplicaId(i));
    }
    for (int i = 0; i < observers; i++) {
      sources.add(new ReplicaId(1000 + i));
    }
    institutions = new Institutions(ids, sources);
    ids.addAll(sources);
    ids.forEach(id -> nodes.put(id, new Node(id)));
  }

  Node node(int id) {
    return nodes.get(new ReplicaId(id));
  }

  void change(Institutions changed) {
    institutions = changed;
    for (ReplicaId id : changed.relays()) {
      if (!nodes.containsKey(id)) {
        nodes.put(id, new Node(id));
      }
    }
    for (Node node : nodes.values()) {
      if (node.up) {
        node.act(node.machine.institutionsChanged(changed, now));
      }
    }
  }

  void at(long time, Runnable task) {
    agenda.computeIfAbsent(Math.max(time, now + 1), t -> new ArrayList<>()).add(task);
  }

  void runFor(long millis) {
    long end = now + millis;
    while (!agenda.isEmpty() && agenda.firstKey() <= end) {
      Map.Entry<Long, List<Runnable>> due = agenda.pollFirstEntry();
      now = due.getKey();
      due.getValue().forEach(Runnable::run);
    }
    now = end;
  }

  private void announce(Digest digest) {
    if (announced.add(digest) && ordering) {
      at(
          now + 5 + random.nextInt(10),
          () -> {
            ordered.add(digest);
            nodes.values().stream().filter(node -> node.up).forEach(Node::executeWhatIsOrdered);
          });
    }
  }

  Map<DropReason, Long> drops() {
    Map<DropReason, Long> total = new HashMap<>();
    nodes
        .values()
        .forEach(
            node ->
                node.machine.status().drops().forEach((why, n) -> total.merge(why, n, Long::sum)));
    return total;
  }

  static boolean isNothing(Actions actions) {
    return actions.equals(NOTHING);
  }

  static DisseminationMessage decode(byte[] bytes) {
    try {
      return (DisseminationMessage) MessageCodec.decode(bytes);
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
