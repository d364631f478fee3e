package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;

/**
 * The step under way: its time, and what it wants done, until that is handed out as one {@link
 * Output}.
 */
final class Step {
  private final boolean persistLate;
  private long nowMillis;
  private List<LogRecord> log = new ArrayList<>();
  private List<LogRecord> late = new ArrayList<>();
  private List<Send> sends = new ArrayList<>();
  private List<Command> commands = new ArrayList<>();
  private boolean rewriteLog;

  Step(long nowMillis, boolean persistLate) {
    this.nowMillis = nowMillis;
    this.persistLate = persistLate;
  }

  /** The next step begins; its time never runs backward. */
  void at(long millis) {
    nowMillis = Math.max(nowMillis, millis);
  }

  long nowMillis() {
    return nowMillis;
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

  void reject(ReplicaId sender, Refusal reason) {
    command(new Command.Rejected(sender, reason));
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
