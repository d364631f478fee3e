package org.healthchain.operator.command;

import java.util.List;
import picocli.CommandLine.Parameters;

/** Servers by name. */
final class ServerNames {
  @Parameters(
      paramLabel = "SERVER",
      arity = "0..*",
      description = "Names such as institution-1 or manager; all if none is given.")
  private List<String> names;

  List<String> names() {
    return names == null ? List.of() : names;
  }
}
