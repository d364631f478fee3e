package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.healthchain.consensus.message.BatchFetch;
import org.healthchain.consensus.message.BatchFetched;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Asks for batches that are missing here: first who is known to hold them, and when no answer comes
 * soon, more and more of them at once, up to f+1, one of whom is honest. A peer is asked for a
 * batch once in a round; rounds follow each other ever more slowly.
 */
final class BatchFetcher {
  /** Some minutes: by then another view has proposed something else. */
  private static final int PROPOSAL_ROUNDS = 60;

  /** A lane's gap is given up after so many, and found again if it matters still. */
  private static final int LANE_ROUNDS = 6;

  /** Proposals name at most this many missing batches at a time. */
  private static final int MAX_PROPOSED = 8192;

  /** In this part of the fetch timeout an honest holder's answer is expected. */
  private static final int SOON = 5;

  /** Who left a fetch unanswered is asked after the others for so long. */
  private static final long SLOW_MILLIS = 10_000;

  /** Answers remembered that may still come and are not needed any more. */
  private static final int MAX_LATE = 1024;

  private final Context context;
  private final Map<Digest, Want> wants = new LinkedHashMap<>();
  private final Map<Long, Ask> asked = new HashMap<>();
  private final Memory<Long> late = new Memory<>(MAX_LATE);
  private final Map<ReplicaId, Long> slowUntilMillis = new HashMap<>();
  private final DueQueue<Want> timeouts = new DueQueue<>();
  private BiConsumer<RelayBatch, Boolean> onFetched = (batch, wanted) -> {};
  private Function<Digest, Set<ReplicaId>> holders = digest -> Set.of();
  private int proposed;

  /** A batch that is missing. */
  private static final class Want {
    final Digest digest;
    final int ancestors;
    final Optional<ReplicaId> hint;
    boolean forProposal;
    int rounds;
    long roundEndsMillis;

    /** How many more are asked when no answer has come soon. */
    int next;

    /** Whom this round has asked. */
    final Set<ReplicaId> inRound = new TreeSet<>();

    /** Whom earlier rounds have asked in vain; empty again when that is everyone. */
    final Set<ReplicaId> tried = new TreeSet<>();

    /** Nonces of what this round has asked and nobody has answered. */
    final Set<Long> open = new TreeSet<>();

    Want(Digest digest, long ancestors, Optional<ReplicaId> hint, boolean forProposal) {
      this.digest = digest;
      this.ancestors = (int) Math.max(0, Math.min(ancestors, BatchFetch.MAX_ANCESTORS));
      this.hint = hint;
      this.forProposal = forProposal;
    }
  }

  private record Ask(Want want, ReplicaId peer, long sinceMillis) {}

  BatchFetcher(Context context) {
    this.context = context;
  }

  void deliverTo(BiConsumer<RelayBatch, Boolean> receiver) {
    onFetched = receiver;
  }

  /** Who said that it holds a batch. */
  void learnHoldersFrom(Function<Digest, Set<ReplicaId>> source) {
    holders = source;
  }

  void wantForLane(Digest digest, long ancestors, ReplicaId hint) {
    if (!wants.containsKey(digest)
        && wants.size() - proposed < context.config.holding().maxFetches()) {
      beginRound(want(new Want(digest, ancestors, Optional.of(hint), false)));
    }
  }

  void wantForProposal(Digest digest, Optional<ReplicaId> hint) {
    Want known = wants.get(digest);
    if (known != null) {
      proposed += known.forProposal ? 0 : 1;
      known.forProposal = true;
    } else if (proposed < MAX_PROPOSED) {
      proposed++;
      beginRound(want(new Want(digest, 0, hint, true)));
    }
  }

  /** The batch came, or is no longer needed. True when a proposal had asked for it. */
  boolean arrived(Digest digest) {
    Want want = wants.remove(digest);
    if (want == null) {
      return false;
    }
    close(want);
    proposed -= want.forProposal ? 1 : 0;
    return want.forProposal;
  }

  void received(ReplicaId peer, BatchFetched answer) {
    Ask ask = asked.get(answer.nonce());
    if (ask == null || !peer.equals(ask.peer())) {
      if (!late.contains(answer.nonce())) {
        context.drops.count(peer, DropReason.UNSOLICITED);
      }
      return;
    }
    Want want = ask.want();
    asked.remove(answer.nonce());
    want.open.remove(answer.nonce());
    if (answer.batches().isEmpty()) {
      send(want);
    } else if (!isChainFrom(want.digest, answer.batches())) {
      context.drops.count(peer, DropReason.WRONG_ANSWER);
      send(want);
    } else {
      slowUntilMillis.remove(peer);
      boolean forProposal = arrived(want.digest);
      onFetched.accept(answer.batches().get(0), forProposal);
      answer.batches().stream().skip(1).forEach(batch -> onFetched.accept(batch, false));
    }
  }

  void retain(Institutions institutions) {
    slowUntilMillis.keySet().removeIf(peer -> !institutions.isRelay(peer));
    if (!context.isRelay()) {
      List.copyOf(wants.keySet()).forEach(this::arrived);
    }
  }

  void tick() {
    for (Want want : timeouts.take(context.now())) {
      if (wants.get(want.digest) != want) {
        continue;
      }
      noteWhoIsSlow(want);
      if (context.now() < want.roundEndsMillis) {
        askMore(want);
      } else if (want.rounds >= (want.forProposal ? PROPOSAL_ROUNDS : LANE_ROUNDS)) {
        arrived(want.digest);
      } else {
        beginRound(want);
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

  private void beginRound(Want want) {
    close(want);
    want.tried.addAll(want.inRound);
    want.inRound.clear();
    if (want.tried.containsAll(context.otherRelays())) {
      want.tried.clear();
    }
    long patience = Math.min(Math.max(1, want.rounds), 10);
    want.rounds++;
    want.roundEndsMillis = context.now() + context.config.holding().fetchTimeoutMillis() * patience;
    want.next = 1;
    askMore(want);
  }

  /** Asks twice as many as the last time, and sees to it that the want is looked at again. */
  private void askMore(Want want) {
    int enough = context.institutions().availabilityQuorum();
    for (int i = 0; i < want.next && want.open.size() < enough; i++) {
      send(want);
    }
    want.next *= 2;
    boolean more = want.open.size() < enough && !candidates(want).isEmpty();
    long soon = context.now() + soonMillis();
    timeouts.add(more ? Math.min(soon, want.roundEndsMillis) : want.roundEndsMillis, want);
  }

  private void send(Want want) {
    List<ReplicaId> candidates = candidates(want);
    if (candidates.isEmpty()) {
      return;
    }
    Set<ReplicaId> holding = holders.apply(want.digest);
    int best = candidates.stream().mapToInt(peer -> rank(want, holding, peer)).min().getAsInt();
    candidates.removeIf(peer -> rank(want, holding, peer) > best);
    ReplicaId peer = context.pick(candidates);
    long nonce = context.random.below(Long.MAX_VALUE);
    want.inRound.add(peer);
    want.open.add(nonce);
    asked.put(nonce, new Ask(want, peer, context.now()));
    context.send(peer, new BatchFetch(nonce, want.digest, want.ancestors));
  }

  private List<ReplicaId> candidates(Want want) {
    List<ReplicaId> others = new ArrayList<>(context.otherRelays());
    others.removeAll(want.inRound);
    return others;
  }

  /** The less the sooner: who was not tried before who was, holders first, the slow last. */
  private int rank(Want want, Set<ReplicaId> holding, ReplicaId peer) {
    boolean holds = holding.contains(peer) || want.hint.filter(peer::equals).isPresent();
    boolean slow = slowUntilMillis.getOrDefault(peer, 0L) > context.now();
    return (want.tried.contains(peer) ? 4 : 0) + (holds ? 0 : 2) + (slow ? 1 : 0);
  }

  private void noteWhoIsSlow(Want want) {
    for (long nonce : want.open) {
      Ask ask = asked.get(nonce);
      if (ask != null && context.now() - ask.sinceMillis() >= soonMillis()) {
        slowUntilMillis.put(ask.peer(), context.now() + SLOW_MILLIS);
      }
    }
  }

  private long soonMillis() {
    return Math.max(1, context.config.holding().fetchTimeoutMillis() / SOON);
  }

  /** What this round has asked is not waited for any more. */
  private void close(Want want) {
    for (long nonce : want.open) {
      asked.remove(nonce);
      late.add(nonce);
    }
    want.open.clear();
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
