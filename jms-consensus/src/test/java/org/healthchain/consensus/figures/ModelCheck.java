package org.healthchain.consensus.figures;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.healthchain.consensus.benchmark.ConsensusBenchmark;
import org.healthchain.consensus.core.PbftConfig;
import org.healthchain.consensus.dissemination.DisseminationConfig;
import org.healthchain.consensus.figures.ModelConfig.MachineConfig;
import org.healthchain.consensus.figures.ModelConfig.NetworkConfig;

/**
 * How far the model is off: real replicas in one process (benchmark 7a: a thread each, real
 * signatures, no network) beside the model of the same: one machine with as much processor time as
 * the real run got.
 */
final class ModelCheck {
  private static final int CLIENTS = 200;
  private static final int CORES = 2;

  private ModelCheck() {}

  /** One size, measured and modelled. */
  record Row(int n, ConsensusBenchmark.Measured real, Round model) {
    double modelCpuMicros() {
      return model.averageCores() * n * 1e6 / model.throughput();
    }

    String markdown() {
      return String.format(
          Locale.ROOT,
          "| %d | %.2f | %.0f | %.0f | %+.0f %% | %.0f | %.0f | %+.0f %% | %.0f | %.0f | %.1f | %.1f |",
          n,
          real.coresUsed(),
          real.cpuMicrosPerOperation(),
          modelCpuMicros(),
          100 * (modelCpuMicros() / real.cpuMicrosPerOperation() - 1),
          real.throughput(),
          model.throughput(),
          100 * (model.throughput() / real.throughput() - 1),
          real.p50Millis(),
          model.p50Millis(),
          real.operationsPerBlock(),
          model.transactionsPerBlock());
    }
  }

  static final String HEADING =
      "| replicas | cores the run got | CPU µs/op, real | model | off | op/s, real | model | off"
          + " | p50 ms, real | model | op/block, real | model |\n"
          + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |";

  static Row run(int n, Costs costs, int seconds, int warmUpSeconds)
      throws IOException, InterruptedException {
    ConsensusBenchmark.Measured real =
        ConsensusBenchmark.run(n, CLIENTS, DisseminationConfig.standard(), seconds, warmUpSeconds);
    return new Row(n, real, Round.run(sharedMachine(n, real.coresUsed()), costs, 3_000, 10_000));
  }

  private static ModelConfig sharedMachine(int n, double coresUsed) {
    return new ModelConfig(
        n,
        CLIENTS,
        1,
        new MachineConfig(CORES, coresUsed / CORES, true),
        NetworkConfig.none(),
        false,
        false,
        false,
        Set.of(),
        Set.of(),
        PbftConfig.standard(),
        DisseminationConfig.standard());
  }
}
