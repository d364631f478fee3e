package org.healthchain.consensus.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * Has transactions judged, one call of the application at a time, with a rest after each call
 * unless much waits. What comes meanwhile is judged together by the next call: group signatures
 * cost a tenth in a batch of what they cost alone, so that a server that falls behind gets faster.
 * Used by the replica's thread alone.
 */
final class Validations {
  /** Beyond this a further transaction in one call saves next to nothing. */
  static final int MAX_TRANSACTIONS = 1_024;

  /** With so many there is company enough. */
  static final int COMPANY_TRANSACTIONS = 256;

  /** After a call of length d nothing begins for this many times d, */
  private static final int REST_FACTOR = 2;

  /** but never for longer than this. */
  static final long MAX_REST_MILLIS = 200;

  private final Application application;
  private final ApplicationRunner runner;
  private final LongSupplier clock;
  private final Answer answer;
  private final Deque<Actions.Validation> waiting = new ArrayDeque<>();
  private int waitingTransactions;
  private boolean underWay;
  private long begunMillis;
  private long restUntilMillis;

  /** Takes the verdicts of one task, in the order of its transactions. */
  @FunctionalInterface
  interface Answer {
    void judged(long token, List<Verdict> verdicts);
  }

  /**
   * @param clock the time at which an answer of the application is taken, in milliseconds
   */
  Validations(
      Application application, ApplicationRunner runner, LongSupplier clock, Answer answer) {
    this.application = application;
    this.runner = runner;
    this.clock = clock;
    this.answer = answer;
  }

  void add(Actions.Validation task, long nowMillis) {
    waiting.add(task);
    waitingTransactions += task.transactions().size();
    judgeIfDue(nowMillis);
  }

  void tick(long nowMillis) {
    judgeIfDue(nowMillis);
  }

  long nextWakeupMillis() {
    return waiting.isEmpty() || underWay ? Long.MAX_VALUE : restUntilMillis;
  }

  private void judgeIfDue(long nowMillis) {
    boolean rested = nowMillis >= restUntilMillis || waitingTransactions >= COMPANY_TRANSACTIONS;
    if (!underWay && !waiting.isEmpty() && rested) {
      judgeWhatWaits(nowMillis);
    }
  }

  private void judgeWhatWaits(long nowMillis) {
    List<Actions.Validation> tasks = takeTogether(waiting);
    List<TransactionBytes> transactions = new ArrayList<>();
    tasks.forEach(task -> transactions.addAll(task.transactions()));
    waitingTransactions -= transactions.size();
    underWay = true;
    begunMillis = nowMillis;
    runner.validate(
        () -> application.validate(transactions),
        () -> transactions.stream().map(one -> Verdict.UNDECIDED).toList(),
        verdicts -> judged(tasks, verdicts));
  }

  /** At least one task, whatever its size; further ones while all fit one call. */
  static List<Actions.Validation> takeTogether(Deque<Actions.Validation> waiting) {
    List<Actions.Validation> tasks = new ArrayList<>();
    int transactions = 0;
    while (!waiting.isEmpty()) {
      transactions += waiting.peek().transactions().size();
      if (!tasks.isEmpty() && transactions > MAX_TRANSACTIONS) {
        break;
      }
      tasks.add(waiting.remove());
    }
    return tasks;
  }

  private void judged(List<Actions.Validation> tasks, List<Verdict> verdicts) {
    int from = 0;
    for (Actions.Validation task : tasks) {
      int to = from + task.transactions().size();
      answer.judged(task.token(), verdicts.subList(from, to));
      from = to;
    }
    underWay = false;
    long now = clock.getAsLong();
    restUntilMillis = now + Math.min(MAX_REST_MILLIS, REST_FACTOR * (now - begunMillis));
    judgeIfDue(now);
  }
}
