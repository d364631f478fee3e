package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.CommitCertificates;
import org.healthchain.consensus.core.Input;
import org.healthchain.consensus.core.PbftConfig;
import org.healthchain.consensus.core.PlantedBug;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CheckpointProofs;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.TransactionBytes;

/** Everything that one run consists of. */
final class World {
  private static final long EPOCH_START_MILLIS = 1_700_000_000_000L;

  final Scenario scenario;
  final PlantedBug bug;
  final PbftConfig config;
  final EventQueue queue = new EventQueue();
  final SplittableRandom random;
  final FakeCrypto crypto = new FakeCrypto();
  final Digest chainId = Digest.sha256(new byte[] {1});
  final Statements statements = new Statements(chainId);
  final Invariants invariants;
  final Links links;
  final SimNetwork network;
  private final Trace trace;

  /**
   * How often what the faults are for has happened: a suite that never gets there proves little.
   */
  final TreeMap<String, Long> counts = new TreeMap<>();

  private final List<SimNode> nodes = new ArrayList<>();
  private final TreeSet<Integer> ids = new TreeSet<>();

  /** Submitted batches (or transactions), in order, and what they do to the membership. */
  private final Map<Digest, Optional<Function<Membership, Membership>>> batches =
      new LinkedHashMap<>();

  /** Where transactions were handed in, as long as the consortium owes their execution. */
  private final Map<Digest, SimNode> owed = new LinkedHashMap<>();

  World(Scenario scenario, PlantedBug bug, PbftConfig config, Trace trace) {
    this.scenario = scenario;
    this.bug = bug;
    this.config = config;
    this.trace = trace;
    random = new SplittableRandom(scenario.seed() ^ 0x5DEECE66DL);
    Membership first = Reconfiguration.first(scenario.n(), scenario.collectors());
    invariants = new Invariants(chainId, first, config, true);
    links = new Links(scenario, queue, random);
    network = new SimNetwork(this);
    for (int id = 0; id <= scenario.n(); id++) {
      ids.add(id);
      add(id, 0, first);
      if (scenario.twins().contains(id)) {
        add(id, 1, first);
      }
    }
  }

  private void add(int id, int twin, Membership first) {
    SimLedger ledger =
        new SimLedger(Digest.ZERO, first, batch -> batches.getOrDefault(batch, Optional.empty()));
    Optional<Attacker> attacker =
        Optional.ofNullable(scenario.byzantine().get(id)).map(a -> new Attacker(this, a));
    nodes.add(new SimNode(this, id, twin, ledger, attacker));
  }

  List<SimNode> nodes() {
    return nodes;
  }

  /** The first replica of this id. */
  SimNode node(int id) {
    return nodes.stream().filter(n -> n.id == id).findFirst().orElseThrow();
  }

  /** Whether this member may become faulty now: no more than f are at once. */
  boolean room(SimNode next) {
    long others =
        nodes.stream().filter(n -> n != next && n.id < scenario.n() && n.faulty()).count();
    return others < (scenario.n() - 1) / 3;
  }

  /** Where faults move it depends on the others; elsewhere the scenario has counted beforehand. */
  boolean mayLose(SimNode node) {
    return !scenario.faultsMove() && !scenario.halts() || node.id < scenario.n() && room(node);
  }

  Set<Integer> ids() {
    return ids;
  }

  long millis() {
    return EPOCH_START_MILLIS + queue.nowMillis();
  }

  void atMillis(long millis, Runnable action) {
    queue.at((millis - EPOCH_START_MILLIS) * 1_000, action);
  }

  /** Each of twins talks to half of the others, and never to the other twin. */
  boolean reachable(SimNode from, SimNode to) {
    if (from.id == to.id) {
      return false;
    }
    return sees(from, to.id) && sees(to, from.id);
  }

  private boolean sees(SimNode node, int other) {
    return !scenario.twins().contains(node.id) || (other + node.id & 1) == node.twin;
  }

  long delayMicros(long maxMicros) {
    return links.delayMicros(maxMicros);
  }

  // ---- batches

  /** Nobody is told of it: operators put it into a block. */
  void submitByHand(Digest batch, Function<Membership, Membership> change) {
    batches.put(batch, Optional.of(change));
    invariants.submitted(batch);
  }

  void submit(Digest batch, Optional<Function<Membership, Membership>> change) {
    batches.put(batch, change);
    invariants.submitted(batch);
    for (SimNode node : nodes) {
      announce(node, batch, delayMicros(50_000));
    }
  }

  /** A doctor of this institution hands in a transaction. */
  void submit(SimNode at, String text, Optional<Function<Membership, Membership>> change) {
    TransactionBytes transaction =
        Relaying.transaction(at.ledger.membership().epoch(), text + " at " + at.id + at.twin);
    Digest id = Relaying.id(transaction);
    batches.put(id, change);
    invariants.submitted(id);
    if (at.correct()) {
      owed.put(id, at);
    }
    at.relay.orElseThrow().submit(transaction);
  }

  /** The only copy of a transaction is gone with its institution's disk. */
  void lost(Digest transaction) {
    owed.remove(transaction);
  }

  private void announce(SimNode node, Digest batch, long afterMicros) {
    queue.after(
        afterMicros,
        () -> {
          boolean censored = node.attacker.isPresent() && node.attacker.get().censors(batch);
          if (node.up() && !node.ledger.hasExecuted(batch) && !censored) {
            node.input(new Input.BatchAvailable(batch));
          }
        });
  }

  /** Dissemination tells a server that starts what waits to be ordered. */
  void reannounce(SimNode node) {
    for (Digest batch : batches.keySet()) {
      if (!node.ledger.hasExecuted(batch)) {
        announce(node, batch, delayMicros(100_000));
      }
    }
  }

  void fetchBatch(SimNode node, Digest batch) {
    if (batches.containsKey(batch)) {
      int incarnation = node.incarnation();
      queue.after(
          delayMicros(50_000),
          () -> {
            if (node.up() && node.incarnation() == incarnation) {
              node.input(new Input.BatchHeld(batch));
            }
          });
    }
  }

  boolean allExecuted(SimNode node) {
    if (scenario.relayed()) {
      return owed.entrySet().stream()
          .allMatch(e -> hasLeft(e.getValue(), node) || node.ledger.hasExecuted(e.getKey()));
    }
    return batches.keySet().stream().allMatch(node.ledger::hasExecuted);
  }

  /** Whether a ledger says that this institution is no member any more; the observer never was. */
  private boolean hasLeft(SimNode source, SimNode witness) {
    return source.id != scenario.n()
        && !witness.ledger.membership().contains(new ReplicaId(source.id));
  }

  // ---- state transfer between hosts

  /** Blocks that some reachable server has and that check out; empty when there is none now. */
  Optional<List<SimLedger.Block>> fetchBlocks(SimNode to, Command.FetchState wanted) {
    List<SimNode> sources = new ArrayList<>();
    for (SimNode node : nodes) {
      if (reachable(node, to)
          && node.up()
          && links.connected(node.id, to.id)
          && links.connected(to.id, node.id)
          && node.ledger.height() > to.ledger.height()
          && handover(to, node, wanted).isPresent() == wantsHandover(to, wanted)) {
        sources.add(node);
      }
    }
    if (sources.isEmpty()) {
      return Optional.empty();
    }
    SimNode source = sources.get(random.nextInt(sources.size()));
    handover(to, source, wanted)
        .ifPresent(
            c -> {
              to.ledger.store(c);
              to.input(
                  new Input.Received(new ReplicaId(source.id), new CheckpointProofs(List.of(c))));
            });
    boolean poisoned =
        source.attacker.isPresent() && source.attacker.get().does(Attack.POISONED_SNAPSHOT);
    List<SimLedger.Block> blocks = new ArrayList<>();
    long top = Math.min(source.ledger.height(), wanted.to().value());
    for (long h = to.ledger.height() + 1; h <= top; h++) {
      blocks.add(poisoned ? poison(source.ledger.block(h)) : source.ledger.block(h));
    }
    long proven = provenHeight(to, source.ledger, blocks, wanted);
    List<SimLedger.Block> good = blocks.subList(0, (int) Math.max(0, proven - to.ledger.height()));
    for (SimLedger.Block block : good) {
      long height = block.proposal().sequenceNumber().value();
      source.ledger.certificate(height).filter(c -> verifies(c, block)).ifPresent(to.ledger::store);
    }
    return Optional.of(List.copyOf(good));
  }

  /** Whether the ledger ends with the last block of an epoch whose certificate is wanted first. */
  private static boolean wantsHandover(SimNode to, Command.FetchState wanted) {
    return wanted.from().value() == to.ledger.height();
  }

  private Optional<CheckpointCertificate> handover(
      SimNode to, SimNode from, Command.FetchState wanted) {
    long height = to.ledger.height();
    return wantsHandover(to, wanted) && height > 0
        ? from.ledger.certificate(height).filter(c -> verifies(c, to.ledger.block(height)))
        : Optional.empty();
  }

  private static SimLedger.Block poison(SimLedger.Block block) {
    return new SimLedger.Block(
        block.proposal(),
        block.membership(),
        Digest.sha256(block.headerHash().bytes()),
        List.of(),
        block.nextMembership());
  }

  /**
   * The last of the blocks that a valid certificate covers; the hash chain covers the rest. A
   * certificate of a later epoch counts only once the last block of the epoch before is covered by
   * its own: until then nobody knows the members.
   */
  private long provenHeight(
      SimNode to, SimLedger from, List<SimLedger.Block> blocks, Command.FetchState wanted) {
    long proven = 0;
    for (SimLedger.Block block : blocks) {
      long height = block.proposal().sequenceNumber().value();
      Optional<CheckpointCertificate> certificate = from.certificate(height);
      if (height == wanted.to().value() && wanted.proof().isPresent()) {
        certificate = wanted.proof();
      }
      if (certificate.isPresent() && verifies(certificate.get(), block)) {
        proven = height;
      } else if (block.nextMembership().epoch() != block.membership().epoch()) {
        break;
      }
    }
    return Math.max(proven, to.ledger.height());
  }

  private boolean verifies(CheckpointCertificate certificate, SimLedger.Block block) {
    return CommitCertificates.verify(
        certificate.certificate(),
        chainId,
        block.membership(),
        new SequenceNumber(block.proposal().sequenceNumber().value()),
        block.headerHash(),
        crypto);
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  // ---- trace

  void trace(int node, String what) {
    trace.note(node * 31L + what.hashCode(), queue.nowMicros(), () -> "r" + node + " " + what);
  }

  void traceSend(int node, Optional<Integer> to, Message message) {
    int type = message.getClass().getSimpleName().hashCode();
    trace.note(
        node * 31L + type + to.orElse(-1),
        queue.nowMicros(),
        () -> "r" + node + " to " + to.map(ReplicaId::new) + " " + message);
  }
}
