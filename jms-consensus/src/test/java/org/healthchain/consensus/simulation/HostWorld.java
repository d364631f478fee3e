package org.healthchain.consensus.simulation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.replica.HostedReplica;
import org.healthchain.consensus.replica.TestLedger;
import org.healthchain.consensus.transport.FrameKind;

/** Whole servers in one thread, and what is between and around them. */
final class HostWorld {
  private static final long EPOCH_START_MILLIS = 1_700_000_000_000L;

  final Scenario scenario;
  final HostedReplica.Bug bug;
  final EventQueue queue = new EventQueue();
  final SplittableRandom random;
  final FakeCrypto crypto = new FakeCrypto();
  final Digest chainId = Digest.sha256(new byte[] {1});
  final Membership first;
  final Invariants invariants;
  final Links links;
  final TreeMap<String, Long> counts = new TreeMap<>();
  private final Trace trace;
  private final List<SimHost> hosts = new ArrayList<>();

  /** Where transactions were handed in, as long as the consortium owes their execution. */
  private final Map<Digest, SimHost> owed = new LinkedHashMap<>();

  private final Map<Integer, Integer> keys = new HashMap<>();
  private Optional<Violation> violation = Optional.empty();

  /**
   * @param directory for the hosts' files, empty
   */
  HostWorld(Scenario scenario, HostedReplica.Bug bug, Trace trace, Path directory) {
    this.scenario = scenario;
    this.bug = bug;
    this.trace = trace;
    random = new SplittableRandom(scenario.seed() ^ 0x5DEECE66DL);
    first = Reconfiguration.first(scenario.n(), false);
    invariants = new Invariants(chainId, first, Simulation.config(), false);
    links = new Links(scenario, queue, random);
    for (int id = 0; id <= scenario.n(); id++) {
      hosts.add(new SimHost(this, id, new HostDisk(directory.resolve("host" + id))));
    }
  }

  List<SimHost> hosts() {
    return hosts;
  }

  /** Follows and submits; it may join. */
  ReplicaId observer() {
    return new ReplicaId(scenario.n());
  }

  long millis() {
    return EPOCH_START_MILLIS + queue.nowMillis();
  }

  void atMillis(long millis, Runnable action) {
    queue.at((millis - EPOCH_START_MILLIS) * 1_000, action);
  }

  boolean healed() {
    return links.healed();
  }

  // ---- what is handed in

  void submit(String text) {
    SimHost at = hosts.get(random.nextInt(hosts.size()));
    submit(at, (text + " at " + at.id).getBytes(StandardCharsets.US_ASCII));
  }

  /** The observer is the manager. */
  void reconfigure(Fault.Reconfigure change) {
    ReplicaId id = new ReplicaId(change.node());
    byte[] transaction = TestLedger.dismiss(id);
    if (change.change() != Fault.Change.LEAVE) {
      boolean rotates = change.change() == Fault.Change.ROTATE_KEY;
      int key = keys.merge(change.node(), rotates ? 1 : 0, Integer::sum);
      Bytes identity = FakeCrypto.publicKey(change.node(), key, SignatureScheme.ED25519);
      transaction = TestLedger.admit(new Member(id, identity, Bytes.EMPTY));
    }
    submit(hosts.get(scenario.n()), transaction);
  }

  private void submit(SimHost at, byte[] bytes) {
    TransactionBytes transaction = TransactionBytes.of(bytes);
    Digest id = Digest.sha256(bytes);
    invariants.submitted(id);
    owed.put(id, at);
    at.submit(id, transaction);
  }

  /** The only copy of a transaction is gone with its institution's disk. */
  void lost(Set<Digest> transactions) {
    owed.keySet().removeAll(transactions);
  }

  boolean allExecuted(SimHost host) {
    return owed.entrySet().stream()
        .allMatch(e -> hasLeft(e.getValue(), host) || host.ledger().isExecuted(e.getKey()));
  }

  private boolean hasLeft(SimHost source, SimHost witness) {
    return source.id != scenario.n()
        && !witness.ledger().chainState().membership().contains(new ReplicaId(source.id));
  }

  // ---- between servers

  void send(SimHost from, Optional<ReplicaId> to, FrameKind kind, byte[] sent) {
    byte[] payload = sent;
    if (kind == FrameKind.BLOCKS && !healed()) {
      payload = HostedReplica.shortened(sent, 1 + random.nextInt(12));
    }
    if (kind == FrameKind.MESSAGE) {
      Message message = SimNetwork.decode(payload);
      if (message instanceof ConsensusMessage consensus) {
        invariants.sent(from.id, consensus);
      }
      traceSend(from.id, to, message);
      if (links.drops(message)) {
        return;
      }
    }
    for (SimHost host : hosts) {
      boolean addressed = to.isEmpty() || to.get().value() == host.id;
      if (addressed && host != from) {
        carry(from, host, kind, payload);
      }
    }
  }

  private void carry(SimHost from, SimHost to, FrameKind kind, byte[] payload) {
    for (long delay : links.delays(from.id, to.id)) {
      long more = kind == FrameKind.BLOCKS && !healed() ? transferMicros() : 0;
      queue.after(delay + more, () -> to.receive(new ReplicaId(from.id), kind, payload));
    }
  }

  /** Blocks are long: now and then they take longer than whoever asked for them waits. */
  private long transferMicros() {
    return random.nextLong(random.nextInt(3) == 0 ? 6_000_000 : 200_000);
  }

  // ---- findings

  /** Remembered, since who calls the application takes what it throws for a passing failure. */
  Violation violated(String what) {
    Violation found = new Violation(what);
    if (violation.isEmpty()) {
      violation = Optional.of(found);
    }
    return found;
  }

  void requireNoViolation() {
    violation.ifPresent(
        found -> {
          throw found;
        });
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  void trace(int host, String what) {
    trace.note(host * 31L + what.hashCode(), queue.nowMicros(), () -> "r" + host + " " + what);
  }

  private void traceSend(int host, Optional<ReplicaId> to, Message message) {
    int type = message.getClass().getSimpleName().hashCode();
    trace.note(
        host * 31L + type + to.map(ReplicaId::value).orElse(-1),
        queue.nowMicros(),
        () -> "r" + host + " to " + to + " " + message);
  }
}
