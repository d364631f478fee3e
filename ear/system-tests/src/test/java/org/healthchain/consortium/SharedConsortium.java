package org.healthchain.consortium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes the one consortium of this run: four institutions and the manager, founded and
 * started when the first class asks, stopped when all tests are done. A class leaves it running and
 * whole.
 */
final class SharedConsortium implements ParameterResolver {
  private static final int BASE_PORT = 24_000;
  private static final Path HOME = Path.of("target", "shared-consortium").toAbsolutePath();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningConsortium.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedConsortium.class))
        .getOrComputeIfAbsent("consortium", key -> start(), RunningConsortium.class);
  }

  private static RunningConsortium start() {
    try {
      delete(HOME);
      return RunningConsortium.up(HOME, RunningConsortium.INSTITUTIONS.size(), BASE_PORT);
    } catch (Exception e) {
      throw new IllegalStateException("the consortium did not start", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
