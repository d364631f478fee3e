package org.healthchain.crypto.curve;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Optional;
import supranational.blst.blstJNI;

/**
 * blst's own multi-scalar multiplication and bulk addition, which jblst's library holds but its
 * Java side does not show. Reached through JNA if that is on the class path; 1.6 times as fast as
 * addition by addition through JNI. For public values only: variable time, and what is copied to
 * native memory is not wiped.
 */
final class NativeBulk implements BucketSums<long[], long[]> {
  private static final int SHORT_BITS = 128;
  private static final int FULL_BITS = 255;
  private static final int AFFINE_BYTES = BlstGroup.AFFINE_WORDS * Long.BYTES;
  private static final int JACOBIAN_BYTES = BlstGroup.JACOBIAN_WORDS * Long.BYTES;

  /** A call for a bucket costs as much as adding so many points. */
  private static final double COST_OF_BUCKET = 25;

  private NativeBulk() {}

  /** The functions, if they can be reached here. */
  static Optional<NativeBulk> load() {
    try {
      if (Native.POINTER_SIZE != Long.BYTES || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
        return Optional.empty();
      }
      String system = System.getProperty("os.name").replaceFirst(" .*", "");
      String resource =
          String.join(
              "/",
              "",
              "supranational/blst",
              system,
              System.getProperty("os.arch"),
              System.mapLibraryName("blst"));
      File library = Native.extractFromResourcePath(resource, blstJNI.class.getClassLoader());
      Native.register(Functions.class, NativeLibrary.getInstance(library.getAbsolutePath()));
      return Optional.of(new NativeBulk());
    } catch (LinkageError
        | IOException
        | RuntimeException e) { // no JNA, another platform, a folder that forbids execution
      return Optional.empty();
    }
  }

  /** Sum of scalars[i]·points[i], scalars in [0, r); two calls, for short and for full scalars. */
  long[] multiExp(List<long[]> points, BigInteger[] scalars) {
    long[] sum = multiExp(points, scalars, 0, SHORT_BITS);
    blstJNI.P1_add__SWIG_0(sum, multiExp(points, scalars, SHORT_BITS + 1, FULL_BITS));
    return sum;
  }

  private static long[] multiExp(
      List<long[]> points, BigInteger[] scalars, int minBits, int maxBits) {
    int[] chosen = new int[scalars.length];
    int count = 0;
    int longest = 0;
    for (int i = 0; i < scalars.length; i++) {
      int bits = scalars[i].bitLength();
      if (bits >= minBits && bits <= maxBits && !isIdentity(points.get(i))) {
        chosen[count++] = i;
        longest = Math.max(longest, bits);
      }
    }
    if (count == 0) {
      return BlstGroup.INSTANCE.identity();
    }
    int scalarBytes = Math.max(1, (longest + Byte.SIZE - 1) / Byte.SIZE);
    try (Memory bases = new Memory((long) count * AFFINE_BYTES);
        Memory exponents = new Memory((long) count * scalarBytes);
        Memory lists = new Memory(4L * Long.BYTES);
        Memory scratch = new Memory(Functions.blst_p1s_mult_pippenger_scratch_sizeof(count));
        Memory result = new Memory(JACOBIAN_BYTES)) {
      LongBuffer words = longs(bases);
      ByteBuffer bytes = exponents.getByteBuffer(0, exponents.size());
      for (int i = 0; i < count; i++) {
        words.put(points.get(chosen[i]));
        byte[] bigEndian = ScalarField.toBytes(scalars[chosen[i]]);
        for (int j = 1; j <= scalarBytes; j++) {
          bytes.put(bigEndian[SecretScalar.BYTES - j]);
        }
      }
      // one pointer, then null: the rest follows without gaps
      longs(lists).put(new long[] {address(bases), 0, address(exponents), 0});
      Functions.blst_p1s_mult_pippenger(
          address(result),
          address(lists),
          count,
          address(lists) + 2 * Long.BYTES,
          Math.max(1, longest),
          address(scratch));
      return result.getLongArray(0, BlstGroup.JACOBIAN_WORDS);
    }
  }

  @Override
  public long[][] sums(List<long[]> points, int[] buckets, int size) {
    long[][] sums = new long[size][];
    if (points.isEmpty()) {
      return sums;
    }
    try (Memory bases = new Memory(2L * points.size() * AFFINE_BYTES);
        Memory pointers = new Memory((long) points.size() * Long.BYTES);
        Memory result = new Memory(JACOBIAN_BYTES)) {
      LongBuffer words = longs(bases);
      for (long[] point : points) {
        words.put(point).put(BlstGroup.INSTANCE.negate(point));
      }
      int[] ends = sortByBucket(points, buckets, size, address(bases), longs(pointers));
      for (int bucket = 1; bucket < size; bucket++) {
        int count = ends[bucket] - ends[bucket - 1];
        if (count > 0) {
          Functions.blst_p1s_add(
              address(result), address(pointers) + (long) ends[bucket - 1] * Long.BYTES, count);
          sums[bucket] = result.getLongArray(0, BlstGroup.JACOBIAN_WORDS);
        }
      }
    }
    return sums;
  }

  /**
   * Writes the addresses of the points bucket by bucket; bucket i stands from the i−1-th to the
   * i-th number returned.
   */
  private static int[] sortByBucket(
      List<long[]> points, int[] buckets, int size, long base, LongBuffer out) {
    int[] next = new int[size];
    for (int i = 0; i < buckets.length; i++) {
      if (isIdentity(points.get(i))) {
        buckets[i] = 0; // adds nothing, and bulk addition does not expect it
      }
      int bucket = Math.abs(buckets[i]);
      if (bucket + 1 < size && bucket > 0) {
        next[bucket + 1]++;
      }
    }
    for (int bucket = 1; bucket < size; bucket++) {
      next[bucket] += next[bucket - 1];
    }
    for (int i = 0; i < buckets.length; i++) {
      int bucket = Math.abs(buckets[i]);
      if (bucket > 0) {
        out.put(next[bucket]++, base + (2L * i + (buckets[i] < 0 ? 1 : 0)) * AFFINE_BYTES);
      }
    }
    return next;
  }

  @Override
  public double costOfBucket() {
    return COST_OF_BUCKET;
  }

  private static boolean isIdentity(long[] affine) {
    for (long word : affine) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  private static LongBuffer longs(Memory memory) {
    return memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder()).asLongBuffer();
  }

  private static long address(Memory memory) {
    return Pointer.nativeValue(memory);
  }

  /** The C functions of blst.h, pointers as 64-bit numbers. */
  private static final class Functions {
    private Functions() {}

    static native long blst_p1s_mult_pippenger_scratch_sizeof(long points);

    static native void blst_p1s_mult_pippenger(
        long result, long points, long count, long scalars, long bits, long scratch);

    static native void blst_p1s_add(long result, long points, long count);
  }
}
