package org.healthchain.consensus.specification;

import java.nio.file.Files;
import java.nio.file.Path;

/** {@code mvn -pl jms-consensus -am process-test-classes -Pspec}: the large models. */
final class SpecificationMain {
  private static final int TIMEOUT_MINUTES = 120;

  private SpecificationMain() {}

  /**
   * Checks them all.
   *
   * @param args the folder of the specifications
   */
  public static void main(String[] args) throws Exception {
    Tlc tlc = new Tlc(Path.of(args[0]), Files.createTempDirectory("spec"));
    for (ModelRun run : ModelRun.LARGE) {
      long start = System.nanoTime();
      Tlc.Verdict verdict = tlc.check(run, TIMEOUT_MINUTES);
      if (!run.confirmedBy(verdict)) {
        throw new IllegalStateException(run + " was not confirmed:\n" + verdict.output());
      }
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      System.out.println(run + ", " + seconds + " s: " + verdict.states());
    }
  }
}
