package org.healthchain.consensus.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.TransactionBytes;

/**
 * Has transactions judged, one call of the application at a time. What comes meanwhile is judged
 * together by the next call: group signatures cost a tenth in a batch of what they cost alone, so
 * that a server that falls behind gets faster. Used by the replica's thread alone.
 */
final class Validations {
  /** Beyond this a further transaction in one call saves next to nothing. */
  static final int MAX_TRANSACTIONS = 1_024;

  private final Application application;
  private final ApplicationRunner runner;
  private final Answer answer;
  private final Deque<Actions.Validation> waiting = new ArrayDeque<>();
  private boolean underWay;

  /** Takes the verdicts of one task, in the order of its transactions. */
  @FunctionalInterface
  interface Answer {
    void judged(long token, List<Verdict> verdicts);
  }

  Validations(Application application, ApplicationRunner runner, Answer answer) {
    this.application = application;
    this.runner = runner;
    this.answer = answer;
  }

  void add(Actions.Validation task) {
    waiting.add(task);
    if (!underWay) {
      judgeWhatWaits();
    }
  }

  private void judgeWhatWaits() {
    List<Actions.Validation> tasks = takeTogether(waiting);
    List<TransactionBytes> transactions = new ArrayList<>();
    tasks.forEach(task -> transactions.addAll(task.transactions()));
    underWay = true;
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
    if (!waiting.isEmpty()) {
      judgeWhatWaits();
    }
  }
}
