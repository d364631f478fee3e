package org.healthchain.operator.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Servers by name. */
final class ServerNames {
  @Parameters(
      paramLabel = "SERVER",
      arity = "0..*",
      description = "Names such as institution-1 or manager; all if none is given.")
  private @Nullable List<String> names;

  List<String> names() {
    return names == null ? List.of() : names;
  }
}
