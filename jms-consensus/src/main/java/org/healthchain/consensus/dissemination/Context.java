package org.healthchain.consensus.dissemination;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.DisseminationMessage;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;

/** What the parts of one machine share: who and when it is, its ports, and what it is to do. */
final class Context {
  final ReplicaId self;
  DisseminationConfig config;
  final RandomSource random;
  final Ledger ledger;
  final DropCounters drops = new DropCounters();

  /** To whom holding vectors go first (collector mode); empty for everyone. */
  List<ReplicaId> audience = List.of();

  /** Peers whose beacons have stopped. */
  Set<ReplicaId> unheard = Set.of();

  /** So long a peer that did not receipt a hop gets no other, unless it is heard of. */
  private static final long SILENT_MILLIS = 10_000;

  private final IntFunction<DisseminationConfig> configs;
  private final Map<ReplicaId, Long> silentUntilMillis = new HashMap<>();
  private Institutions institutions;
  private long now;
  private long nextToken = 1;
  private final Map<Long, Consumer<List<Verdict>>> validations = new HashMap<>();

  private List<RelayBatch> store = new ArrayList<>();
  private List<Digest> discard = new ArrayList<>();
  private List<Actions.Transmission> sends = new ArrayList<>();
  private List<Actions.Validation> validate = new ArrayList<>();
  private List<Digest> held = new ArrayList<>();
  private List<Digest> available = new ArrayList<>();
  private List<Digest> invalid = new ArrayList<>();
  private List<Actions.Submission> submissions = new ArrayList<>();

  Context(
      ReplicaId self,
      IntFunction<DisseminationConfig> configs,
      Institutions institutions,
      Dissemination.Ports ports) {
    this.self = self;
    this.configs = configs;
    config = configs.apply(institutions.relays().size());
    this.institutions = institutions;
    this.random = ports.random();
    this.ledger = ports.ledger();
  }

  /** Time never runs backward here, whatever the host says. */
  void advanceTo(long nowMillis) {
    now = Math.max(now, nowMillis);
  }

  long now() {
    return now;
  }

  Institutions institutions() {
    return institutions;
  }

  void institutions(Institutions changed) {
    institutions = changed;
    config = configs.apply(changed.relays().size());
    drops.retain(changed);
    silentUntilMillis.keySet().removeIf(peer -> !changed.isRelay(peer));
  }

  boolean isRelay() {
    return institutions.isRelay(self);
  }

  List<ReplicaId> otherRelays() {
    return institutions.relaysBut(self);
  }

  /**
   * Relays that a transaction may go to next, this one included if it is one: so says Crowds, and
   * the publisher is any of them alike, whoever the source is. Of the others those are left out
   * whose beacons have stopped and who lately left a hop unreceipted, unless that leaves none.
   */
  List<ReplicaId> nextHops() {
    List<ReplicaId> answering = otherRelays();
    answering.removeIf(id -> unheard.contains(id) || silentUntilMillis.getOrDefault(id, 0L) > now);
    List<ReplicaId> hops = answering.isEmpty() ? otherRelays() : answering;
    if (isRelay()) {
      hops.add(self);
    }
    return hops;
  }

  void silent(ReplicaId peer) {
    silentUntilMillis.put(peer, now + SILENT_MILLIS);
  }

  void heard(ReplicaId peer) {
    silentUntilMillis.remove(peer);
  }

  int below(int bound) {
    return (int) random.below(bound);
  }

  <T> T pick(List<T> list) {
    return list.get(below(list.size()));
  }

  /** Fisher and Yates. */
  <T> void shuffle(List<T> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      int other = below(i + 1);
      T moved = list.set(other, list.get(i));
      list.set(i, moved);
    }
  }

  void store(RelayBatch batch) {
    store.add(batch);
  }

  void discard(Digest digest) {
    discard.add(digest);
  }

  void send(ReplicaId to, DisseminationMessage message) {
    sends.add(new Actions.Transmission(Optional.of(to), message));
  }

  void broadcast(DisseminationMessage message) {
    sends.add(new Actions.Transmission(Optional.empty(), message));
  }

  /** Has the host judge; {@code then} runs with as many verdicts as there are transactions. */
  void validate(List<TransactionBytes> transactions, Consumer<List<Verdict>> then) {
    long token = nextToken++;
    validations.put(token, then);
    validate.add(new Actions.Validation(token, transactions));
  }

  void validated(long token, List<Verdict> verdicts) {
    Consumer<List<Verdict>> then = validations.remove(token);
    if (then == null) {
      throw new IllegalArgumentException("no validation under way has the token " + token);
    }
    then.accept(verdicts);
  }

  int validationsUnderWay() {
    return validations.size();
  }

  void held(Digest digest) {
    held.add(digest);
  }

  void available(Digest digest) {
    available.add(digest);
  }

  void invalid(Digest digest) {
    invalid.add(digest);
  }

  void submission(Digest transactionId, SubmissionFate state) {
    submissions.add(new Actions.Submission(transactionId, state));
  }

  Actions take() {
    Actions actions =
        new Actions(store, discard, sends, validate, held, available, invalid, submissions);
    store = new ArrayList<>();
    discard = new ArrayList<>();
    sends = new ArrayList<>();
    validate = new ArrayList<>();
    held = new ArrayList<>();
    available = new ArrayList<>();
    invalid = new ArrayList<>();
    submissions = new ArrayList<>();
    return actions;
  }
}
