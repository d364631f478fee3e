package org.healthchain.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.healthchain.server.intake.Finding.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitTimeTest {
  private static final Instant AFTERNOON = Instant.parse("2026-11-22T14:05:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void readsWhatItShows() {
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    assertThat(VisitTime.show(AFTERNOON, zone)).isEqualTo("2026-11-22 22:05");
    assertThat(VisitTime.read("2026-11-22 22:05", zone).time())
        .isEqualTo(OffsetDateTime.parse("2026-11-22T22:05+08:00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T14:05",
        " 2026/11/22  14:05 ",
        "2026.11.22, 14.05",
        "2026年11月22日 14时05分",
        "2026-11-22T14:05:00Z",
        "2026-11-22 22:05 +08:00",
        "2026-11-22 22:05 UTC+8",
        "2026-11-22 22:05 (UTC+08:00)",
        "2026-11-22 09:05-0500",
        "2026-11-22 09:05 −05:00"
      })
  void readsWhatPeopleMakeOfIt(String typed) {
    OffsetDateTime time = VisitTime.read(typed, ZoneOffset.UTC).time();
    assertThat(time).as(typed).isNotNull();
    assertThat(time.toInstant()).isEqualTo(AFTERNOON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30 10:00",
        "2025-02-29 10:00",
        "2026-13-01 10:00",
        "2026-11-22 24:30",
        "2026-11-22 10:60",
        "2026-11-22 10:00 +25:00",
        "2026-11-22",
        "22.11.2026 14:05",
        "yesterday"
      })
  void refusesDaysAndTimesThatDoNotExist(String typed) {
    assertThat(kind(typed, ZoneOffset.UTC)).isEqualTo(Kind.TIME_IMPOSSIBLE);
    assertThat(kind(typed, null)).isEqualTo(Kind.TIME_IMPOSSIBLE);
  }

  @Test
  void aTimeWithoutOffsetNeedsAZone() {
    assertThat(kind("2026-11-22T14:05:00", null)).isEqualTo(Kind.TIME_WITHOUT_OFFSET);
    assertThat(kind(" ", null)).isEqualTo(Kind.TIME_EMPTY);
    assertThat(kind("", BERLIN)).isEqualTo(Kind.TIME_EMPTY);
  }

  @Test
  void keepsTheOffsetThatWasWritten() {
    assertThat(VisitTime.read("2026-01-01T00:30:00+08:00", null).time())
        .isEqualTo(OffsetDateTime.parse("2026-01-01T00:30:00+08:00"));
  }

  @Test
  void refusesTheHourThatSummerTimeSkips() {
    Finding finding = VisitTime.read("2026-03-29 02:30", BERLIN).finding();
    assertThat(finding)
        .isEqualTo(Finding.of(VisitField.VISIT_TIME, Kind.TIME_SKIPPED, "+01:00", "+02:00"));
  }

  @Test
  void asksWhichOfTheTwoHoursBeforeWinterIsMeant() {
    Finding finding = VisitTime.read("2025-10-26 02:30", BERLIN).finding();
    assertThat(finding)
        .isEqualTo(Finding.of(VisitField.VISIT_TIME, Kind.TIME_AMBIGUOUS, "+02:00", "+01:00"));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-10-26 02:30 +02:00, 2025-10-26T00:30:00Z",
    "2025-10-26 02:30 +01:00, 2025-10-26T01:30:00Z"
  })
  void takesTheOneThatTheOffsetNames(String typed, Instant meant) {
    assertThat(VisitTime.read(typed, BERLIN).time().toInstant()).isEqualTo(meant);
    assertThat(VisitTime.show(meant, BERLIN)).isEqualTo(typed);
  }

  private static Kind kind(String typed, ZoneId zone) {
    VisitTime read = VisitTime.read(typed, zone);
    assertThat(read.time()).as(typed).isNull();
    return read.finding().kind();
  }
}
