package org.healthchain.consensus.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.replica.Trouble.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ApplicationRunnerTest {
  private final LinkedBlockingQueue<Runnable> replicaThread = new LinkedBlockingQueue<>();

  @Test
  @Timeout(30)
  void aCallThatFailsIsToldAndRepeatedUntilItSucceeds() throws InterruptedException {
    Trouble trouble = Trouble.at(new SequenceNumber(7), Kind.EXECUTION);
    AtomicBoolean broken = new AtomicBoolean(true);
    CountDownLatch failed = new CountDownLatch(2);
    AtomicBoolean done = new AtomicBoolean();
    try (ApplicationRunner runner =
        new ApplicationRunner(new OwnThreads("test", Thread::new), replicaThread::add)) {
      runner.change(
          trouble,
          () -> {
            if (broken.get()) {
              failed.countDown();
              throw new IllegalStateException("the database is away");
            }
            return true;
          },
          done::set);
      failed.await();
      assertThat(runner.trouble()).contains(trouble);
      assertThat(done).isFalse();

      broken.set(false);
      replicaThread.poll(20, TimeUnit.SECONDS).run();
      assertThat(done).isTrue();
      assertThat(runner.trouble()).isEmpty();
    }
  }

  @Test
  @Timeout(30)
  void aConflictIsNotRepeatedButThrownOnTheReplicasThread() throws InterruptedException {
    Trouble trouble = Trouble.at(new SequenceNumber(7), Kind.EXECUTION);
    try (ApplicationRunner runner =
        new ApplicationRunner(new OwnThreads("test", Thread::new), replicaThread::add)) {
      runner.change(
          trouble,
          () -> {
            throw new LedgerConflictException("another block stands at 7");
          },
          done -> {});
      Runnable answer = replicaThread.poll(20, TimeUnit.SECONDS);

      assertThatThrownBy(answer::run).isInstanceOf(LedgerConflictException.class);
      assertThat(runner.trouble()).contains(trouble);
    }
  }

  @Test
  void troubleNamesTheBlockItConcernsAndNoOther() {
    assertThat(Trouble.at(new SequenceNumber(7), Kind.BATCHES_MISSING))
        .hasToString("batches are missing for block #7");
    assertThat(Trouble.of(Kind.STOPPED)).hasToString("the replica has stopped");
    assertThatThrownBy(() -> new Trouble(Kind.EXECUTION, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Trouble.at(new SequenceNumber(7), Kind.STOPPED))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
