package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.MessageCodec;

/** Links that lose, repeat, delay, reorder and are cut. */
final class SimNetwork {
  private static final long HEALED_MAX_DELAY_MICROS = 20_000;

  private final World world;
  private final List<Fault.Partition> partitions = new ArrayList<>();
  private final long[] slowUntilMillis;
  private final long[] slowMillis;
  private final Set<String> dropped = new HashSet<>();
  private boolean healed;

  SimNetwork(World world, int nodes) {
    this.world = world;
    slowUntilMillis = new long[nodes];
    slowMillis = new long[nodes];
  }

  void heal() {
    healed = true;
    partitions.clear();
    dropped.clear();
  }

  void partition(Fault.Partition partition) {
    partitions.add(partition);
    world.queue.after(partition.forMillis() * 1_000, () -> partitions.remove(partition));
  }

  void drop(Fault.DropKind drop) {
    dropped.add(drop.kind().type);
    world.queue.after(
        drop.forMillis() * 1_000,
        () -> {
          if (!healed) {
            dropped.remove(drop.kind().type);
          }
        });
  }

  void slow(Fault.SlowPeer slow) {
    slowUntilMillis[slow.node()] = world.queue.nowMillis() + slow.forMillis();
    slowMillis[slow.node()] = slow.delayMillis();
  }

  boolean connected(int from, int to) {
    for (Fault.Partition partition : partitions) {
      boolean fromSide = (partition.side() >> from & 1) != 0;
      boolean toSide = (partition.side() >> to & 1) != 0;
      if (fromSide != toSide && (fromSide || !partition.oneWay())) {
        return false;
      }
    }
    return true;
  }

  void send(SimNode from, Optional<Integer> to, Message message) {
    byte[] bytes = MessageCodec.encode(message);
    Message decoded = decode(bytes);
    world.traceSend(from.id, to, message);
    if (!dropped.isEmpty() && dropped.contains(message.getClass().getSimpleName())) {
      return;
    }
    for (SimNode node : world.nodes()) {
      boolean addressed = to.isEmpty() ? node.id != from.id : node.id == to.get();
      if (addressed && world.reachable(from, node)) {
        carry(from, node, decoded);
      }
    }
  }

  private static Message decode(byte[] bytes) {
    try {
      return MessageCodec.decode(bytes);
    } catch (MalformedMessageException e) {
      throw new Violation("own message does not decode: " + e.getMessage());
    }
  }

  private void carry(SimNode from, SimNode to, Message message) {
    if (from == to || !connected(from.id, to.id)) {
      return;
    }
    int copies = 1;
    if (!healed) {
      if (world.random.nextInt(100) < world.scenario.lossPercent()) {
        return;
      }
      copies += world.random.nextInt(100) < world.scenario.duplicatePercent() ? 1 : 0;
    }
    for (int i = 0; i < copies; i++) {
      long delay = world.delayMicros(healed ? HEALED_MAX_DELAY_MICROS : maxDelayMicros());
      delay += slowMicros(from.id) + slowMicros(to.id);
      int sender = from.id;
      world.queue.after(
          delay,
          () -> {
            if (to.up()) {
              to.receive(sender, message);
            }
          });
    }
  }

  private long maxDelayMicros() {
    return world.scenario.maxDelayMillis() * 1_000;
  }

  private long slowMicros(int node) {
    return !healed && world.queue.nowMillis() < slowUntilMillis[node]
        ? slowMillis[node] * 1_000
        : 0;
  }
}
