package org.healthchain.crypto.serialnumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.healthchain.crypto.groupsignature.SeededRandom;
import org.junit.jupiter.api.Test;

/** Serial numbers and the key behind them (FR-1, FR-5). */
class SerialNumberTest {
  private static final PatientIdentity ANN = PatientIdentity.of("Ann Lee", "999-12-3456");

  private final byte[] secret = HexFormat.of().parseHex("0123456789abcdef".repeat(4));
  private final SerialNumberKey key = SerialNumberKey.of(secret);

  @Test
  void isTheHmacThatTheFormatSays() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    mac.update("HealthChain/serial-number/v1".getBytes(StandardCharsets.US_ASCII));
    mac.update(new byte[] {0, 0, 0, 7});
    mac.update("ann lee".getBytes(StandardCharsets.UTF_8));
    mac.update(new byte[] {0, 0, 0, 9});
    mac.update("999123456".getBytes(StandardCharsets.UTF_8));
    assertThat(key.serialNumberOf(ANN).toBytes()).isEqualTo(mac.doFinal());
  }

  /** Computed by another implementation (Python's hmac). */
  @Test
  void knownAnswer() {
    assertThat(key.serialNumberOf(ANN).toHex())
        .isEqualTo("6cd2c0c7d94af97904ecaae0b5ab98d4ce78623579fd38a9bdf590dbd06416de");
    assertThat(key.serialNumberOf(PatientIdentity.of("王 伟", "11010519491231002x")).toHex())
        .isEqualTo("b64a63bf2a1bf4dce6e53ae4113556d6defc2af700e96f7f779ee94a1c445c4b");
  }

  @Test
  void namesAndNumbersDoNotRunIntoEachOther() {
    assertThat(key.serialNumberOf(PatientIdentity.of("ab", "C1")))
        .isNotEqualTo(key.serialNumberOf(PatientIdentity.of("a", "BC1")));
  }

  @Test
  void dependsOnTheKey() {
    SerialNumberKey another = SerialNumberKey.generate(new SeededRandom("another"));
    assertThat(another.serialNumberOf(ANN)).isNotEqualTo(key.serialNumberOf(ANN));
    assertThat(another).isNotEqualTo(key);
    assertThat(SerialNumberKey.of(secret)).isEqualTo(key).hasSameHashCodeAs(key);
  }

  @Test
  void aDestroyedKeyIsOfNoUse() {
    assertThat(key.isDestroyed()).isFalse();
    key.destroy();
    assertThat(key.isDestroyed()).isTrue();
    assertThatThrownBy(() -> key.serialNumberOf(ANN)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(key::toBytes).isInstanceOf(IllegalStateException.class);
    assertThat(key).isNotEqualTo(SerialNumberKey.of(new byte[32]));
  }

  /** A serial number made with half a key would be on the ledger for ever, found by nobody. */
  @Test
  void noSerialNumberIsMadeWithHalfAKey() throws Exception {
    SerialNumber right = key.serialNumberOf(ANN);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 300; round++) {
        SerialNumberKey copy = SerialNumberKey.of(secret);
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> computing =
            threads.submit(
                () -> {
                  try {
                    while (true) {
                      assertThat(copy.serialNumberOf(ANN)).isEqualTo(right);
                      assertThat(copy.toBytes()).isEqualTo(secret);
                      begun.countDown();
                    }
                  } catch (IllegalStateException destroyed) {
                    assertThat(copy.isDestroyed()).isTrue();
                  }
                });
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        copy.destroy();
        computing.get(1, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void theKeyIsCopiedInAndOutAndNeverPrinted() {
    byte[] given = secret.clone();
    SerialNumberKey copied = SerialNumberKey.of(given);
    given[0] ^= 1;
    copied.toBytes()[0] ^= 1;
    assertThat(copied).isEqualTo(key);
    assertThat(copied.toBytes()).isEqualTo(secret);
    assertThat(copied.toString()).isEqualTo("SerialNumberKey[secret]");
  }

  @Test
  void lengthsAreChecked() {
    for (int length : new int[] {0, 31, 33}) {
      assertThatThrownBy(() -> SerialNumberKey.of(new byte[length]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SerialNumber.of(new byte[length]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> SerialNumber.ofHex("zz")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isAValue() {
    SerialNumber serial = key.serialNumberOf(ANN);
    assertThat(SerialNumber.ofHex(serial.toHex().toUpperCase(java.util.Locale.ROOT)))
        .isEqualTo(serial)
        .hasSameHashCodeAs(serial)
        .isEqualByComparingTo(serial)
        .hasToString(serial.toHex());
    byte[] bytes = serial.toBytes();
    bytes[0] ^= 1;
    assertThat(SerialNumber.of(bytes)).isNotEqualTo(serial);
    assertThat(serial.toBytes()).isNotEqualTo(bytes);
    assertThat(SerialNumber.of(new byte[32])).isLessThan(SerialNumber.ofHex("ff".repeat(32)));
  }
}
