package org.healthchain.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Padding to buckets and its one inverse. */
class PaddingTest {
  @Test
  void padsToTheNextPowerOfTwoFrom512() throws Exception {
    for (int length = 0; length < 5_000; length += 13) {
      byte[] text = new byte[length];
      java.util.Arrays.fill(text, (byte) 7);
      byte[] padded = Padding.pad(text);
      assertThat(Padding.isBucket(padded.length)).isTrue();
      assertThat(padded.length).isGreaterThanOrEqualTo(length + 4);
      assertThat(padded.length == 512 || padded.length < 2 * (length + 4)).isTrue();
      assertThat(Padding.unpad(padded)).isEqualTo(text);
    }
  }

  @Test
  void theLastByteOfABucketIsUsed() throws Exception {
    for (int bucket = 512; bucket <= 1 << 20; bucket *= 2) {
      byte[] text = new byte[bucket - 4];
      text[text.length - 1] = 1;
      assertThat(Padding.pad(text)).hasSize(bucket);
      assertThat(Padding.unpad(Padding.pad(text))).isEqualTo(text);
      assertThat(Padding.bucketFor(bucket - 4)).isEqualTo(bucket);
    }
  }

  @Test
  void bucketsArePowersOfTwoWithinBounds() {
    for (int no : new int[] {0, 1, 256, 511, 513, 768, 1 << 21, Integer.MIN_VALUE, -512}) {
      assertThat(Padding.isBucket(no)).as("%d", no).isFalse();
    }
    assertThat(Padding.isBucket(512)).isTrue();
    assertThat(Padding.isBucket(1 << 20)).isTrue();
  }

  @Test
  void onlyTheOnePaddingIsTaken() {
    refuse(new byte[0]);
    refuse(new byte[3]);
    byte[] negative = new byte[512];
    negative[0] = -1;
    refuse(negative);
    byte[] tooLong = new byte[512];
    tooLong[2] = 2; // 512 bytes do not fit beside their length
    refuse(tooLong);
    byte[] tooLarge = new byte[1024]; // of an empty text, which belongs into 512
    refuse(tooLarge);
    byte[] huge = new byte[512];
    huge[0] = 0x7f;
    refuse(huge);
    for (int i : new int[] {4, 100, 511}) {
      byte[] dirty = new byte[512];
      dirty[i] = 1;
      refuse(dirty);
    }
  }

  /** One more than the longest text would want a bucket beyond the last. */
  @Test
  void theLongestTextIsTheLongest() {
    byte[] padded = new byte[1 << 20];
    java.nio.ByteBuffer.wrap(padded).putInt(Padding.MAX_PLAINTEXT_BYTES + 1);
    refuse(padded);
    assertThatThrownBy(() -> Padding.pad(new byte[Padding.MAX_PLAINTEXT_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void refuse(byte[] padded) {
    assertThatThrownBy(() -> Padding.unpad(padded))
        .isInstanceOfSatisfying(
            EnvelopeException.class,
            e -> assertThat(e.reason()).isEqualTo(EnvelopeException.Reason.NOT_AUTHENTIC));
  }
}
