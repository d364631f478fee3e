package org.healthchain.consensus.message;

/**
 * The sizes that padded messages may have: 1 KiB times a power of two. Who watches the lines learns
 * a length's order of magnitude, at the price of at most twice the bytes above the first bucket.
 */
public final class SizeBuckets {
  public static final int SMALLEST_BYTES = 1024;

  private SizeBuckets() {}

  /** The smallest bucket that holds so many bytes. */
  public static int bucketBytes(int bytes) {
    if (bytes <= SMALLEST_BYTES) {
      return SMALLEST_BYTES;
    }
    return Integer.highestOneBit(bytes - 1) << 1;
  }
}
