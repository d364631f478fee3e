package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.healthchain.consensus.core.PlantedBug;

/**
 * Makes a failing scenario smaller while it still fails: drops faults, attackers, batches, losses,
 * one after another. What stays may violate another invariant than before; it is a bug either way.
 */
final class Shrinker {
  private final PlantedBug bug;
  private final int maxRuns;
  private int runs;

  Shrinker(PlantedBug bug, int maxRuns) {
    this.bug = bug;
    this.maxRuns = maxRuns;
  }

  Scenario shrink(Scenario failing) {
    Scenario best = failing;
    boolean smaller = true;
    while (smaller && runs < maxRuns) {
      smaller = false;
      for (Scenario candidate : candidates(best)) {
        if (fails(candidate)) {
          best = candidate;
          smaller = true;
          break;
        }
      }
    }
    return best;
  }

  private boolean fails(Scenario scenario) {
    return runs++ < maxRuns && Simulation.run(scenario, bug, 0).violation().isPresent();
  }

  private static List<Scenario> candidates(Scenario s) {
    List<Scenario> candidates = new ArrayList<>();
    int half = s.faults().size() / 2;
    if (half > 0) {
      candidates.add(s.withFaults(s.faults().subList(half, s.faults().size())));
      candidates.add(s.withFaults(s.faults().subList(0, half)));
    }
    for (int i = 0; i < s.faults().size(); i++) {
      List<Fault> fewer = new ArrayList<>(s.faults());
      fewer.remove(i);
      candidates.add(s.withFaults(fewer));
    }
    for (int attacker : s.byzantine().keySet()) {
      Map<Integer, Set<Attack>> fewer = new TreeMap<>(s.byzantine());
      fewer.remove(attacker);
      candidates.add(s.withByzantine(fewer));
    }
    if (s.batches() > 1) {
      candidates.add(s.withNetwork(s.batches() / 2, s.lossPercent(), s.duplicatePercent()));
    }
    if (s.lossPercent() + s.duplicatePercent() > 0) {
      candidates.add(s.withNetwork(s.batches(), 0, 0));
    }
    return candidates;
  }

  /** For people: how to see it again, and what is left of it. */
  static String explain(Simulation.Result failure, PlantedBug bug) {
    Scenario small = new Shrinker(bug, 60).shrink(failure.scenario());
    Simulation.Result last = Simulation.run(small, bug, 40);
    return "seed "
        + failure.scenario().seed()
        + " violates: "
        + failure.violation().orElse("nothing")
        + "\nreplay: java -cp target/classes:target/test-classes "
        + SimulationMain.class.getName()
        + " replay "
        + failure.scenario().seed()
        + SimulationMain.word(failure.scenario())
        + "\nshrunk to: "
        + small
        + "\nwhich violates: "
        + last.violation().orElse("nothing")
        + "\nafter:\n"
        + last.traceText();
  }
}
