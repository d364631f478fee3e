package org.healthchain.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.healthchain.server.transaction.DayKey;
import org.junit.jupiter.api.Test;

class DayKeyServiceBeanTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  /** The timer looks every ten minutes. */
  private static final Duration TIMER = Duration.ofMinutes(10);

  private final PublicKey key = newKey();

  private static PublicKey newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(3072);
      return generator.generateKeyPair().getPublic();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aKeyIsValidForADayAndAcceptedForTwoMore() {
    DayKey day = DayKeyServiceBean.from(key, NOON);
    assertThat(day.publicKey().bytes()).isEqualTo(key.getEncoded());
    assertThat(day.validFromMillis()).isEqualTo(NOON.toEpochMilli());
    assertThat(Instant.ofEpochMilli(day.validUntilMillis())).isEqualTo("2026-11-24T12:00:00Z");
    assertThat(Instant.ofEpochMilli(day.graceUntilMillis())).isEqualTo("2026-11-26T12:00:00Z");
  }

  @Test
  void aNewKeyIsDueAnHourBeforeTheNewestEndsAndNotBefore() {
    List<DayKey> newest = List.of(DayKeyServiceBean.from(key, NOON));
    Instant due = NOON.plus(Duration.ofHours(23));
    assertThat(DayKeyServiceBean.due(newest, NOON)).isFalse();
    assertThat(DayKeyServiceBean.due(newest, due.minusMillis(1))).isFalse();
    assertThat(DayKeyServiceBean.due(newest, due)).isTrue();
    assertThat(DayKeyServiceBean.due(newest, due.plus(Duration.ofDays(30)))).isTrue();
  }

  @Test
  void aManagerWithoutAnyKeyNeedsOne() {
    assertThat(DayKeyServiceBean.due(List.of(), NOON)).isTrue();
  }

  @Test
  void whateverMinuteTheTimerLooksAtThereIsAValidKeyAllTheTime() {
    DayKey current = DayKeyServiceBean.from(key, NOON);
    int keys = 1;
    Instant end = NOON.plus(Duration.ofDays(10));
    for (Instant now = NOON.plusSeconds(7); now.isBefore(end); now = now.plus(TIMER)) {
      assertThat(current.validUntilMillis()).isGreaterThan(now.plus(TIMER).toEpochMilli());
      if (DayKeyServiceBean.due(List.of(current), now)) {
        current = DayKeyServiceBean.from(key, now);
        keys++;
      }
    }
    // A key an hour or less before the end of the one before: ten days take eleven.
    assertThat(keys).isEqualTo(11);
  }
}
