package org.healthchain.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEntryEntityTest {
  private static final byte[] START = new byte[AuditEntryEntity.HASH_BYTES];

  private static AuditEntryEntity entry() {
    return new AuditEntryEntity(
        1,
        Instant.parse("2026-11-22T10:00:00Z"),
        START,
        new AuditEvent("m", AuditAction.REVOKE, "institution-3", "left the region", "done"));
  }

  @Test
  void anUnalteredEntryFollowsItsPredecessor() {
    assertThat(entry().follows(1, START)).isTrue();
  }

  @Test
  void anEntryDoesNotFollowAnotherPredecessorOrNumber() {
    byte[] other = START.clone();
    other[31] = 1;
    assertThat(entry().follows(1, other)).isFalse();
    assertThat(entry().follows(2, START)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"actor", "action", "subject", "reason", "outcome"})
  void changingAnyTextIsFound(String field) throws ReflectiveOperationException {
    AuditEntryEntity entry = entry();
    Field member = AuditEntryEntity.class.getDeclaredField(field);
    member.setAccessible(true);
    member.set(entry, member.get(entry) + "x");
    assertThat(entry.follows(1, START)).isFalse();
  }

  @Test
  void changingTheTimeIsFound() throws ReflectiveOperationException {
    AuditEntryEntity entry = entry();
    Field member = AuditEntryEntity.class.getDeclaredField("atMillis");
    member.setAccessible(true);
    member.setLong(entry, member.getLong(entry) + 1);
    assertThat(entry.follows(1, START)).isFalse();
  }

  @Test
  void movingLettersBetweenFieldsChangesTheHash() {
    AuditEntryEntity one =
        new AuditEntryEntity(
            1, Instant.EPOCH, START, new AuditEvent("ab", AuditAction.INVITE, "c", "", ""));
    AuditEntryEntity two =
        new AuditEntryEntity(
            1, Instant.EPOCH, START, new AuditEvent("a", AuditAction.INVITE, "bc", "", ""));
    assertThat(one.hash()).isNotEqualTo(two.hash());
  }

  @Test
  void tooLongATextIsRefused() {
    String tooLong = "x".repeat(AuditEvent.MAX_TEXT_CHARS + 1);
    assertThatThrownBy(() -> new AuditEvent("m", AuditAction.INVITE, "s", tooLong, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
