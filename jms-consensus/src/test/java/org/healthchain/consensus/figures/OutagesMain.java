package org.healthchain.consensus.figures;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Benchmark 7d, the simulated part. Arguments: the directory of the calibration, then sizes. {@code
 * BENCHMARKS.md} has the command and what came of it.
 */
public final class OutagesMain {
  private static final int SEEDS = 3;
  private static final long DOWN_MILLIS = 15_000;

  private OutagesMain() {}

  public static void main(String[] args) throws Exception {
    Costs costs = Costs.read(Path.of(args[0]).resolve("calibration.properties"));
    List<Integer> sizes =
        args.length > 1
            ? java.util.Arrays.stream(args).skip(1).map(Integer::valueOf).toList()
            : List.of(4, 10, 30, 120);
    System.out.println(
        "| replicas | primary crash → next commit, ms | more than f back → next commit, ms"
            + " | f silent: tx/s | all up: tx/s | kept |\n| --- | --- | --- | --- | --- | --- |");
    for (int n : sizes) {
      StringBuilder crash = new StringBuilder();
      StringBuilder heal = new StringBuilder();
      for (int seed = 1; seed <= (n > 60 ? 1 : SEEDS); seed++) {
        Outages outages = new Outages(n, clients(n), costs, seed);
        crash.append(' ').append(outages.primaryCrashMillis());
        heal.append(' ').append(outages.healMillis(DOWN_MILLIS + seed * 170L));
      }
      double[] silent = new Outages(n, clients(n), costs, 1).throughputWithSilent(14_000, 10_000);
      System.out.printf(
          Locale.ROOT,
          "| %d |%s |%s | %.0f | %.0f | %.0f %% |%n",
          n,
          crash,
          heal,
          silent[0],
          silent[1],
          100 * silent[0] / silent[1]);
    }
    System.exit(0);
  }

  private static int clients(int n) {
    return n <= 16 ? 300 : 600;
  }
}
