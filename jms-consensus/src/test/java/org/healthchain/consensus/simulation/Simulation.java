package org.healthchain.consensus.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.healthchain.consensus.core.PbftConfig;
import org.healthchain.consensus.core.PlantedBug;
import org.healthchain.consensus.core.ReplicaStatus;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.ReplicaId;

/** Plays a scenario: faults for a while, then a healed network in which everything must settle. */
final class Simulation {
  /**
   * After healing every correct replica has executed everything within so long: a few view changes
   * at the longest timeout, a learner's way past its bound, a censored batch's complaint.
   */
  static final long LIVENESS_BOUND_MILLIS = 30_000;

  /** As above, and a source's further attempts over other relays where liars swallow its hops. */
  static final long RELAYED_LIVENESS_BOUND_MILLIS = 60_000;

  static final String UNCERTIFIED = "block without a certificate of its own";

  private static final long POLL_MILLIS = 100;

  private Simulation() {}

  /**
   * What came of a run.
   *
   * @param violation the invariant that was violated, or nothing
   */
  record Result(
      Scenario scenario,
      Optional<String> violation,
      long traceHash,
      String traceText,
      long events,
      long height,
      long settledMillis,
      Map<String, Long> counts) {}

  static PbftConfig config() {
    return PbftConfig.builder()
        .windowBlocks(16)
        .gcIntervalBlocks(16)
        .maxInFlight(8)
        .eagerInFlight(2)
        .maxBatchesPerProposal(16)
        .viewChangeTimeoutMillis(400)
        .maxViewChangeTimeoutMillis(3_200)
        .censorshipTimeoutMillis(2_000)
        .retransmitMillis(150)
        .statusIntervalMillis(300)
        .collectorTimeoutMillis(150)
        .maxPoolBatches(4_096)
        .build();
  }

  static Result run(long seed) {
    return run(Scenario.of(seed), PlantedBug.NONE, 0);
  }

  static Result run(Scenario scenario, PlantedBug bug, int keptTraceLines) {
    if (scenario.hosted()) {
      return HostSimulation.run(scenario, keptTraceLines);
    }
    Trace trace = new Trace(keptTraceLines);
    World world = new World(scenario, bug, config(), trace);
    Optional<String> violation = Optional.empty();
    long settled = 0;
    try {
      settled = play(world);
    } catch (Violation e) {
      violation = Optional.of(e.getMessage());
    } catch (RuntimeException e) {
      violation = Optional.of("a step threw " + describe(e));
    }
    long height = world.nodes().stream().mapToLong(n -> n.ledger.height()).max().orElse(0);
    return new Result(
        scenario,
        violation,
        trace.hash(),
        trace.text(),
        world.queue.run(),
        height,
        settled,
        world.counts);
  }

  static String describe(Exception e) {
    StackTraceElement[] frames = e.getStackTrace();
    String where = "";
    for (int i = 0; i < Math.min(4, frames.length); i++) {
      where += " at " + frames[i];
    }
    return e + where;
  }

  private static long play(World world) {
    Scenario scenario = world.scenario;
    for (SimNode node : world.nodes()) {
      node.start();
    }
    for (int i = 0; i < scenario.batches(); i++) {
      int number = i;
      world.queue.at(
          world.random.nextLong(scenario.faultyMillis() * 1_000), () -> submit(world, number));
    }
    scenario.faults().forEach(fault -> schedule(world, fault));
    world.queue.runUntil(scenario.faultyMillis() * 1_000);
    heal(world);
    long settled = settle(world, "after healing");
    // What is submitted now must be ordered as well: nobody is stuck where it happened to settle.
    submit(world, 1_000_000);
    settle(world, "a further batch");
    countUncertified(world);
    for (SimNode node : world.nodes()) {
      if (node.correct()) {
        world.invariants.certifiedAsExecuted(node.id, node.ledger);
      }
    }
    for (SimNode node : world.nodes()) {
      node.relay
          .filter(relay -> node.correct())
          .ifPresent(
              relay -> {
                relay.countDrops();
                relay.requireNoLeak();
              });
    }
    return settled;
  }

  private static void submit(World world, int number) {
    if (world.scenario.relayed()) {
      List<SimNode> nodes = world.nodes();
      world.submit(
          nodes.get(world.random.nextInt(nodes.size())), "visit " + number, Optional.empty());
    } else {
      world.submit(batch(number), Optional.empty());
    }
  }

  static Digest batch(int number) {
    return Digest.sha256(ByteBuffer.allocate(4).putInt(number).array());
  }

  private static void schedule(World world, Fault fault) {
    Runnable action;
    if (fault instanceof Fault.Crash crash) {
      action = () -> crash(world, crash);
    } else if (fault instanceof Fault.Partition partition) {
      action = () -> world.links.partition(partition);
    } else if (fault instanceof Fault.DropKind drop) {
      action = () -> world.links.drop(drop);
    } else if (fault instanceof Fault.SlowPeer slow) {
      action = () -> world.links.slow(slow);
    } else if (fault instanceof Fault.Turn turn) {
      action = () -> turn(world, turn);
    } else if (fault instanceof Fault.OldPromise moving) {
      action = () -> new OldPromise(world, moving).begin();
    } else if (fault instanceof Fault.Halt halt) {
      action = () -> new Operators(world, halt).cut();
    } else {
      Fault.Reconfigure change = (Fault.Reconfigure) fault;
      Function<Membership, Membership> function = Reconfiguration.of(change);
      action = () -> reconfigure(world, change, function);
    }
    world.queue.at(fault.atMillis() * 1_000, action);
  }

  private static void reconfigure(
      World world, Fault.Reconfigure change, Function<Membership, Membership> function) {
    if (world.scenario.relayed()) {
      // The observer is the manager.
      world.submit(world.node(world.scenario.n()), change.toString(), Optional.of(function));
    } else {
      byte[] text = change.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      world.submit(Digest.sha256(text), Optional.of(function));
    }
  }

  private static void turn(World world, Fault.Turn turn) {
    SimNode node = world.node(turn.node());
    if (world.links.healed() || !node.correct()) {
      return;
    }
    if (node.up() && !node.faulty() && world.room(node)) {
      node.turn(turn.attacks());
    } else {
      world.queue.after(50_000, () -> turn(world, turn));
    }
  }

  private static void crash(World world, Fault.Crash crash) {
    SimNode node = world.node(crash.node());
    int incarnation = node.incarnation();
    node.arm(crash);
    world.queue.after(
        200_000,
        () -> {
          if (node.up() && node.incarnation() == incarnation) {
            node.crash(crash);
          }
        });
  }

  private static void heal(World world) {
    world.trace(-1, "heals");
    world.links.heal();
    for (SimNode node : world.nodes()) {
      node.arm(null);
      if (!node.up()) {
        node.start();
      }
      if (!world.scenario.relayed()) {
        world.reannounce(node);
      }
    }
  }

  private static long settle(World world, String when) {
    long from = world.queue.nowMillis();
    long bound = world.scenario.relayed() ? RELAYED_LIVENESS_BOUND_MILLIS : LIVENESS_BOUND_MILLIS;
    while (!settled(world)) {
      if (world.queue.nowMillis() - from >= bound) {
        throw new Violation("liveness: " + when + " " + state(world));
      }
      world.queue.runUntil(world.queue.nowMicros() + POLL_MILLIS * 1_000);
    }
    return world.queue.nowMillis() - from;
  }

  /** Blocks that only a later block's certificate covers; faults make some, nothing else does. */
  private static void countUncertified(World world) {
    for (SimNode node : world.nodes()) {
      for (long height = 1; height <= node.ledger.highestCertified(); height++) {
        if (node.correct() && node.ledger.certificate(height).isEmpty()) {
          world.count(UNCERTIFIED);
        }
      }
    }
  }

  private static boolean settled(World world) {
    long height = -1;
    for (SimNode node : world.nodes()) {
      if (node.correct()) {
        if (!node.up() || !world.allExecuted(node) || learns(node)) {
          return false;
        }
        if (node.relay.isPresent() && !node.relay.get().settled()) {
          return false;
        }
        if (height >= 0 && node.ledger.height() != height) {
          return false;
        }
        if (node.ledger.highestCertified() != node.ledger.height()) {
          return false;
        }
        height = node.ledger.height();
      }
    }
    return true;
  }

  /** A replica that lost its log must come to vote again without anybody's help. */
  private static boolean learns(SimNode node) {
    return node.core().status().role() == ReplicaStatus.Role.LEARNER;
  }

  private static String state(World world) {
    List<String> states = new ArrayList<>();
    for (SimNode node : world.nodes()) {
      if (node.correct()) {
        states.add(
            new ReplicaId(node.id)
                + (node.up() ? "" : " down")
                + " ledger "
                + node.ledger.height()
                + " "
                + node.core().status().toString().replaceAll(", peers=.*", "")
                + node.relay.map(SimRelay::state).orElse(""));
      }
    }
    return String.join("\n  ", states);
  }
}
