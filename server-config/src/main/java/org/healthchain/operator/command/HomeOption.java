package org.healthchain.operator.command;

import java.nio.file.Path;
import org.healthchain.operator.server.ConsortiumHome;
import picocli.CommandLine.Option;

/** Where the consortium's state lies. */
final class HomeOption {
  @Option(
      names = "--dir",
      paramLabel = "DIRECTORY",
      defaultValue = "${env:HEALTHCHAIN_HOME:-.consortium}",
      description = {
        "Directory of the consortium; from HEALTHCHAIN_HOME if set.",
        "Default: ${DEFAULT-VALUE}"
      })
  @SuppressWarnings("NullAway.Init") // it has a default
  private Path directory;

  ConsortiumHome home() {
    return new ConsortiumHome(directory.toAbsolutePath().normalize());
  }
}
