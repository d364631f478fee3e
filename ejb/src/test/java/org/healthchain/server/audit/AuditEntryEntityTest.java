package org.healthchain.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditEntryEntityTest {
  private static final byte[] START = new byte[AuditEntryEntity.HASH_BYTES];

  private static final AuditOutcome REQUESTED = AuditOutcome.of(AuditOutcome.Kind.REQUESTED);
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<String> TEXTS =
      List.of("m", "REVOKE", "institution-3", "left the region", "ORDERED 3");

  private static byte[] hash(byte[] previous, long number, long atMillis, List<String> texts) {
    return AuditEntryEntity.hash(previous, number, atMillis, texts.toArray(String[]::new));
  }

  private static final byte[] HASH =
      new AuditEntryEntity(
              1,
              AT,
              START,
              new AuditEvent(
                  "m",
                  AuditAction.REVOKE,
                  "institution-3",
                  "left the region",
                  AuditOutcome.of(AuditOutcome.Kind.ORDERED, 3)))
          .hash();

  @Test
  void theHashIsThatOfPredecessorNumberTimeAndTexts() {
    assertThat(HASH).isEqualTo(hash(START, 1, AT.toEpochMilli(), TEXTS));
  }

  @Test
  void anotherPredecessorNumberOrTimeGivesAnotherHash() {
    byte[] other = START.clone();
    other[31] = 1;
    assertThat(hash(other, 1, AT.toEpochMilli(), TEXTS)).isNotEqualTo(HASH);
    assertThat(hash(START, 2, AT.toEpochMilli(), TEXTS)).isNotEqualTo(HASH);
    assertThat(hash(START, 1, AT.toEpochMilli() + 1, TEXTS)).isNotEqualTo(HASH);
  }

  @Test
  void changingAnyTextGivesAnotherHash() {
    for (int i = 0; i < TEXTS.size(); i++) {
      List<String> changed = new ArrayList<>(TEXTS);
      changed.set(i, TEXTS.get(i) + "x");
      assertThat(hash(START, 1, AT.toEpochMilli(), changed)).as("text %d", i).isNotEqualTo(HASH);
    }
  }

  @Test
  void movingLettersBetweenFieldsChangesTheHash() {
    AuditEntryEntity one = new AuditEntryEntity(1, Instant.EPOCH, START, invited("ab", "c"));
    AuditEntryEntity two = new AuditEntryEntity(1, Instant.EPOCH, START, invited("a", "bc"));
    assertThat(one.hash()).isNotEqualTo(two.hash());
  }

  private static AuditEvent invited(String actor, String subject) {
    return new AuditEvent(actor, AuditAction.INVITE, subject, "", REQUESTED);
  }

  @Test
  void tooLongATextIsRefused() {
    String tooLong = "x".repeat(AuditEvent.MAX_TEXT_CHARS + 1);
    assertThatThrownBy(() -> new AuditEvent("m", AuditAction.INVITE, "s", tooLong, REQUESTED))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
