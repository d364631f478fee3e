package org.healthchain.web.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class VisitTimeTest {
  private static final Instant AFTERNOON = Instant.parse("2026-11-22T14:05:00Z");

  @Test
  void readsWhatItShows() {
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    assertThat(VisitTime.show(AFTERNOON, zone)).isEqualTo("2026-11-22 22:05");
    assertThat(VisitTime.parse("2026-11-22 22:05", zone)).contains(AFTERNOON);
  }

  @Test
  void readsWhatPeopleMakeOfIt() {
    for (String typed :
        new String[] {
          "2026-11-22T14:05", " 2026/11/22  14:05 ", "2026.11.22, 14.05", "2026年11月22日 14时05分"
        }) {
      assertThat(VisitTime.parse(typed, ZoneOffset.UTC)).as(typed).contains(AFTERNOON);
    }
    assertThat(VisitTime.parse("2026-1-2 3:04", ZoneOffset.UTC))
        .contains(Instant.parse("2026-01-02T03:04:00Z"));
  }

  @Test
  void refusesDaysAndTimesThatDoNotExist() {
    for (String typed :
        new String[] {
          "2026-02-30 10:00",
          "2025-02-29 10:00",
          "2026-13-01 10:00",
          "2026-11-22 24:30",
          "2026-11-22 10:60",
          "2026-11-22",
          "22.11.2026 14:05",
          "yesterday",
          ""
        }) {
      assertThat(VisitTime.parse(typed, ZoneOffset.UTC)).as(typed).isEmpty();
    }
  }

  @Test
  void refusesTheHourThatSummerTimeSkips() {
    assertThat(VisitTime.parse("2026-03-29 02:30", ZoneId.of("Europe/Berlin"))).isEmpty();
  }
}
