package org.healthchain.consensus.specification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol's rules in small models: those in force hold, without them the model forks. */
class SpecificationIT {
  private static final Logger LOG = Logger.getLogger(SpecificationIT.class.getName());
  private static final int TIMEOUT_MINUTES = 15;

  @TempDir private Path scratch;

  static List<ModelRun> models() {
    return ModelRun.SMALL;
  }

  @ParameterizedTest
  @MethodSource("models")
  void theModelAnswersAsTheProtocolSays(ModelRun run) throws Exception {
    Tlc.Verdict verdict = new Tlc(Path.of("spec"), scratch).check(run, TIMEOUT_MINUTES);

    LOG.info(run + ": " + verdict.states());
    assertThat(run.confirmedBy(verdict)).withFailMessage(verdict::output).isTrue();
  }
}
