package org.healthchain.consensus.figures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.simulation.EventQueue;
import org.healthchain.consensus.simulation.FakeCrypto;

/** Replicas, network and closed-loop clients in virtual time; one seed, one run. */
final class ModelConsortium {
  static final Digest CHAIN_ID = Digest.sha256(new byte[] {9});
  private static final long EPOCH_START_MILLIS = 1_700_000_000_000L;

  final ModelConfig config;
  final Costs costs;
  final StepMeter measuring;
  final EventQueue queue = new EventQueue();
  final SplittableRandom random;
  final Membership membership;
  final Chain chain = new Chain();
  final ModelNetwork network;
  final Latencies latencies = new Latencies();
  BiConsumer<ModelReplica, Chain.Block> onExecuted = (replica, block) -> {};
  private final List<ModelReplica> replicas = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  private final Map<Digest, Long> submittedMicros = new HashMap<>();
  private final Map<String, Long> rejections = new HashMap<>();
  private boolean clientsLeft;
  private IdentityHashMap<Message, Integer> sizes = new IdentityHashMap<>();

  ModelConsortium(ModelConfig config, Costs costs) {
    this(config, costs, null);
  }

  /**
   * @param measuring measures what steps take in reality; or null
   */
  ModelConsortium(ModelConfig config, Costs costs, StepMeter measuring) {
    this.config = config;
    this.costs = costs;
    this.measuring = measuring;
    random = new SplittableRandom(config.seed());
    network = new ModelNetwork(queue, config, random.split());
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < config.n(); i++) {
      members.add(
          new Member(
              new ReplicaId(i),
              FakeCrypto.publicKey(i, 0, SignatureScheme.ED25519),
              FakeCrypto.publicKey(i, 0, SignatureScheme.BLS)));
    }
    membership = Membership.of(0, members);
    ModelConfig.MachineConfig kind = config.machine();
    for (int i = 0; i < config.n(); i++) {
      if (i == 0 || !kind.shared()) {
        machines.add(new Machine(queue, kind.cores(), kind.speed()));
      }
      replicas.add(new ModelReplica(this, i, machines.get(machines.size() - 1)));
    }
  }

  List<ModelReplica> replicas() {
    return replicas;
  }

  ModelReplica replica(ReplicaId id) {
    return replicas.get(id.value());
  }

  List<Machine> machines() {
    return machines;
  }

  Map<String, Long> rejections() {
    return rejections;
  }

  long millis() {
    return EPOCH_START_MILLIS + queue.nowMicros() / 1_000;
  }

  void atMillis(long millis, Runnable action) {
    queue.at((millis - EPOCH_START_MILLIS) * 1_000, action);
  }

  /** How long the message is; encoded once, though it may leave for many. */
  int size(Message message) {
    if (sizes.size() > 10_000) {
      sizes = new IdentityHashMap<>();
    }
    return sizes.computeIfAbsent(message, ModelTransport::encodedBytes);
  }

  /** Starts everyone who is not silent, and the clients. */
  void start() {
    List<ModelReplica> alive = new ArrayList<>();
    for (ModelReplica replica : replicas) {
      if (!config.silent().contains(replica.id.value())) {
        replica.start();
        alive.add(replica);
      }
    }
    for (int client = 0; client < config.clients(); client++) {
      ModelReplica at = alive.get(client % alive.size());
      queue.at(random.nextLong(1_000_000), () -> submitNext(at));
    }
  }

  void runFor(long millis) {
    queue.runUntil(queue.nowMicros() + millis * 1_000);
  }

  private void submitNext(ModelReplica at) {
    if (clientsLeft || !at.up()) {
      return; // its doctors wait until it is back; the others' go on
    }
    TransactionBytes transaction = chain.newTransaction();
    submittedMicros.put(chain.idOf(transaction), queue.nowMicros());
    at.submit(transaction);
  }

  /** No client submits any more. */
  void dismissClients() {
    clientsLeft = true;
  }

  /** A client's transaction is executed at its own replica. */
  void answered(ModelReplica at, Digest id) {
    Long since = submittedMicros.remove(id);
    if (since != null) {
      latencies.add(queue.nowMicros() - since);
      submitNext(at);
    }
  }

  void executed(ModelReplica replica, Chain.Block block) {
    onExecuted.accept(replica, block);
  }

  void rejected(ModelReplica replica, Command.Rejected rejection) {
    rejections.merge(rejection.reason().words(), 1L, Long::sum);
  }
}
