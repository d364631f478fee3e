package org.healthchain.consensus.specification;

import java.util.List;
import java.util.Optional;

/**
 * One run of the checker.
 *
 * @param module of {@code spec/}, without its ending
 * @param configuration beside it, without its ending
 * @param violated the invariant that must be found violated; empty where all must hold
 */
record ModelRun(String module, String configuration, Optional<String> violated) {
  /** Some ten thousand states each: for every build. */
  static final List<ModelRun> SMALL =
      List.of(
          violates("Amnesia", "Amnesia-old", "Agreement"),
          holds("Amnesia", "Amnesia-new"),
          violates("Handover", "Handover-not-void", "Agreement"),
          violates("Handover", "Handover-early", "Vouched"),
          holds("Handover", "Handover"));

  /** Minutes each: the wider bounds, and every single rule left out. */
  static final List<ModelRun> LARGE =
      List.of(
          violates("Amnesia", "Amnesia-short-bound", "Carried"),
          violates("Amnesia", "Amnesia-any-base", "Carried"),
          holds("Amnesia", "Amnesia-large"));

  static ModelRun holds(String module, String configuration) {
    return new ModelRun(module, configuration, Optional.empty());
  }

  static ModelRun violates(String module, String configuration, String invariant) {
    return new ModelRun(module, configuration, Optional.of(invariant));
  }

  /** Whether the checker's word is what it has to be. */
  boolean confirmedBy(Tlc.Verdict verdict) {
    return violated
        .map(
            invariant ->
                verdict.exitCode() == Tlc.SAFETY_VIOLATED
                    && verdict.output().contains("Invariant " + invariant + " is violated"))
        .orElse(
            verdict.exitCode() == Tlc.HOLDS
                && verdict.output().contains("No error has been found"));
  }

  @Override
  public String toString() {
    return configuration + violated.map(i -> " violates " + i).orElse(" holds");
  }
}
