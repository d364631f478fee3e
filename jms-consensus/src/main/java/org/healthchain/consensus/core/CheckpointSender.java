package org.healthchain.consensus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CheckpointProofs;
import org.healthchain.consensus.message.CheckpointVote;
import org.healthchain.consensus.message.CheckpointVotes;
import org.healthchain.consensus.message.Digest;

/** This replica's checkpoint votes and certificates on their way out: riding, flushed, repeated. */
final class CheckpointSender {
  private final CurrentView current;
  private final Standing standing;
  private final Step step;
  private final VoteRoute route;

  /** Own votes above the last certified block, ascending. */
  private final TreeMap<Long, CheckpointVote> own = new TreeMap<>();

  private final List<CheckpointVote> unsent = new ArrayList<>();
  private final List<CheckpointCertificate> unsentProofs = new ArrayList<>();
  private long unsentSinceMillis;
  private long repeatedMillis;
  private int repeats;

  CheckpointSender(CurrentView current, Standing standing, Step step, VoteRoute route) {
    this.current = current;
    this.standing = standing;
    this.step = step;
    this.route = route;
  }

  void add(CheckpointVote vote) {
    startWaiting();
    if (own.isEmpty()) {
      repeatedMillis = step.nowMillis();
      repeats = 0;
    }
    own.put(vote.height().value(), vote);
    unsent.add(vote);
  }

  /** Of a certificate that this collector combined. */
  void add(CheckpointCertificate certificate) {
    if (unsentProofs.size() < CheckpointProofs.MAX_CERTIFICATES) {
      startWaiting();
      unsentProofs.add(certificate);
    }
  }

  private void startWaiting() {
    if (unsent.isEmpty() && unsentProofs.isEmpty()) {
      unsentSinceMillis = step.nowMillis();
    }
  }

  /** For which header this replica voted at a height that is not certified yet. */
  Optional<Digest> votedFor(long height) {
    return Optional.ofNullable(own.get(height)).map(CheckpointVote::headerHash);
  }

  /** A higher block is certified: what waits has waited for this certificate only. */
  void onCertified() {
    long height = standing.certifiedHeight();
    own.headMap(height, true).clear();
    unsent.removeIf(vote -> vote.height().value() <= height - current.config().windowBlocks());
    repeats = 0;
    repeatedMillis = step.nowMillis();
  }

  /** Votes to ride on a commit. */
  List<CheckpointVote> takeUnsent() {
    int count = Math.min(unsent.size(), CheckpointVotes.MAX_VOTES);
    List<CheckpointVote> taken = List.copyOf(unsent.subList(0, count));
    unsent.subList(0, count).clear();
    return taken;
  }

  /** Certificates to ride on a collector's message. */
  List<CheckpointCertificate> takeUnsentProofs() {
    List<CheckpointCertificate> taken = List.copyOf(unsentProofs);
    unsentProofs.clear();
    return taken;
  }

  long nextFlushMillis() {
    return unsent.isEmpty() && unsentProofs.isEmpty()
        ? Long.MAX_VALUE
        : unsentSinceMillis + current.config().checkpointFlushMillis();
  }

  /** Sends what found nothing to ride on. */
  void flush() {
    List<CheckpointVote> votes = takeUnsent();
    if (!votes.isEmpty()) {
      route.send(new CheckpointVotes(votes), current.active() ? 0 : 2);
    }
    List<CheckpointCertificate> proofs = takeUnsentProofs();
    if (!proofs.isEmpty()) {
      step.broadcast(new CheckpointProofs(proofs));
    }
  }

  long nextRepeatMillis() {
    return own.isEmpty() ? Long.MAX_VALUE : repeatedMillis + current.config().retransmitMillis();
  }

  /** Repeats the votes that have led to no certificate. */
  void repeat() {
    repeatedMillis = step.nowMillis();
    repeats++;
    List<CheckpointVote> votes = own.values().stream().limit(CheckpointVotes.MAX_VOTES).toList();
    route.send(new CheckpointVotes(votes), repeats);
  }

  int retained() {
    return own.size() + unsent.size() + unsentProofs.size();
  }
}
