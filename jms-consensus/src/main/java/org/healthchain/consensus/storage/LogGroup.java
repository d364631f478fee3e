package org.healthchain.consensus.storage;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.LogRecordCodec;

/**
 * What is written and forced together: after a crash all of it is there, or nothing.
 *
 * @param replacesVotes whether {@code votes} stand for all votes of before
 * @param votes encoded {@link LogRecord}s, oldest first
 * @param batches encoded, by digest
 * @param discarded batches that are no longer needed
 */
public record LogGroup(
    boolean replacesVotes,
    List<byte[]> votes,
    Map<Digest, byte[]> batches,
    Collection<Digest> discarded) {
  public LogGroup {
    votes = List.copyOf(votes);
    batches = new LinkedHashMap<>(batches);
    discarded = List.copyOf(discarded);
  }

  public static LogGroup of(
      boolean replacesVotes,
      List<LogRecord> votes,
      Map<Digest, byte[]> batches,
      Set<Digest> discarded) {
    return new LogGroup(
        replacesVotes, votes.stream().map(LogRecordCodec::encode).toList(), batches, discarded);
  }

  /** Whether there is anything that has to be durable. */
  public boolean isDurable() {
    return replacesVotes || !votes.isEmpty() || !batches.isEmpty();
  }
}
