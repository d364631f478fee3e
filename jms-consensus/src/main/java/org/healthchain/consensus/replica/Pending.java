package org.healthchain.consensus.replica;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.Output;
import org.healthchain.consensus.core.Send;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationCodec;
import org.healthchain.consensus.message.LogRecord;
import org.healthchain.consensus.message.Message;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.storage.LogGroup;

/**
 * What several inputs have brought about and is not done yet. Taken together so that one force of
 * the disk serves them all; first everything is made durable, then sent, then the rest.
 */
final class Pending {
  private boolean rewrite;
  private final List<LogRecord> log = new ArrayList<>();
  private final Map<Digest, byte[]> batches = new LinkedHashMap<>();
  private final Set<Digest> discarded = new LinkedHashSet<>();
  private final List<Outgoing> sends = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();

  /** A message on its way out; to everyone when there is no receiver. */
  record Outgoing(Optional<ReplicaId> to, Message message) {}

  /** What was taken together. */
  record Round(LogGroup log, List<Outgoing> sends, List<Command> commands) {
    /** The batches that are on disk once the log is. */
    List<Digest> stored() {
      return List.copyOf(log.batches().keySet());
    }
  }

  void add(Output output) {
    if (output.rewriteLog()) {
      // The new log holds every record that is needed, those that wait here included.
      rewrite = true;
      log.clear();
    }
    log.addAll(output.log());
    for (Send send : output.sends()) {
      sends.add(new Outgoing(send.to(), send.message()));
    }
    commands.addAll(output.commands());
  }

  void addDurable(Actions actions) {
    actions
        .store()
        .forEach(batch -> batches.put(batch.digest(), DisseminationCodec.encodeStored(batch)));
    for (Digest digest : actions.discard()) {
      if (batches.remove(digest) == null) {
        discarded.add(digest);
      }
    }
    for (Actions.Transmission send : actions.sends()) {
      sends.add(new Outgoing(send.to(), send.message()));
    }
  }

  /** These batches are not needed on disk. */
  void discard(Collection<Digest> digests) {
    discarded.addAll(digests);
  }

  boolean isNothing() {
    return !rewrite
        && log.isEmpty()
        && batches.isEmpty()
        && discarded.isEmpty()
        && sends.isEmpty()
        && commands.isEmpty();
  }

  /** How many messages wait to be sent. */
  int waitingSends() {
    return sends.size();
  }

  Round take() {
    Round round =
        new Round(
            LogGroup.of(rewrite, log, batches, discarded),
            List.copyOf(sends),
            List.copyOf(commands));
    rewrite = false;
    log.clear();
    batches.clear();
    discarded.clear();
    sends.clear();
    commands.clear();
    return round;
  }
}
