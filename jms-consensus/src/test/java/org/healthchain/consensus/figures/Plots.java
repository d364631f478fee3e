package org.healthchain.consensus.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** The two figures as PNG. */
final class Plots {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;

  private Plots() {}

  /** Figure 9: throughput by round. */
  static void rounds(Path file, int n, List<Round> rounds) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= rounds.size(); i++) {
      numbers.add(i);
    }
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Throughput of " + n + " replicas, " + rounds.size() + " rounds (Figure 9)")
            .xAxisTitle("round")
            .yAxisTitle("transactions a second")
            .build();
    chart.getStyler().setYAxisMin(0.0).setXAxisDecimalPattern("0");
    chart.getStyler().setLegendVisible(false);
    chart.addSeries("throughput", numbers, rounds.stream().map(Round::throughput).toList());
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  /** Figure 10: average throughput by number of replicas; the bars reach from least to most. */
  static void sizes(Path file, List<Integer> sizes, List<List<Round>> rounds) throws IOException {
    List<Double> averages = new ArrayList<>();
    List<Double> spreads = new ArrayList<>();
    for (List<Round> ofSize : rounds) {
      double average = ofSize.stream().mapToDouble(Round::throughput).average().orElseThrow();
      double least = ofSize.stream().mapToDouble(Round::throughput).min().orElseThrow();
      double most = ofSize.stream().mapToDouble(Round::throughput).max().orElseThrow();
      averages.add(average);
      spreads.add(Math.max(most - average, average - least));
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Average throughput by number of replicas (Figure 10)")
            .xAxisTitle("replicas")
            .yAxisTitle("transactions a second")
            .build();
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setLegendVisible(false);
    chart.addSeries("throughput", sizes, averages, spreads);
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }
}
