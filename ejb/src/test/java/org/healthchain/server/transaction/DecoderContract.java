package org.healthchain.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;

/**
 * What every decoder of bytes from outside owes: one encoding for each value, nothing but {@link
 * MalformedEncodingException} for the rest, whatever the bytes are.
 */
public final class DecoderContract {
  private static final int MAX_CUTS = 2_000;
  private static final int MAX_FLIPPED_BYTES = 3_000;
  private static final int GARBAGE = 300;

  private DecoderContract() {}

  /** Decodes and encodes again. */
  public interface Codec {
    byte[] again(byte[] bytes) throws MalformedEncodingException;
  }

  public static void check(byte[] good, Codec codec) {
    assertThat(accepted(good, codec)).as("the good one").isTrue();
    for (int length : lengths(good.length, MAX_CUTS)) {
      assertThat(accepted(Arrays.copyOf(good, length), codec)).as("cut to %d", length).isFalse();
    }
    assertThat(accepted(Arrays.copyOf(good, good.length + 1), codec)).isFalse();
    assertThat(accepted(Arrays.copyOf(good, good.length + 100), codec)).isFalse();
    for (int place : lengths(good.length, MAX_FLIPPED_BYTES)) {
      for (int mask : new int[] {1, 0x80, 0xFF}) {
        byte[] flipped = good.clone();
        flipped[place] ^= (byte) mask;
        accepted(flipped, codec);
      }
    }
    Random random = new Random(good.length);
    for (int i = 0; i < GARBAGE; i++) {
      byte[] garbage = new byte[random.nextInt(400)];
      random.nextBytes(garbage);
      accepted(garbage, codec);
    }
  }

  /** Whether it decodes; what does must encode to the very same bytes. */
  private static boolean accepted(byte[] bytes, Codec codec) {
    try {
      assertThat(codec.again(bytes)).as("the only encoding").isEqualTo(bytes);
      return true;
    } catch (MalformedEncodingException e) {
      return false;
    } catch (RuntimeException e) {
      return fail("bytes from outside made the decoder throw", e);
    }
  }

  /** All numbers below the length, or an even choice of so many. */
  private static int[] lengths(int length, int most) {
    int step = Math.max(1, length / most);
    int[] chosen = new int[(length + step - 1) / step];
    Arrays.setAll(chosen, i -> i * step);
    return chosen;
  }
}
