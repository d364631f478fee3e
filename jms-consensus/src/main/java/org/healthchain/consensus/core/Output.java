package org.healthchain.consensus.core;

import java.util.List;
import org.healthchain.consensus.message.LogRecord;

/**
 * What follows from one input, to be done in this order: {@code log} on disk, then {@code sends},
 * then {@code commands}. The host may take several outputs together (all logs, one sync, all sends,
 * all commands); it must never send before the records of the same or an earlier output are
 * durable.
 *
 * @param rewriteLog true when {@code log} replaces the whole log (atomically); it then holds every
 *     record that is still needed. Happens every {@link PbftConfig#gcIntervalBlocks()} blocks
 */
public record Output(
    boolean rewriteLog, List<LogRecord> log, List<Send> sends, List<Command> commands) {
  public static final Output NOTHING = new Output(false, List.of(), List.of(), List.of());

  public Output {
    log = List.copyOf(log);
    sends = List.copyOf(sends);
    commands = List.copyOf(commands);
  }

  public boolean isNothing() {
    return !rewriteLog && log.isEmpty() && sends.isEmpty() && commands.isEmpty();
  }
}
