package org.healthchain.consensus.figures;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.message.BatchFetch;
import org.healthchain.consensus.message.BatchFetched;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.Status;

/**
 * Frames in and out. With a broker the copies of a frame are made, encrypted, read and checked by
 * threads of their own (as many as cores here; hundreds there); without one the replica's thread
 * hands the frame to its peers' inboxes.
 */
final class ModelTransport {
  private final ModelConsortium world;
  private final ModelReplica replica;
  private final List<Machine.WorkerThread> threads = new ArrayList<>();
  private long ordering;
  private long beacons;
  private long others;
  private long fetches;

  ModelTransport(ModelConsortium world, ModelReplica replica, Machine machine) {
    this.world = world;
    this.replica = replica;
    for (int i = 0; i < world.config.machine().cores(); i++) {
      threads.add(machine.thread());
    }
  }

  void clear() {
    threads.forEach(Machine.WorkerThread::clear);
  }

  /** Deliveries here so far: of the ordering protocol, of its beacons, of dissemination. */
  long[] deliveries() {
    return new long[] {ordering, beacons, others};
  }

  /** Batches that others asked for here. */
  long fetches() {
    return fetches;
  }

  // ---- out

  /** What the replica's thread pays for handing these over. */
  double sendNanos(List<ModelReplica.Outgoing> leaving) {
    double nanos = 0;
    Costs costs = world.costs;
    for (ModelReplica.Outgoing one : leaving) {
      nanos += costs.linear("encode", world.size(one.message()));
      nanos += world.config.broker() ? costs.linear("frame.publish", world.size(one.message())) : 0;
    }
    return nanos;
  }

  void send(List<ModelReplica.Outgoing> leaving) {
    for (ModelReplica.Outgoing one : leaving) {
      int bytes = world.size(one.message());
      if (one.to().isPresent()) {
        copy(one.to().get(), one.message(), bytes);
      } else {
        for (ModelReplica peer : world.replicas()) {
          if (peer != replica) {
            copy(peer.id, one.message(), bytes);
          }
        }
      }
    }
  }

  private void copy(ReplicaId to, Message message, int bytes) {
    if (withholds(to, message)) {
      return;
    }
    Runnable leave =
        () ->
            world.network.send(
                replica.id.value(),
                to.value(),
                bytes,
                () -> world.replica(to).transport().arrived(replica.id, message, bytes));
    if (world.config.broker()) {
      work(to, world.costs.linear("frame.copy", bytes), leave);
    } else {
      leave.run();
    }
  }

  private boolean withholds(ReplicaId to, Message message) {
    if (!world.config.liars().contains(replica.id.value())) {
      return false;
    }
    boolean accomplice =
        world.config.liars().contains(to.value()) || to.value() == world.config.n() - 1;
    return message instanceof BatchFetched || (message instanceof RelayBatch && !accomplice);
  }

  // ---- in

  private void arrived(ReplicaId from, Message message, int bytes) {
    if (!replica.up()) {
      return;
    }
    count(message);
    double decode = world.costs.linear(decodeName(message), bytes);
    if (world.config.broker()) {
      work(
          from,
          world.costs.linear("frame.receive", bytes),
          () -> replica.inbox(() -> handle(from, message, decode)));
    } else {
      replica.inbox(() -> handle(from, message, decode));
    }
  }

  private void handle(ReplicaId from, Message message, double nanos) {
    replica.meter().charge(nanos);
    replica.received(from, message);
  }

  private void count(Message message) {
    if (message instanceof Status) {
      beacons++;
    } else if (message instanceof ConsensusMessage) {
      ordering++;
    } else {
      others++;
      fetches += message instanceof BatchFetch ? 1 : 0;
    }
  }

  /** A peer's frames stay in order: they are one thread's work. */
  private void work(ReplicaId peer, double nanos, Runnable then) {
    threads
        .get(peer.value() % threads.size())
        .submit(
            new Machine.Work() {
              @Override
              public Machine.Cost run() {
                return new Machine.Cost(nanos, 0);
              }

              @Override
              public void done() {
                then.run();
              }
            });
  }

  /** A batch is hashed when it is read. */
  private static String decodeName(Message message) {
    return message instanceof RelayBatch ? "decodeBatch" : "decode";
  }

  static int encodedBytes(Message message) {
    return MessageCodec.encode(message).length;
  }
}
