package org.healthchain.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import javax.crypto.spec.SecretKeySpec;
import org.healthchain.crypto.envelope.EnvelopeKeys;
import org.junit.jupiter.api.Test;

class DayKeyWrappingTest {
  private static final String KEY_ID = "00".repeat(32);
  private final DayKeyWrapping wrapping = wrapping((byte) 1);

  private static DayKeyWrapping wrapping(byte seed) {
    byte[] key = new byte[32];
    key[0] = seed;
    return new DayKeyWrapping(new SecretKeySpec(key, "AES"), new SecureRandom());
  }

  private static PrivateKey dayKey() {
    return EnvelopeKeys.generate(new SecureRandom()).getPrivate();
  }

  @Test
  void aKeyComesBackAsItWas() throws GeneralSecurityException {
    PrivateKey key = dayKey();
    assertThat(wrapping.unwrap(KEY_ID, wrapping.wrap(KEY_ID, key))).isEqualTo(key);
  }

  @Test
  void anyFlippedByteIsFound() throws GeneralSecurityException {
    byte[] wrapped = wrapping.wrap(KEY_ID, dayKey());
    for (int i = 0; i < wrapped.length; i++) {
      wrapped[i] ^= 1;
      assertThatThrownBy(() -> wrapping.unwrap(KEY_ID, wrapped))
          .isInstanceOf(GeneralSecurityException.class);
      wrapped[i] ^= 1;
    }
  }

  @Test
  void aRowDoesNotFitAnotherKeyIdOrWrappingKey() throws GeneralSecurityException {
    byte[] wrapped = wrapping.wrap(KEY_ID, dayKey());
    assertThatThrownBy(() -> wrapping.unwrap("11".repeat(32), wrapped))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> wrapping((byte) 2).unwrap(KEY_ID, wrapped))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aTooShortRowIsRefused() {
    assertThatThrownBy(() -> wrapping.unwrap(KEY_ID, new byte[12]))
        .isInstanceOf(GeneralSecurityException.class);
  }
}
