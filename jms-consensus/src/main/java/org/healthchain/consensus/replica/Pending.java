package org.healthchain.consensus.replica;

import java.io.IOException;
import java.util.ArrayList;
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
import org.healthchain.consensus.storage.BatchLog;
import org.healthchain.consensus.storage.VoteLog;

/**
 * What several inputs have brought about and is not done yet. Taken together so that one sync
 * serves them all; first everything is made durable, then sent, then the rest.
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
    for (Actions.Send send : actions.sends()) {
      sends.add(new Outgoing(send.to(), send.message()));
    }
  }

  boolean isNothing() {
    return !rewrite
        && log.isEmpty()
        && batches.isEmpty()
        && discarded.isEmpty()
        && sends.isEmpty()
        && commands.isEmpty();
  }

  /** Returns the batches that are on disk now. */
  List<Digest> persist(VoteLog votes, BatchLog held) throws IOException {
    if (rewrite) {
      votes.rewrite(log);
    } else {
      votes.append(log);
    }
    rewrite = false;
    log.clear();
    held.discard(discarded);
    discarded.clear();
    List<Digest> stored = List.copyOf(batches.keySet());
    held.store(batches);
    batches.clear();
    return stored;
  }

  List<Outgoing> takeSends() {
    List<Outgoing> taken = List.copyOf(sends);
    sends.clear();
    return taken;
  }

  List<Command> takeCommands() {
    List<Command> taken = List.copyOf(commands);
    commands.clear();
    return taken;
  }
}
