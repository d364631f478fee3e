package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.healthchain.consensus.message.BatchFetch;
import org.healthchain.consensus.message.BatchFetched;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;

/** Asks one holder after the other for batches that are missing here. */
final class BatchFetcher {
  /** An hour or so: by then another view has proposed something else. */
  private static final int PROPOSAL_ATTEMPTS = 1000;

  /** A lane's gap is given up after so many, and found again if it matters still. */
  private static final int LANE_ATTEMPTS = 6;

  /** Proposals name at most this many missing batches at a time. */
  private static final int MAX_PROPOSED = 8192;

  private final Context context;
  private final Map<Digest, Want> wants = new LinkedHashMap<>();
  private final Map<Long, Want> asked = new LinkedHashMap<>();
  private final Timers<Want> timeouts = new Timers<>();
  private BiConsumer<RelayBatch, Boolean> onFetched = (batch, wanted) -> {};
  private int proposed;

  /** A batch that is missing. */
  private static final class Want {
    final Digest digest;
    final int ancestors;
    final Optional<ReplicaId> hint;
    boolean forProposal;
    int attempts;
    long nonce;
    ReplicaId peer;

    Want(Digest digest, long ancestors, Optional<ReplicaId> hint, boolean forProposal) {
      this.digest = digest;
      this.ancestors = (int) Math.max(0, Math.min(ancestors, BatchFetch.MAX_ANCESTORS));
      this.hint = hint;
      this.forProposal = forProposal;
    }
  }

  BatchFetcher(Context context) {
    this.context = context;
  }

  void deliverTo(BiConsumer<RelayBatch, Boolean> receiver) {
    onFetched = receiver;
  }

  void wantForLane(Digest digest, long ancestors, ReplicaId hint) {
    if (!wants.containsKey(digest)
        && wants.size() - proposed < context.config.holding().maxFetches()) {
      ask(want(new Want(digest, ancestors, Optional.of(hint), false)));
    }
  }

  void wantForProposal(Digest digest, Optional<ReplicaId> hint) {
    Want known = wants.get(digest);
    if (known != null) {
      proposed += known.forProposal ? 0 : 1;
      known.forProposal = true;
    } else if (proposed < MAX_PROPOSED) {
      proposed++;
      ask(want(new Want(digest, 0, hint, true)));
    }
  }

  /** The batch came, or is no longer needed. True when a proposal had asked for it. */
  boolean arrived(Digest digest) {
    Want want = wants.remove(digest);
    if (want == null) {
      return false;
    }
    asked.remove(want.nonce);
    proposed -= want.forProposal ? 1 : 0;
    return want.forProposal;
  }

  void received(ReplicaId peer, BatchFetched answer) {
    Want want = asked.get(answer.nonce());
    if (want == null || !peer.equals(want.peer)) {
      context.drops.count(peer, DropReason.UNSOLICITED);
      return;
    }
    asked.remove(answer.nonce());
    if (answer.batches().isEmpty()) {
      askAnotherUnlessAllWereAsked(want);
    } else if (!isChainFrom(want.digest, answer.batches())) {
      context.drops.count(peer, DropReason.WRONG_ANSWER);
      askAnotherUnlessAllWereAsked(want);
    } else {
      boolean forProposal = arrived(want.digest);
      onFetched.accept(answer.batches().get(0), forProposal);
      answer.batches().stream().skip(1).forEach(batch -> onFetched.accept(batch, false));
    }
  }

  void tick() {
    for (Want want : timeouts.take(context.now())) {
      if (wants.get(want.digest) != want) {
        continue;
      }
      asked.remove(want.nonce);
      if (want.attempts >= (want.forProposal ? PROPOSAL_ATTEMPTS : LANE_ATTEMPTS)) {
        arrived(want.digest);
      } else {
        ask(want);
      }
    }
  }

  long nextWakeupMillis() {
    return wants.isEmpty() ? Long.MAX_VALUE : timeouts.next();
  }

  int size() {
    return wants.size();
  }

  private Want want(Want want) {
    wants.put(want.digest, want);
    return want;
  }

  private void askAnotherUnlessAllWereAsked(Want want) {
    if (want.attempts < context.institutions().relays().size()) {
      send(want);
    }
  }

  /** Asks, and sees to it that another is asked later. */
  private void ask(Want want) {
    long patience = Math.min(Math.max(1, want.attempts), 10);
    timeouts.add(context.now() + context.config.holding().fetchTimeoutMillis() * patience, want);
    send(want);
  }

  private void send(Want want) {
    List<ReplicaId> others = new ArrayList<>(context.otherRelays());
    if (others.isEmpty()) {
      return;
    }
    boolean useHint = want.attempts == 0 && want.hint.filter(others::contains).isPresent();
    if (want.peer != null && others.size() > 1) {
      others.remove(want.peer);
    }
    want.peer = useHint ? want.hint.get() : context.pick(others);
    want.nonce = context.random.below(Long.MAX_VALUE);
    want.attempts++;
    asked.put(want.nonce, want);
    context.send(want.peer, new BatchFetch(want.nonce, want.digest, want.ancestors));
  }

  private static boolean isChainFrom(Digest newest, List<RelayBatch> batches) {
    Digest expected = newest;
    RelayBatch above = null;
    for (RelayBatch batch : batches) {
      boolean sameLane =
          above == null
              || (batch.relay().equals(above.relay())
                  && batch.incarnation() == above.incarnation()
                  && batch.sequence() == above.sequence() - 1);
      if (!sameLane || !batch.digest().equals(expected)) {
        return false;
      }
      expected = batch.previous();
      above = batch;
    }
    return true;
  }
}
