package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.ReplicaId;

/** Gathers what one step wants done, until it is handed out as one {@link Output}. */
final class Effects {
  private final boolean persistLate;
  private List<LogRecord> log = new ArrayList<>();
  private List<LogRecord> late = new ArrayList<>();
  private List<Send> sends = new ArrayList<>();
  private List<Command> commands = new ArrayList<>();
  private boolean rewriteLog;

  Effects(boolean persistLate) {
    this.persistLate = persistLate;
  }

  void persist(LogRecord entry) {
    (persistLate ? late : log).add(entry);
  }

  /** Replaces the log, and with it whatever this step has persisted so far. */
  void rewriteLog(List<LogRecord> everything) {
    rewriteLog = true;
    log.clear();
    log.addAll(everything);
  }

  void broadcast(ConsensusMessage message) {
    sends.add(Send.broadcast(message));
  }

  void send(ReplicaId to, ConsensusMessage message) {
    sends.add(Send.to(to, message));
  }

  void command(Command command) {
    commands.add(command);
  }

  Output drain() {
    if (log.isEmpty() && sends.isEmpty() && commands.isEmpty() && late.isEmpty()) {
      return Output.NOTHING;
    }
    Output output = new Output(rewriteLog, log, sends, commands);
    log = late;
    late = new ArrayList<>();
    sends = new ArrayList<>();
    commands = new ArrayList<>();
    rewriteLog = false;
    return output;
  }
}
