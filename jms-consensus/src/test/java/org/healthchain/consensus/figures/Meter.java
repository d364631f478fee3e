package org.healthchain.consensus.figures;

import java.util.function.Supplier;

/** What the work at hand has cost so far; of one replica's thread. */
final class Meter {
  private final Costs costs;
  private final StepMeter measuring;
  private double nanos;

  /**
   * @param measuring measures steps instead of charging for them; or null
   */
  Meter(Costs costs, StepMeter measuring) {
    this.costs = costs;
    this.measuring = measuring;
  }

  Costs costs() {
    return costs;
  }

  void charge(double amount) {
    nanos += amount;
  }

  /** Takes the sum and begins again. */
  double take() {
    double taken = nanos;
    nanos = 0;
    return taken;
  }

  <T> T step(String what, Supplier<T> step) {
    if (measuring != null) {
      return measuring.measure(what, step);
    }
    charge(costs.nanos("step." + what, "step.other"));
    return step.get();
  }

  <T> T port(double cost, Supplier<T> call) {
    charge(cost);
    return measuring == null ? call.get() : measuring.port(call);
  }
}
