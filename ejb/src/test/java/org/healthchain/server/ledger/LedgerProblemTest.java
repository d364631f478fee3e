package org.healthchain.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.healthchain.server.ledger.LedgerProblem.Kind;
import org.healthchain.server.transaction.Malformation;
import org.junit.jupiter.api.Test;

class LedgerProblemTest {
  @Test
  void everyKindSaysInEnglishAllThatItNames() {
    for (Kind kind : Kind.values()) {
      Object[] arguments =
          IntStream.range(0, kind.arguments()).mapToObj(i -> "argument-" + i).toArray();
      String words = LedgerProblem.of(kind, arguments).toString();
      assertThat(words).as(kind.name()).doesNotContain("%s").isNotBlank();
      for (Object argument : arguments) {
        assertThat(words).as(kind.name()).contains(argument.toString());
      }
    }
  }

  @Test
  void aTransactionIsNamedByItsIndex() {
    assertThat(LedgerProblem.of(Kind.TRANSACTION_SIGNATURE, 3))
        .hasToString("transaction 3: the signature is not valid");
  }

  @Test
  void theWayInWhichBytesAreMalformedIsToldWithItsNumbers() {
    for (Malformation.Kind kind : Malformation.Kind.values()) {
      long[] numbers = IntStream.range(0, kind.numbers()).mapToLong(i -> 71 + i).toArray();
      Malformation how = Malformation.of(kind, numbers);
      LedgerProblem problem = LedgerProblem.of(Kind.HEADER_MALFORMED, how);
      assertThat(problem.arguments()).containsExactly(how);
      assertThat(problem.toString()).doesNotContain("%s").contains(how.toString());
      for (long number : numbers) {
        assertThat(how.toString()).contains(Long.toString(number));
      }
    }
    assertThatThrownBy(() -> Malformation.of(Malformation.Kind.VERSION))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKindTakesAsManyArgumentsAsItsTextNames() {
    assertThatThrownBy(() -> LedgerProblem.of(Kind.SIZE, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LedgerProblem.of(Kind.TRANSACTION_BODY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
