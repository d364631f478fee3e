package org.healthchain.consensus.dissemination;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.pacing.Pace;

/**
 * The transactions that were submitted here. Each is kept until it is executed or found invalid,
 * and sent by another path when it does not appear on the ledger in time.
 */
final class OwnSubmissions {
  /** A submission is overdue after this many times what submissions take of late. */
  private static final int PATIENCE = 3;

  private final Context context;
  private final Mix mix;
  private final Map<Digest, OwnTransaction> pending = new LinkedHashMap<>();
  private final DueQueue<Digest> resends = new DueQueue<>();

  /** From the submission to the execution. */
  private final Pace pace = new Pace();

  /** A transaction under way. */
  private static final class OwnTransaction {
    final TransactionBytes transaction;
    final long sinceMillis;
    final Set<ReplicaId> tried = new TreeSet<>();
    int attempts;
    long dueMillis;

    OwnTransaction(TransactionBytes transaction, long nowMillis) {
      this.transaction = transaction;
      sinceMillis = nowMillis;
    }
  }

  OwnSubmissions(Context context, Mix mix) {
    this.context = context;
    this.mix = mix;
  }

  void submit(TransactionBytes transaction) {
    Optional<Digest> id = context.ledger.idOf(transaction);
    if (id.isEmpty()) {
      // A transaction without an id is named by its hash, for want of a better name.
      context.submission(Digest.sha256(transaction.bytes()), SubmissionFate.INVALID);
    } else if (context.ledger.isExecuted(id.get())) {
      context.submission(id.get(), SubmissionFate.EXECUTED);
    } else if (pending.containsKey(id.get())) {
      context.submission(id.get(), SubmissionFate.ACCEPTED);
    } else if (pending.size() >= context.config.mix().maxPendingSubmissions()) {
      context.submission(id.get(), SubmissionFate.BUSY);
    } else {
      context.submission(id.get(), SubmissionFate.ACCEPTED);
      OwnTransaction fresh = new OwnTransaction(transaction, context.now());
      pending.put(id.get(), fresh);
      attempt(id.get(), fresh);
    }
  }

  void finished(Digest id, SubmissionFate state) {
    OwnTransaction done = pending.remove(id);
    if (done != null) {
      if (state == SubmissionFate.EXECUTED) {
        pace.took(context.now() - done.sinceMillis);
      }
      context.submission(id, state);
    }
  }

  int size() {
    return pending.size();
  }

  void tick() {
    for (Digest id : resends.take(context.now())) {
      OwnTransaction overdue = pending.get(id);
      // A timer may be left over from an earlier life of the same id.
      if (overdue == null || overdue.dueMillis > context.now()) {
        continue;
      }
      if (context.ledger.isExecuted(id)) {
        finished(id, SubmissionFate.EXECUTED);
        continue;
      }
      if (overdue.attempts == context.config.mix().stalledAfterResends() + 1) {
        context.submission(id, SubmissionFate.STALLED);
      }
      attempt(id, overdue);
    }
  }

  long nextWakeupMillis() {
    return resends.next();
  }

  private void attempt(Digest id, OwnTransaction entry) {
    entry.dueMillis = context.now() + backOffMillis(entry.attempts);
    entry.attempts++;
    resends.add(entry.dueMillis, id);
    // Validated like a relay's hop: both leave after the same kinds of delay.
    context.validate(List.of(entry.transaction), verdicts -> judged(id, entry, verdicts.get(0)));
  }

  private void judged(Digest id, OwnTransaction entry, Verdict verdict) {
    if (pending.get(id) != entry) {
      return;
    }
    if (verdict == Verdict.INVALID) {
      finished(id, SubmissionFate.INVALID);
    } else if (verdict == Verdict.VALID) {
      send(id, entry);
    }
  }

  private void send(Digest id, OwnTransaction entry) {
    List<ReplicaId> untried = context.nextHops();
    untried.removeAll(entry.tried);
    if (untried.isEmpty()) {
      entry.tried.clear();
      untried = context.nextHops();
    }
    if (!untried.isEmpty()) {
      ReplicaId firstHop = context.pick(untried);
      entry.tried.add(firstHop);
      mix.holdLocal(id, entry.transaction, firstHop);
    }
  }

  /**
   * Doubles with every attempt after the second, and a random quarter more so that resends do not
   * come in step. While everything takes long nothing is sent again early: another copy would only
   * make it take longer.
   */
  private long backOffMillis(int attempts) {
    MixConfig mixConfig = context.config.mix();
    long firstMillis = Math.max(mixConfig.firstResendMillis(), PATIENCE * pace.roundMillis());
    long doubled = firstMillis << Math.min(Math.max(0, attempts - 1), 20);
    long base = Math.min(doubled, mixConfig.maxResendMillis());
    return base + context.random.below(base / 4 + 1);
  }
}
