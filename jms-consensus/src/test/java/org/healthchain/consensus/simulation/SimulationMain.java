package org.healthchain.consensus.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.healthchain.consensus.core.PlantedBug;

/**
 * Runs schedules from the command line: {@code replay SEED} prints one trace, {@code run FROM
 * COUNT} runs a range on all processors, {@code endless} takes fresh seeds until one fails. The
 * word {@code relayed} behind any of these has transactions go through the real dissemination,
 * {@code hosted} has whole hosts run.
 */
public final class SimulationMain {
  private static final String RELAYED = "relayed";
  private static final String HOSTED = "hosted";
  private static final String MOVING = "moving";

  private static final int REPLAY_LINES = 1_000_000;

  private SimulationMain() {}

  /** How a range of seeds went. */
  record Summary(
      List<Simulation.Result> failures,
      long schedules,
      long events,
      long millis,
      long slowestSettlingMillis,
      Map<String, Long> counts) {
    double schedulesPerSecond() {
      return schedules * 1_000.0 / Math.max(1, millis);
    }

    String describe() {
      return String.format(
          "%d schedules, %d failed, %d events, %.1f schedules per second; settled within %d ms; %s",
          schedules, failures.size(), events, schedulesPerSecond(), slowestSettlingMillis, counts);
    }
  }

  public static void main(String[] words) throws InterruptedException {
    String last = words.length > 0 ? words[words.length - 1] : "";
    LongFunction<Scenario> scenarios =
        switch (last) {
          case RELAYED -> Relaying::scenario;
          case HOSTED -> HostSimulation::scenario;
          case MOVING -> Scenario::moving;
          default -> Scenario::of;
        };
    boolean named = Set.of(RELAYED, HOSTED, MOVING).contains(last);
    String[] args = named ? Arrays.copyOf(words, words.length - 1) : words;
    PrintStream out = System.out;
    if (args.length == 2 && args[0].equals("replay")) {
      Simulation.Result result =
          Simulation.run(scenarios.apply(Long.parseLong(args[1])), PlantedBug.NONE, REPLAY_LINES);
      out.println(result.traceText());
      out.println(result.scenario());
      out.println(result.violation().orElse("no violation"));
    } else if (args.length == 4 && args[0].equals("aimed")) {
      PlantedBug aim = PlantedBug.valueOf(args[1]);
      long from = Long.parseLong(args[2]);
      report(out, runAll(from, Long.parseLong(args[3]), PlantedBug.NONE, family(aim)));
    } else if (args.length == 4 && args[0].equals("bug")) {
      PlantedBug bug = PlantedBug.valueOf(args[1]);
      report(out, runAll(Long.parseLong(args[2]), Long.parseLong(args[3]), bug, family(bug)));
    } else if (args.length == 3 && args[0].equals("run")) {
      report(
          out,
          runAll(Long.parseLong(args[1]), Long.parseLong(args[2]), PlantedBug.NONE, scenarios));
    } else {
      long from = System.nanoTime();
      while (true) {
        Summary summary = runAll(from, 1_000, PlantedBug.NONE, scenarios);
        report(out, summary);
        if (!summary.failures().isEmpty()) {
          return;
        }
        from += 1_000;
      }
    }
  }

  /** What to add to the command line. */
  static String word(Scenario scenario) {
    return switch (scenario.layer()) {
      case CORE -> scenario.faultsMove() ? " " + MOVING : "";
      case DISSEMINATION -> " " + RELAYED;
      case HOST, FORCED_HOST -> " " + HOSTED;
    };
  }

  private static void report(PrintStream out, Summary summary) {
    for (Simulation.Result failure : summary.failures()) {
      out.println("seed " + failure.scenario().seed() + ": " + failure.violation().get());
    }
    out.println(summary.describe());
  }

  /** The scenarios in which a bug shows. */
  static LongFunction<Scenario> family(PlantedBug bug) {
    return switch (bug) {
      case QUORUM_2F_PLUS_1 -> AimedScenarios::splitVote;
      case NEW_VIEW_UNCHECKED -> AimedScenarios::forgedNewView;
      case TIMER_OVERFLOW -> AimedScenarios::longStall;
      case PROMISES_FORGOTTEN -> AimedScenarios::movingFault;
      default -> Scenario::of;
    };
  }

  /** Runs seeds on all processors; each schedule stays on one thread. */
  static Summary runAll(long from, long count, PlantedBug bug, LongFunction<Scenario> family)
      throws InterruptedException {
    AtomicLong next = new AtomicLong(from);
    AtomicLong events = new AtomicLong();
    AtomicLong slowest = new AtomicLong();
    List<Simulation.Result> failures = new ArrayList<>();
    Map<String, Long> counts = new TreeMap<>();
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread thread =
          new Thread(
              () -> {
                for (long seed; (seed = next.getAndIncrement()) - from < count; ) {
                  Simulation.Result result = Simulation.run(family.apply(seed), bug, 0);
                  events.addAndGet(result.events());
                  slowest.accumulateAndGet(result.settledMillis(), Math::max);
                  synchronized (failures) {
                    result.counts().forEach((what, n) -> counts.merge(what, n, Long::sum));
                    if (result.violation().isPresent()) {
                      failures.add(result);
                    }
                  }
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    failures.sort((a, b) -> Long.compare(a.scenario().seed(), b.scenario().seed()));
    long millis = (System.nanoTime() - start) / 1_000_000;
    return new Summary(failures, count, events.get(), millis, slowest.get(), counts);
  }
}
