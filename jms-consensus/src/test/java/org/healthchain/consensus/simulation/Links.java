package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.healthchain.consensus.message.Message;

/** Which of the messages between servers arrive, how often and when. */
final class Links {
  private static final long HEALED_MAX_DELAY_MICROS = 20_000;

  /** Somebody's hand on the network, beside chance. */
  interface Gate {
    /**
     * @param message empty for blocks that are fetched
     */
    boolean lets(int from, int to, Optional<Message> message);
  }

  static final Gate OPEN = (from, to, message) -> true;

  private final Scenario scenario;
  private final EventQueue queue;
  private final SplittableRandom random;
  private final List<Fault.Partition> partitions = new ArrayList<>();
  private final long[] slowUntilMillis;
  private final long[] slowMillis;
  private final Set<String> dropped = new HashSet<>();
  private Gate gate = OPEN;
  private boolean healed;

  Links(Scenario scenario, EventQueue queue, SplittableRandom random) {
    this.scenario = scenario;
    this.queue = queue;
    this.random = random;
    slowUntilMillis = new long[scenario.n() + 1];
    slowMillis = new long[scenario.n() + 1];
  }

  void heal() {
    healed = true;
    gate = OPEN;
    partitions.clear();
    dropped.clear();
  }

  void gate(Gate next) {
    gate = next;
  }

  boolean lets(int from, int to, Message message) {
    return gate.lets(from, to, Optional.of(message));
  }

  boolean healed() {
    return healed;
  }

  void partition(Fault.Partition partition) {
    partitions.add(partition);
    queue.after(partition.forMillis() * 1_000, () -> partitions.remove(partition));
  }

  void drop(Fault.DropKind drop) {
    dropped.add(drop.kind().type);
    queue.after(
        drop.forMillis() * 1_000,
        () -> {
          if (!healed) {
            dropped.remove(drop.kind().type);
          }
        });
  }

  void slow(Fault.SlowPeer slow) {
    slowUntilMillis[slow.node()] = queue.nowMillis() + slow.forMillis();
    slowMillis[slow.node()] = slow.delayMillis();
  }

  boolean connected(int from, int to) {
    if (!gate.lets(from, to, Optional.empty())) {
      return false;
    }
    return connectedByChance(from, to);
  }

  private boolean connectedByChance(int from, int to) {
    for (Fault.Partition partition : partitions) {
      boolean fromSide = (partition.side() >> from & 1) != 0;
      boolean toSide = (partition.side() >> to & 1) != 0;
      if (fromSide != toSide && (fromSide || !partition.oneWay())) {
        return false;
      }
    }
    return true;
  }

  /** Whether messages of this kind are lost now. */
  boolean drops(Object message) {
    return !dropped.isEmpty() && dropped.contains(message.getClass().getSimpleName());
  }

  /** After how long, in microseconds, each copy of a message arrives; empty when none does. */
  List<Long> delays(int from, int to) {
    if (!connectedByChance(from, to)) {
      return List.of();
    }
    int copies = 1;
    if (!healed) {
      if (random.nextInt(100) < scenario.lossPercent()) {
        return List.of();
      }
      copies += random.nextInt(100) < scenario.duplicatePercent() ? 1 : 0;
    }
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < copies; i++) {
      long max = healed ? HEALED_MAX_DELAY_MICROS : scenario.maxDelayMillis() * 1_000;
      delays.add(delayMicros(max) + slowMicros(from) + slowMicros(to));
    }
    return delays;
  }

  long delayMicros(long maxMicros) {
    return 200 + random.nextLong(Math.max(1, maxMicros));
  }

  private long slowMicros(int node) {
    return !healed && queue.nowMillis() < slowUntilMillis[node] ? slowMillis[node] * 1_000 : 0;
  }
}
