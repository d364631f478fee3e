package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Families of scenarios for bugs that need a conspiracy which random ones bring about too seldom.
 * They run in the fixed suite as well, on the core without planted bugs.
 */
final class AimedScenarios {
  private AimedScenarios() {}

  /**
   * n = 30, which is no 3f+1: nine liars, the first primary among them, tell ten honest replicas
   * one thing and eleven another. Quorums of 2f+1 = 19 would let both commit.
   */
  static Scenario splitVote(long seed) {
    Map<Integer, Set<Attack>> byzantine = new TreeMap<>();
    for (int id : new int[] {0, 2, 4, 6, 8, 1, 3, 5, 7}) {
      byzantine.put(id, EnumSet.of(Attack.EQUIVOCATE, Attack.DOUBLE_VOTE));
    }
    return new Scenario(seed, 30, false, 1_500, 3, 0, 0, 20, byzantine, Set.of(), List.of());
  }

  /** The second primary forges its new-view, after the first one died with much under way. */
  static Scenario forgedNewView(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 4 + random.nextInt(4);
    Fault.Crash death =
        new Fault.Crash(
            500 + random.nextInt(1_000),
            0,
            Fault.CrashPoint.BEFORE_SEND,
            20_000,
            Fault.Loss.NOTHING);
    return new Scenario(
        seed,
        n,
        false,
        6_000,
        150,
        5 + random.nextInt(20),
        0,
        30 + random.nextInt(100),
        Map.of(1, EnumSet.of(Attack.FORGED_NEW_VIEW)),
        Set.of(),
        List.of(death, new Fault.DropKind(0, 5_000, Fault.Kind.CHECKPOINT)));
  }

  /** One loses its log and comes back; then another lies, with what the first one had promised. */
  static Scenario movingFault(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Fault moving = new Fault.OldPromise(500 + random.nextInt(500), 2 + random.nextInt(2));
    return new Scenario(
        seed,
        4,
        false,
        20_000,
        1 + random.nextInt(4),
        0,
        random.nextInt(5),
        3 + random.nextInt(15),
        Map.of(),
        Set.of(),
        List.of(moving));
  }

  /** More than f lose their votes at once, and the operators recover. */
  static Scenario halt(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 4 + random.nextInt(4);
    int f = (n - 1) / 3;
    Set<Integer> losers = new TreeSet<>();
    int count = f + 1 + random.nextInt(n - f);
    while (losers.size() < count) {
      losers.add(random.nextInt(n));
    }
    long atMillis = 300 + random.nextInt(3_000);
    // Sometimes before anybody has started again.
    long recoverAfterMillis = random.nextInt(3) == 0 ? 10 : 500 + random.nextInt(3_500);
    List<Fault> faults = new ArrayList<>();
    faults.add(new Fault.Halt(atMillis, losers, random.nextBoolean(), recoverAfterMillis));
    if (random.nextBoolean()) {
      faults.add(new Fault.DropKind(0, atMillis, Fault.Kind.CHECKPOINT));
    }
    if (random.nextBoolean()) {
      // Once more: in the new epoch, also of those who have voted there.
      faults.add(new Fault.Halt(9_000, losers, random.nextBoolean(), 1_000));
    } else {
      faults.add(
          new Fault.Crash(
              9_000,
              random.nextInt(n),
              Fault.CrashPoint.BEFORE_SEND,
              100,
              random.nextBoolean() ? Fault.Loss.VOTE_LOG : Fault.Loss.DISK));
    }
    return new Scenario(
        seed,
        n,
        random.nextInt(4) == 0,
        14_000,
        10 + random.nextInt(40),
        random.nextInt(10),
        random.nextInt(5),
        3 + random.nextInt(40),
        Map.of(),
        Set.of(),
        faults);
  }

  /** For a long time no view can begin; afterwards the turn may be a silent replica's. */
  static Scenario longStall(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long faultyMillis = 104_000L + random.nextInt(3_000);
    int n = 4 + random.nextInt(3);
    Map<Integer, Set<Attack>> byzantine = new TreeMap<>();
    byzantine.put(random.nextInt(n), EnumSet.of(Attack.SILENT));
    List<Fault> faults =
        List.of(
            new Fault.DropKind(0, faultyMillis, Fault.Kind.PRE_PREPARE),
            new Fault.DropKind(0, faultyMillis, Fault.Kind.NEW_VIEW));
    return new Scenario(seed, n, false, faultyMillis, 10, 0, 0, 20, byzantine, Set.of(), faults);
  }
}
