package org.healthchain.operator.command;

import java.util.concurrent.Callable;
import org.healthchain.operator.server.ConsortiumHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code found}. */
@Command(
    name = "found",
    mixinStandardHelpOptions = true,
    description = "Founds a consortium without starting it; up does both.")
final class FoundCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private PlanOptions plan;

  @Override
  public Integer call() throws Exception {
    ConsortiumHome consortium = home.home();
    consortium.locked(
        () -> {
          if (consortium.founded()) {
            plan.requireSameAs(consortium.plan());
            spec.commandLine().getOut().println("Already founded: " + consortium.root());
          } else {
            plan.found(consortium, spec.commandLine().getOut());
          }
        });
    return Consortium.OK;
  }
}
