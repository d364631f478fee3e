package org.healthchain.consensus.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.healthchain.consensus.replica.HostedReplica;
import org.healthchain.consensus.simulation.Fault.CrashPoint;

/**
 * Plays a scenario with whole hosts: the real replica over the real files, the real fetching of
 * blocks, and an application whose calls take their time and fail. Liars are the business of the
 * other layers.
 */
final class HostSimulation {
  /** As for the other layers, and several of the host's own timeouts of three seconds. */
  static final long LIVENESS_BOUND_MILLIS = 90_000;

  private static final long POLL_MILLIS = 100;
  private static final int MIN_N = 4;
  private static final int MAX_N = 7;

  /** Failing calls are what the runs are made of, and what stops a replica is a violation. */
  private static final Logger REPLICAS = Logger.getLogger("org.healthchain.consensus.replica");

  private HostSimulation() {}

  /** Every other one has the faults of {@link Scenario#of(long, int)}, without liars. */
  static Scenario scenario(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x6A09E667F3BCC909L);
    int n = random.nextInt(MIN_N, MAX_N + 1);
    Scenario base = Scenario.of(seed, n);
    Scenario scenario =
        random.nextBoolean()
            ? hosted(base, base.lossPercent(), base.maxDelayMillis(), 20 + random.nextInt(150))
            : laggards(base, random);
    return random.nextBoolean() ? scenario : forced(scenario, random);
  }

  /** Servers that survive losses of power, one at a time and all at once. */
  static Scenario powerLosses(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x3C6EF372FE94F82BL);
    Scenario base = Scenario.of(seed, random.nextInt(MIN_N, MAX_N + 1));
    return forced(
        hosted(base, random.nextInt(10), base.maxDelayMillis(), 20 + random.nextInt(150)), random);
  }

  private static Scenario forced(Scenario base, SplittableRandom random) {
    List<Fault> faults = new ArrayList<>();
    for (Fault fault : base.faults()) {
      boolean power = fault instanceof Fault.Crash c && c.loss() == Fault.Loss.NOTHING;
      faults.add(power && random.nextBoolean() ? powerLoss((Fault.Crash) fault) : fault);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      long at = random.nextLong(base.faultyMillis());
      for (int host = 0; host <= base.n(); host++) {
        CrashPoint point = CrashPoint.values()[random.nextInt(CrashPoint.values().length)];
        long down = random.nextLong(2_000);
        faults.add(new Fault.Crash(at, host, point, down, Fault.Loss.UNFORCED));
      }
    }
    return base.withFaults(faults).withLayer(Scenario.Layer.FORCED_HOST);
  }

  /** Where nothing is forced: at most f servers lose their power, and those again and again. */
  static Scenario powerLossesUnforced(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0xA54FF53A5F1D36F1L);
    Scenario base = Scenario.of(seed, random.nextInt(MIN_N, MAX_N + 1));
    List<Fault> faults = new ArrayList<>(base.faults());
    faults.removeIf(fault -> fault instanceof Fault.Crash crash && !keeps(crash));
    boolean leaves =
        faults.stream()
            .anyMatch(f -> f instanceof Fault.Reconfigure r && r.change() == Fault.Change.LEAVE);
    int tolerated = (base.n() - (leaves ? 2 : 1)) / 3;
    // The first primary makes up what the others vote on.
    int first = random.nextBoolean() ? 0 : random.nextInt(base.n());
    for (int i = random.nextInt(4, 12); i > 0; i--) {
      faults.add(
          new Fault.Crash(
              random.nextLong(base.faultyMillis()),
              (first + random.nextInt(Math.max(1, tolerated))) % base.n(),
              random.nextBoolean() ? CrashPoint.AMID_SENDS : CrashPoint.BEFORE_COMMANDS,
              random.nextLong(100),
              Fault.Loss.UNFORCED));
    }
    return hosted(
        base.withFaults(faults),
        random.nextInt(10),
        base.maxDelayMillis(),
        100 + random.nextInt(200));
  }

  private static boolean keeps(Fault.Crash crash) {
    return crash.loss() == Fault.Loss.NOTHING || crash.loss() == Fault.Loss.STALE_LEDGER;
  }

  private static Fault powerLoss(Fault.Crash crash) {
    return new Fault.Crash(
        crash.atMillis(), crash.node(), crash.point(), crash.downMillis(), Fault.Loss.UNFORCED);
  }

  /** A lively chain, and servers that fall behind again and again. */
  private static Scenario laggards(Scenario base, SplittableRandom random) {
    List<Fault> faults = new ArrayList<>();
    for (int i = random.nextInt(2, 7); i > 0; i--) {
      long at = random.nextLong(base.faultyMillis());
      int host = random.nextInt(base.n() + 1);
      faults.add(new Fault.Partition(at, random.nextLong(200, 3_000), 1L << host, false));
      if (random.nextBoolean()) {
        faults.add(
            new Fault.SlowPeer(at, random.nextLong(1_000, 5_000), host, random.nextLong(20, 800)));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      // Who lags then knows how far the others are, and of nobody that he is so far.
      long at = random.nextLong(base.faultyMillis());
      faults.add(new Fault.DropKind(at, random.nextLong(1_000, 4_000), Fault.Kind.STATUS));
    }
    if (random.nextBoolean()) {
      // What is ordered can't be executed for want of its batches.
      long at = random.nextLong(base.faultyMillis() / 2);
      faults.add(new Fault.DropKind(at, random.nextLong(3_000, 8_000), Fault.Kind.FETCHED));
      faults.add(new Fault.DropKind(at, random.nextLong(100, 2_000), Fault.Kind.BATCH));
    }
    return hosted(base.withFaults(faults), random.nextInt(4), 5, 100 + random.nextInt(300));
  }

  private static Scenario hosted(
      Scenario base, int lossPercent, long maxDelayMillis, int transactions) {
    return new Scenario(
        base.seed(),
        base.n(),
        false,
        base.faultyMillis(),
        transactions,
        lossPercent,
        base.duplicatePercent(),
        maxDelayMillis,
        Map.of(),
        Set.of(),
        base.faults(),
        Scenario.Layer.HOST);
  }

  static Simulation.Result run(Scenario scenario, int keptTraceLines) {
    return run(scenario, HostedReplica.Bug.NONE, keptTraceLines);
  }

  static Simulation.Result run(Scenario scenario, HostedReplica.Bug bug, int keptTraceLines) {
    REPLICAS.setLevel(Level.OFF);
    Path directory = HostDisk.temporary();
    try {
      return run(scenario, bug, new Trace(keptTraceLines), directory);
    } finally {
      HostDisk.delete(directory);
    }
  }

  private static Simulation.Result run(
      Scenario scenario, HostedReplica.Bug bug, Trace trace, Path directory) {
    HostWorld world = new HostWorld(scenario, bug, trace, directory);
    Optional<String> violation = Optional.empty();
    long settled = 0;
    try {
      settled = play(world);
    } catch (Violation e) {
      violation = Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      violation = Optional.of("a step threw " + Simulation.describe(e));
    } finally {
      world.hosts().forEach(SimHost::close);
    }
    long height = world.hosts().stream().mapToLong(host -> host.ledger().height()).max().orElse(0);
    return new Simulation.Result(
        scenario,
        violation,
        trace.hash(),
        trace.text(),
        world.queue.run(),
        height,
        settled,
        world.counts);
  }

  private static long play(HostWorld world) {
    Scenario scenario = world.scenario;
    world.hosts().forEach(SimHost::start);
    long faultyMicros = scenario.faultyMillis() * 1_000;
    for (int i = 0; i < scenario.batches(); i++) {
      String text = "visit " + i;
      world.queue.at(world.random.nextLong(faultyMicros), () -> world.submit(text));
    }
    scenario.faults().forEach(fault -> schedule(world, fault));
    while (world.queue.nowMicros() < faultyMicros) {
      advance(world, Math.min(faultyMicros, world.queue.nowMicros() + POLL_MILLIS * 1_000));
    }
    heal(world);
    long settled = settle(world, "after healing");
    // What is handed in now must be executed as well: nobody is stuck where it happened to settle.
    world.submit("afterwards");
    settle(world, "a further transaction");
    return settled;
  }

  private static void advance(HostWorld world, long micros) {
    world.queue.runUntil(micros);
    world.requireNoViolation();
  }

  private static void schedule(HostWorld world, Fault fault) {
    Runnable action;
    if (fault instanceof Fault.Crash crash) {
      action = () -> crash(world, crash);
    } else if (fault instanceof Fault.Partition partition) {
      action = () -> world.links.partition(partition);
    } else if (fault instanceof Fault.DropKind drop) {
      action = () -> world.links.drop(drop);
    } else if (fault instanceof Fault.SlowPeer slow) {
      action = () -> world.links.slow(slow);
    } else {
      action = () -> world.reconfigure((Fault.Reconfigure) fault);
    }
    world.queue.at(fault.atMillis() * 1_000, action);
  }

  private static void crash(HostWorld world, Fault.Crash crash) {
    SimHost host = world.hosts().get(crash.node());
    host.arm(crash);
    world.queue.after(200_000, host::kill);
  }

  private static void heal(HostWorld world) {
    world.trace(-1, "heals");
    world.links.heal();
    for (SimHost host : world.hosts()) {
      host.disarm();
      if (!host.up()) {
        host.start();
      }
    }
  }

  private static long settle(HostWorld world, String when) {
    long from = world.queue.nowMillis();
    while (!settled(world)) {
      if (world.queue.nowMillis() - from >= LIVENESS_BOUND_MILLIS) {
        throw new Violation("liveness: " + when + " " + state(world));
      }
      advance(world, world.queue.nowMicros() + POLL_MILLIS * 1_000);
    }
    return world.queue.nowMillis() - from;
  }

  private static boolean settled(HostWorld world) {
    long height = world.hosts().get(0).ledger().height();
    return world.hosts().stream()
        .allMatch(host -> host.ledger().height() == height && host.settled());
  }

  private static String state(HostWorld world) {
    return world.hosts().stream().map(SimHost::state).collect(Collectors.joining("\n  "));
  }
}
