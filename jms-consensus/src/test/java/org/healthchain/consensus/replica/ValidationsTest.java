package org.healthchain.consensus.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.healthchain.consensus.dissemination.Actions;
import org.healthchain.consensus.message.TransactionBytes;
import org.junit.jupiter.api.Test;

class ValidationsTest {
  private static Actions.Validation task(long token, int transactions) {
    TransactionBytes one = TransactionBytes.of(new byte[] {1});
    return new Actions.Validation(token, true, Collections.nCopies(transactions, one));
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
}
