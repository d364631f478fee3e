package org.healthchain.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.healthchain.server.audit.AuditOutcome.Kind;
import org.junit.jupiter.api.Test;

class AuditOutcomeTest {
  @Test
  void whatIsStoredIsReadAgain() {
    for (Kind kind : Kind.values()) {
      AuditOutcome outcome = new AuditOutcome(kind, Collections.nCopies(kind.numbers(), 7L));
      assertThat(AuditOutcome.parse(outcome.toString())).contains(outcome);
    }
    assertThat(AuditOutcome.of(Kind.FOUND, 500, 0)).hasToString("FOUND 500 0");
  }

  @Test
  void anythingElseIsNoOutcome() {
    for (String stored :
        List.of(
            "",
            "asked",
            "found 1 1",
            "FOUND",
            "FOUND 1",
            "FOUND 1 1 1",
            "FOUND 1  1",
            "FOUND 1 -1",
            "FOUND 1 x",
            "FOUND 1 1234567890123456789")) {
      assertThat(AuditOutcome.parse(stored)).as(stored).isEmpty();
    }
  }

  @Test
  void anOutcomeTakesAsManyNumbersAsItsKindSays() {
    assertThatThrownBy(() -> AuditOutcome.of(Kind.FOUND, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
