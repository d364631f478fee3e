package org.healthchain.consensus.transport;

/**
 * Remembers which of a sender's latest frames came, so that a repetition (the broker's after a
 * reconnect, or a replay) is dropped. Not for concurrent use.
 */
final class ReplayWindow {
  private static final int FRAMES = 4096;

  /** After so long without a frame a lower incarnation is believed: a clock was set back. */
  private static final long FORGIVE_MILLIS = 30_000;

  private final long[] bits = new long[FRAMES / 64];
  private long incarnation = -1;
  private long highest;
  private long heardMillis;

  /** Whether the frame is new; it is old ever after. */
  boolean accept(long frameIncarnation, long sequence, long nowMillis) {
    if (frameIncarnation < incarnation && nowMillis - heardMillis < FORGIVE_MILLIS) {
      return false;
    }
    if (frameIncarnation != incarnation) {
      incarnation = frameIncarnation;
      highest = 0;
      java.util.Arrays.fill(bits, 0);
    }
    if (sequence <= 0 || sequence <= highest - FRAMES) {
      return false;
    }
    if (sequence > highest) {
      forget(sequence);
    } else if (isSet(sequence)) {
      return false;
    }
    int slot = (int) (sequence % FRAMES);
    bits[slot / 64] |= 1L << (slot % 64);
    heardMillis = nowMillis;
    return true;
  }

  private void forget(long newHighest) {
    if (newHighest - highest >= FRAMES) {
      java.util.Arrays.fill(bits, 0);
    } else {
      for (long s = highest + 1; s <= newHighest; s++) {
        int slot = (int) (s % FRAMES);
        bits[slot / 64] &= ~(1L << (slot % 64));
      }
    }
    highest = newHighest;
  }

  private boolean isSet(long sequence) {
    int slot = (int) (sequence % FRAMES);
    return (bits[slot / 64] >> (slot % 64) & 1) != 0;
  }
}
