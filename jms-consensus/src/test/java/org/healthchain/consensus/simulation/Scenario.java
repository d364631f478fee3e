package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.healthchain.consensus.simulation.Fault.Change;
import org.healthchain.consensus.simulation.Fault.CrashPoint;
import org.healthchain.consensus.simulation.Fault.Loss;

/**
 * One run: who is there, what goes wrong when. Everything else (delays, losses, the attackers'
 * choices) follows from the seed.
 *
 * @param n members at the start, ids 0 to n-1; id n is an observer that may join
 * @param byzantine attackers; twins run two replicas under one id
 * @param lossPercent of messages until the network heals
 * @param batches submitted; with dissemination, transactions
 * @param layer what is simulated and what is real
 */
record Scenario(
    long seed,
    int n,
    boolean collectors,
    long faultyMillis,
    int batches,
    int lossPercent,
    int duplicatePercent,
    long maxDelayMillis,
    Map<Integer, Set<Attack>> byzantine,
    Set<Integer> twins,
    List<Fault> faults,
    Layer layer) {

  /** How much of a server is real. */
  enum Layer {
    /** The core; batches are but names. */
    CORE,
    /** The core and dissemination. */
    DISSEMINATION,
    /** The whole host, with its files and its calls of the application. */
    HOST,
    /** Likewise, and nothing leaves before the log is forced. */
    FORCED_HOST
  }

  /** Without dissemination: every server is told of every batch. */
  Scenario(
      long seed,
      int n,
      boolean collectors,
      long faultyMillis,
      int batches,
      int lossPercent,
      int duplicatePercent,
      long maxDelayMillis,
      Map<Integer, Set<Attack>> byzantine,
      Set<Integer> twins,
      List<Fault> faults) {
    this(
        seed,
        n,
        collectors,
        faultyMillis,
        batches,
        lossPercent,
        duplicatePercent,
        maxDelayMillis,
        byzantine,
        twins,
        faults,
        Layer.CORE);
  }

  static final int MIN_N = 4;
  static final int MAX_N = 13;

  static Scenario of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return of(seed, random.nextInt(MIN_N, MAX_N + 1), random);
  }

  static Scenario of(long seed, int n) {
    return of(seed, n, new SplittableRandom(seed));
  }

  /** Logs are lost at one after the other, and those that came back may turn into liars. */
  static Scenario moving(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = MIN_N + random.nextInt(4);
    long faultyMillis = random.nextInt(8_000, 16_000);
    List<Fault> faults = new ArrayList<>();
    crashes(random, n, faultyMillis * 3 / 4, Set.of(), -1, n, faults);
    for (int i = random.nextInt(1, n); i > 0; i--) {
      Loss loss = random.nextBoolean() ? Loss.VOTE_LOG : Loss.DISK;
      long at = random.nextLong(faultyMillis * 3 / 4);
      faults.add(
          new Fault.Crash(
              at, random.nextInt(n), CrashPoint.BEFORE_SEND, random.nextLong(500), loss));
    }
    for (int i = (n - 1) / 3; i > 0; i--) {
      long at = random.nextLong(faultyMillis / 2, faultyMillis);
      faults.add(new Fault.Turn(at, random.nextInt(n), attacks(random)));
    }
    network(random, n, faultyMillis, faults);
    return new Scenario(
        seed,
        n,
        random.nextInt(4) == 0,
        faultyMillis,
        random.nextInt(5, 40),
        random.nextInt(3) == 0 ? 0 : random.nextInt(10),
        random.nextInt(10),
        random.nextInt(3) == 0 ? 5 : random.nextInt(5, 60),
        Map.of(),
        Set.of(),
        faults);
  }

  /** Whether who is faulty changes with time. */
  boolean faultsMove() {
    return faults.stream().anyMatch(Fault.Turn.class::isInstance);
  }

  /** Whether more than f lose their votes at once, and are recovered from that. */
  boolean halts() {
    return faults.stream().anyMatch(Fault.Halt.class::isInstance);
  }

  private static Scenario of(long seed, int n, SplittableRandom random) {
    long faultyMillis = random.nextInt(3_000, 9_000);
    int f = (n - 1) / 3;
    List<Fault> faults = new ArrayList<>();
    int leaver = reconfigure(random, n, faultyMillis, faults);
    int tolerated = leaver >= 0 ? (n - 2) / 3 : f;
    int attackers = tolerated == 0 ? 0 : random.nextInt(tolerated + 1);
    Map<Integer, Set<Attack>> byzantine = new TreeMap<>();
    Set<Integer> twins = new java.util.TreeSet<>();
    while (byzantine.size() < attackers) {
      int node = random.nextInt(n);
      if (node != leaver) {
        byzantine.put(node, attacks(random));
        if (random.nextInt(4) == 0) {
          twins.add(node);
        }
      }
    }
    int amnesiacs = tolerated - attackers;
    crashes(random, n, faultyMillis, byzantine.keySet(), leaver, amnesiacs, faults);
    network(random, n, faultyMillis, faults);
    return new Scenario(
        seed,
        n,
        random.nextInt(4) == 0,
        faultyMillis,
        random.nextInt(5, 60),
        random.nextInt(3) == 0 ? 0 : random.nextInt(20),
        random.nextInt(10),
        random.nextInt(3) == 0 ? 5 : random.nextInt(5, 200),
        byzantine,
        twins,
        faults);
  }

  private static Set<Attack> attacks(SplittableRandom random) {
    Set<Attack> attacks = EnumSet.noneOf(Attack.class);
    int count = random.nextInt(1, 5);
    List<Attack> all = List.copyOf(Attack.ORDERING);
    while (attacks.size() < count) {
      attacks.add(all.get(random.nextInt(all.size())));
    }
    return attacks;
  }

  /** Adds membership changes; the id of the member that leaves, or -1. */
  private static int reconfigure(
      SplittableRandom random, int n, long faultyMillis, List<Fault> faults) {
    if (random.nextInt(3) != 0) {
      return -1;
    }
    int leaver = -1;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      Change change = List.of(Change.values()).get(random.nextInt(3));
      int node = change == Change.JOIN ? n : random.nextInt(n);
      if (change == Change.LEAVE) {
        if (leaver >= 0 || n < 5) {
          continue;
        }
        leaver = node;
      }
      faults.add(new Fault.Reconfigure(random.nextLong(faultyMillis), change, node));
    }
    return leaver;
  }

  private static void crashes(
      SplittableRandom random,
      int n,
      long faultyMillis,
      Set<Integer> byzantine,
      int leaver,
      int amnesiacs,
      List<Fault> faults) {
    int forgetting = amnesiacs;
    Set<Integer> forgot = new java.util.TreeSet<>();
    int crashes = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 2 * n);
    for (int i = 0; i < crashes; i++) {
      int node = random.nextInt(n + 1);
      if (byzantine.contains(node)) {
        continue;
      }
      CrashPoint point =
          List.of(CrashPoint.values()).get(random.nextInt(CrashPoint.values().length));
      Loss loss = Loss.NOTHING;
      int kind = random.nextInt(8);
      boolean mayForget = node != leaver && node < n && (forgot.contains(node) || forgetting > 0);
      if (kind == 0 || (kind < 3 && !mayForget)) {
        loss = Loss.STALE_LEDGER;
      } else if (kind < 3) {
        loss = kind == 1 ? Loss.VOTE_LOG : Loss.DISK;
        if (forgot.add(node)) {
          forgetting--;
        }
      }
      long at = random.nextLong(faultyMillis);
      faults.add(new Fault.Crash(at, node, point, random.nextLong(3_000), loss));
    }
  }

  private static void network(
      SplittableRandom random, int n, long faultyMillis, List<Fault> faults) {
    for (int i = random.nextInt(4); i > 0; i--) {
      long side = random.nextLong(1L << n);
      faults.add(
          new Fault.Partition(
              random.nextLong(faultyMillis),
              random.nextLong(100, 4_000),
              side,
              random.nextInt(3) == 0));
    }
    if (random.nextInt(4) == 0) {
      List<Fault.Kind> kinds = List.copyOf(Fault.Kind.ORDERING);
      faults.add(
          new Fault.DropKind(
              random.nextLong(faultyMillis),
              random.nextLong(100, 4_000),
              kinds.get(random.nextInt(kinds.size()))));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      faults.add(
          new Fault.SlowPeer(
              random.nextLong(faultyMillis),
              random.nextLong(100, 3_000),
              random.nextInt(n),
              random.nextLong(20, 800)));
    }
  }

  Scenario withFaults(List<Fault> fewer) {
    return new Scenario(
        seed,
        n,
        collectors,
        faultyMillis,
        batches,
        lossPercent,
        duplicatePercent,
        maxDelayMillis,
        byzantine,
        twins,
        fewer,
        layer);
  }

  Scenario withByzantine(Map<Integer, Set<Attack>> fewer) {
    Set<Integer> fewerTwins = new java.util.TreeSet<>(twins);
    fewerTwins.retainAll(fewer.keySet());
    return new Scenario(
        seed,
        n,
        collectors,
        faultyMillis,
        batches,
        lossPercent,
        duplicatePercent,
        maxDelayMillis,
        fewer,
        fewerTwins,
        faults,
        layer);
  }

  Scenario withNetwork(int batchCount, int loss, int duplicates) {
    return new Scenario(
        seed,
        n,
        collectors,
        faultyMillis,
        batchCount,
        loss,
        duplicates,
        maxDelayMillis,
        byzantine,
        twins,
        faults,
        layer);
  }

  Scenario withLayer(Layer other) {
    return new Scenario(
        seed,
        n,
        collectors,
        faultyMillis,
        batches,
        lossPercent,
        duplicatePercent,
        maxDelayMillis,
        byzantine,
        twins,
        faults,
        other);
  }

  boolean relayed() {
    return layer == Layer.DISSEMINATION;
  }

  boolean hosted() {
    return layer == Layer.HOST || forced();
  }

  /** Whether what a server votes survives a loss of power. */
  boolean forced() {
    return layer == Layer.FORCED_HOST;
  }
}
