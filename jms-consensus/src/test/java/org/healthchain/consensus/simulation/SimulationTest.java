package org.healthchain.consensus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulationTest {
  @Test
  void someSeedsRunWithoutAViolation() {
    int bad = 0;
    for (long seed = 0; seed < Long.getLong("seeds", 100); seed++) {
      Simulation.Result result = Simulation.run(seed);
      if (result.violation().isPresent()) {
        bad++;
        if (bad < 6) {
          System.err.println("seed " + seed + ": " + result.violation().get());
        }
      }
    }
    assertThat(bad).isZero();
  }
}
