package org.healthchain.consensus.simulation;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.consensus.core.StartMode;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.LogRecordCodec;
import org.healthchain.consensus.message.MalformedMessageException;

/** A node's vote log on its disk, in its real form. */
final class SimVoteLog {
  private List<byte[]> records = new ArrayList<>();
  private boolean lost;

  void add(LogRecord entry) {
    records.add(LogRecordCodec.encode(entry));
  }

  void clear() {
    records = new ArrayList<>();
  }

  void lose() {
    clear();
    lost = true;
  }

  /** The operator's word stands behind all the replica's, or begins a log that is lost. */
  void end(LogRecord.Started started, LogRecord.EpochEnded entry) {
    if (records.isEmpty()) {
      add(new LogRecord.Started(started.chainId(), started.self(), lost));
    }
    add(entry);
  }

  StartMode mode() {
    if (!records.isEmpty()) {
      return StartMode.FROM_LOG;
    }
    return lost ? StartMode.LOG_LOST : StartMode.NEVER_VOTED;
  }

  List<LogRecord> read() {
    List<LogRecord> read = new ArrayList<>();
    for (byte[] bytes : records) {
      try {
        read.add(LogRecordCodec.decode(bytes));
      } catch (MalformedMessageException e) {
        throw new Violation("own log record does not decode: " + e.getMessage());
      }
    }
    return read;
  }
}
