package org.healthchain.operator.command;

import picocli.CommandLine.Command;

/** {@code recovery}: its commands. */
@Command(
    name = "recovery",
    mixinStandardHelpOptions = true,
    description = {
      "The way back when more servers than are tolerated have lost their votes, and the consortium",
      "has halted. Each institution runs report, the manager propose, each institution sign, the",
      "manager seal, everybody apply. server-config/doc/recovery.md leads through it."
    },
    subcommands = {
      RecoveryReportCommand.class,
      RecoveryProposeCommand.class,
      RecoverySignCommand.class,
      RecoverySealCommand.class,
      RecoveryApplyCommand.class
    })
final class RecoveryCommand {}
