package org.healthchain.consensus.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Benchmark 7c. Arguments: a directory for the results, then what to do: {@code calibrate}, {@code
 * check}, {@code figures}, or nothing for all three. {@code figures} takes rounds, clients and
 * sizes after it. {@code BENCHMARKS.md} has the command and what came of it.
 */
public final class FiguresMain {
  private static final List<Integer> CHECKED = List.of(4, 7, 10);
  private static final List<Integer> SIZES = List.of(30, 50, 80, 120);
  private static final int ROUNDS = 15;
  private static final int CLIENTS = 2_000;
  private static final int WARM_UP_MILLIS = 4_000;
  private static final int ROUND_MILLIS = 2_000;

  private final Path directory;
  private final PrintStream out = System.out;

  private FiguresMain(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] args) throws Exception {
    FiguresMain main = new FiguresMain(Path.of(args[0]));
    Files.createDirectories(main.directory);
    String what = args.length > 1 ? args[1] : "all";
    if (what.equals("all") || what.equals("calibrate")) {
      main.calibrate();
    }
    if (what.equals("all") || what.equals("check")) {
      main.check();
    }
    if (what.equals("all")) {
      main.figures(ROUNDS, CLIENTS, SIZES);
    } else if (what.equals("figures")) {
      List<Integer> sizes = new ArrayList<>();
      for (int i = 4; i < args.length; i++) {
        sizes.add(Integer.parseInt(args[i]));
      }
      main.figures(
          args.length > 2 ? Integer.parseInt(args[2]) : ROUNDS,
          args.length > 3 ? Integer.parseInt(args[3]) : CLIENTS,
          sizes.isEmpty() ? SIZES : sizes);
    }
    System.exit(0);
  }

  private void calibrate() throws Exception {
    List<Integer> sizes = new ArrayList<>(CHECKED);
    sizes.addAll(SIZES);
    Calibration.measure(sizes, true)
        .write(
            directory.resolve("calibration.properties"),
            "nanoseconds of processor time; disk.force is wall clock. See Calibration.java");
  }

  private Costs costs() throws IOException {
    return Costs.read(directory.resolve("calibration.properties"));
  }

  private void check() throws Exception {
    out.println(ModelCheck.HEADING);
    for (ModelCheck.Row row : ModelCheck.run(CHECKED, costs(), 10, 15)) {
      out.println(row.markdown());
    }
  }

  private void figures(int rounds, int clients, List<Integer> sizes) throws IOException {
    List<List<Round>> all = new ArrayList<>();
    out.println(Round.HEADING);
    for (int n : sizes) {
      List<Round> ofSize = rounds(n, clients, rounds);
      all.add(ofSize);
      out.println(Round.mean(ofSize).markdown());
      csv(directory.resolve("rounds-" + n + ".csv"), ofSize);
    }
    csv(directory.resolve("figure10.csv"), all.stream().map(Round::mean).toList());
    Plots.rounds(directory.resolve("figure9"), sizes.get(0), all.get(0));
    Plots.sizes(directory.resolve("figure10"), sizes, all);
  }

  /** Windows of one running consortium, after it has warmed up. */
  private List<Round> rounds(int n, int clients, int count) throws IOException {
    ModelConsortium model =
        new ModelConsortium(ModelConfig.region(n, clients, n), costs().forReplicas(n));
    model.start();
    model.runFor(WARM_UP_MILLIS);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rounds.add(Round.measure(model, ROUND_MILLIS));
    }
    if (!model.rejections().isEmpty()) {
      throw new IllegalStateException("honest replicas rejected " + model.rejections());
    }
    return rounds;
  }

  private static void csv(Path file, List<Round> rounds) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(Round.CSV_HEADING);
    for (int i = 0; i < rounds.size(); i++) {
      lines.add(String.format(Locale.ROOT, "%d,%s", i + 1, rounds.get(i).csv()));
    }
    Files.write(file, lines, StandardCharsets.UTF_8);
  }
}
