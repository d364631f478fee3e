package org.healthchain.consensus.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.TransactionBytes;
import org.junit.jupiter.api.Test;

class ValidationsTest {
  private static Actions.Validation task(long token, int transactions) {
    TransactionBytes one = TransactionBytes.of(new byte[] {1});
    return new Actions.Validation(token, Collections.nCopies(transactions, one));
  }

  @Test
  void whatWaitsIsJudgedTogetherUpToTheBound() {
    Deque<Actions.Validation> waiting =
        new ArrayDeque<>(List.of(task(1, 24), task(2, 1_000), task(3, 1)));

    assertThat(Validations.takeTogether(waiting))
        .extracting(Actions.Validation::token)
        .containsExactly(1L, 2L);
    assertThat(waiting).hasSize(1);
  }

  @Test
  void aTaskBeyondTheBoundIsJudgedAlone() {
    Deque<Actions.Validation> waiting = new ArrayDeque<>(List.of(task(1, 8_192), task(2, 1)));

    assertThat(Validations.takeTogether(waiting)).hasSize(1);
  }

  @Test
  void afterACallNothingIsJudgedForTwiceItsLengthUnlessThereIsCompanyEnough() throws Exception {
    try (Judged judged = new Judged()) {
      judged.add(task(1, 1), 1_000);
      judged.answerAt(1_030);
      judged.add(task(2, 1), 1_040);
      judged.add(task(3, 1), 1_080);
      assertThat(judged.validations.nextWakeupMillis()).isEqualTo(1_090);
      judged.validations.tick(1_089);
      assertThat(judged.validations.nextWakeupMillis()).isEqualTo(1_090);
      judged.validations.tick(1_090);
      judged.answerAt(1_120);
      assertThat(judged.tokens).containsExactly(1L, 2L, 3L);
      assertThat(judged.calls).containsExactly(1, 2);

      judged.add(task(4, 1), 1_130);
      judged.add(task(5, Validations.COMPANY_TRANSACTIONS), 1_131);
      judged.answerAt(9_000);
      assertThat(judged.calls).containsExactly(1, 2, 1 + Validations.COMPANY_TRANSACTIONS);

      judged.add(task(6, 1), 9_001);
      assertThat(judged.validations.nextWakeupMillis())
          .isEqualTo(9_000 + Validations.MAX_REST_MILLIS);
    }
  }

  @Test
  void whatComesDuringACallThatTookNoTimeIsJudgedRightAfterIt() throws Exception {
    try (Judged judged = new Judged()) {
      judged.add(task(1, 1), 1_000);
      judged.add(task(2, 2), 1_000);
      judged.answerAt(1_000);
      judged.answerAt(1_000);
      assertThat(judged.calls).containsExactly(1, 2);
    }
  }

  /** A replica's thread that takes answers when the test says so. */
  private static final class Judged implements AutoCloseable {
    final List<Long> tokens = new ArrayList<>();
    final List<Integer> calls = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
    private final ApplicationRunner runner =
        new ApplicationRunner(new OwnThreads("test", Thread::new), answers::add);
    private long nowMillis;
    final Validations validations =
        new Validations(
            new TestLedger(null) {
              @Override
              public List<Verdict> validate(List<TransactionBytes> transactions) {
                calls.add(transactions.size());
                return super.validate(transactions);
              }
            },
            runner,
            () -> nowMillis,
            (token, verdicts) -> tokens.add(token));

    void add(Actions.Validation task, long atMillis) {
      validations.add(task, atMillis);
    }

    void answerAt(long atMillis) throws InterruptedException {
      Runnable answer = answers.poll(10, TimeUnit.SECONDS);
      assertThat(answer).as("an answer of the application").isNotNull();
      nowMillis = atMillis;
      answer.run();
    }

    @Override
    public void close() {
      runner.close();
    }
  }
}
