package org.healthchain.consensus.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Benchmark 7c. Arguments: a directory for the results, then what to do: {@code operations}, {@code
 * steps SIZE...}, {@code check}, {@code rounds SIZE...}, {@code plot SIZE...}, or nothing for all
 * of them. {@code BENCHMARKS.md} has the command and what came of it.
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
    List<Integer> sizes = Arrays.stream(args).skip(2).map(Integer::valueOf).toList();
    switch (args.length > 1 ? args[1] : "all") {
      case "operations" -> main.operations();
      case "steps" -> main.steps(sizes);
      case "check" -> main.check(sizes.isEmpty() ? CHECKED : sizes);
      case "rounds" -> main.rounds(sizes);
      case "plot" -> main.plot(sizes);
      default -> main.all();
    }
    System.exit(0);
  }

  private void all() throws Exception {
    operations();
    steps(CHECKED);
    steps(SIZES);
    check(CHECKED);
    rounds(SIZES);
    plot(SIZES);
  }

  private Path calibration() {
    return directory.resolve("calibration.properties");
  }

  private void write(Costs costs) throws IOException {
    costs.write(
        calibration(),
        "nanoseconds of processor time; disk.force is wall clock. Calibration.java has the names");
  }

  private void operations() throws Exception {
    write(Calibration.operations());
  }

  private void steps(List<Integer> sizes) throws IOException {
    for (int n : sizes) {
      write(Calibration.steps(n, Costs.read(calibration())));
    }
  }

  private void check(List<Integer> sizes) throws Exception {
    out.println(ModelCheck.HEADING);
    for (int n : sizes) {
      out.println(ModelCheck.run(n, Costs.read(calibration()), 8, 12).markdown());
    }
  }

  /** Windows of one running consortium of each size, after it has warmed up. */
  private void rounds(List<Integer> sizes) throws IOException {
    for (int n : sizes) {
      ModelConsortium model =
          new ModelConsortium(
              ModelConfig.region(n, CLIENTS, n), Costs.read(calibration()).forReplicas(n));
      model.start();
      model.runFor(WARM_UP_MILLIS);
      List<Round> rounds = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(Round.measure(model, ROUND_MILLIS));
      }
      if (!model.rejections().isEmpty()) {
        throw new IllegalStateException("honest replicas rejected " + model.rejections());
      }
      csv(roundsOf(n), rounds);
      out.println(Round.HEADING);
      out.println(Round.mean(rounds).markdown());
    }
  }

  private Path roundsOf(int n) {
    return directory.resolve("rounds-" + n + ".csv");
  }

  private void plot(List<Integer> sizes) throws IOException {
    List<List<Round>> all = new ArrayList<>();
    for (int n : sizes) {
      List<String> lines = Files.readAllLines(roundsOf(n));
      all.add(lines.stream().skip(1).map(Round::parse).toList());
    }
    csv(directory.resolve("figure10.csv"), all.stream().map(Round::mean).toList());
    Plots.rounds(directory.resolve("figure9"), sizes.get(0), all.get(0));
    Plots.sizes(directory.resolve("figure10"), sizes, all);
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
