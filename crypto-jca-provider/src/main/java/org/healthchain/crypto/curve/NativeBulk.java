package org.healthchain.crypto.curve;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
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
 *
 * <p>Leaves nothing behind that would keep a class loader alive: see {@link #load()} and {@link
 * NativeMemory}.
 */
final class NativeBulk implements BucketSums<long[], long[]> {
  private static final int SHORT_BITS = 128;
  private static final int FULL_BITS = 255;
  private static final int AFFINE_BYTES = BlstGroup.AFFINE_WORDS * Long.BYTES;
  private static final int JACOBIAN_BYTES = BlstGroup.JACOBIAN_WORDS * Long.BYTES;

  /** A call for a bucket costs as much as adding so many points. */
  private static final double COST_OF_BUCKET = 25;

  private final Functions functions;

  private NativeBulk(Functions functions) {
    this.functions = functions;
  }

  /**
   * The functions, if they can be reached here.
   *
   * <p>JNA watches over every library it has opened with a thread, which lives as long as one is
   * open and bears the context class loader of whoever came first. So the platform opens the
   * library too, for as long as this class lives; JNA looks up the addresses and closes it again;
   * and the thread, which ends half a minute later, is begun under our own class loader. JNA's
   * direct mapping, cheaper by half a microsecond a call, would hold on to the class for ever.
   */
  static Optional<NativeBulk> load() {
    Thread caller = Thread.currentThread();
    ClassLoader callers = caller.getContextClassLoader();
    try {
      caller.setContextClassLoader(NativeBulk.class.getClassLoader());
      return linked();
    } catch (LinkageError
        | IOException
        | RuntimeException e) { // no JNA, another platform, a folder that forbids execution
      return Optional.empty();
    } finally {
      caller.setContextClassLoader(callers);
    }
  }

  @SuppressWarnings("UnsafeDynamicallyLoadedCode") // the path is where JNA has just unpacked it
  private static Optional<NativeBulk> linked() throws IOException {
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
    String library =
        Native.extractFromResourcePath(resource, blstJNI.class.getClassLoader()).getAbsolutePath();
    System.load(library);
    try (NativeLibrary opened = NativeLibrary.getInstance(library)) {
      return Optional.of(new NativeBulk(Functions.of(opened)));
    }
  }

  /** Sum of scalars[i]·points[i], scalars in [0, r); two calls, for short and for full scalars. */
  long[] multiExp(List<long[]> points, BigInteger[] scalars) {
    long[] sum = multiExp(points, scalars, 0, SHORT_BITS);
    blstJNI.P1_add__SWIG_0(sum, multiExp(points, scalars, SHORT_BITS + 1, FULL_BITS));
    return sum;
  }

  private long[] multiExp(List<long[]> points, BigInteger[] scalars, int minBits, int maxBits) {
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
    try (NativeMemory bases = NativeMemory.of((long) count * AFFINE_BYTES);
        NativeMemory exponents = NativeMemory.of((long) count * scalarBytes);
        NativeMemory lists = NativeMemory.of(4L * Long.BYTES);
        NativeMemory scratch = NativeMemory.of(functions.scratchSize(count));
        NativeMemory result = NativeMemory.of(JACOBIAN_BYTES)) {
      LongBuffer words = bases.longs();
      ByteBuffer bytes = exponents.bytes();
      for (int i = 0; i < count; i++) {
        words.put(points.get(chosen[i]));
        byte[] bigEndian = ScalarField.toBytes(scalars[chosen[i]]);
        for (int j = 1; j <= scalarBytes; j++) {
          bytes.put(bigEndian[SecretScalar.BYTES - j]);
        }
      }
      // one pointer, then null: the rest follows without gaps
      lists.longs().put(new long[] {bases.address(), 0, exponents.address(), 0});
      functions.multiply(result, lists, count, Math.max(1, longest), scratch);
      return point(result);
    }
  }

  @Override
  public long[][] sums(List<long[]> points, int[] buckets, int size) {
    long[][] sums = new long[size][];
    if (points.isEmpty()) {
      return sums;
    }
    try (NativeMemory bases = NativeMemory.of(2L * points.size() * AFFINE_BYTES);
        NativeMemory pointers = NativeMemory.of((long) points.size() * Long.BYTES);
        NativeMemory result = NativeMemory.of(JACOBIAN_BYTES)) {
      LongBuffer words = bases.longs();
      for (long[] point : points) {
        words.put(point).put(BlstGroup.INSTANCE.negate(point));
      }
      int[] ends = sortByBucket(points, buckets, size, bases.address(), pointers.longs());
      for (int bucket = 1; bucket < size; bucket++) {
        int count = ends[bucket] - ends[bucket - 1];
        if (count > 0) {
          functions.add(result, pointers.address() + (long) ends[bucket - 1] * Long.BYTES, count);
          sums[bucket] = point(result);
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

  private static long[] point(NativeMemory result) {
    long[] jacobian = new long[BlstGroup.JACOBIAN_WORDS];
    result.longs().get(jacobian);
    return jacobian;
  }

  /** The C functions of blst.h, pointers as 64-bit numbers. */
  private record Functions(Function scratchSize, Function multiply, Function add) {
    /** Addresses alone, which outlive JNA's view of the library. */
    static Functions of(NativeLibrary library) {
      return new Functions(
          function(library, "blst_p1s_mult_pippenger_scratch_sizeof"),
          function(library, "blst_p1s_mult_pippenger"),
          function(library, "blst_p1s_add"));
    }

    private static Function function(NativeLibrary library, String name) {
      return Function.getFunction(library.getGlobalVariableAddress(name));
    }

    long scratchSize(long points) {
      return scratchSize.invokeLong(new Object[] {points});
    }

    void multiply(
        NativeMemory result, NativeMemory lists, long count, long bits, NativeMemory scratch) {
      long points = lists.address();
      long scalars = points + 2 * Long.BYTES;
      multiply.invokeVoid(
          new Object[] {result.address(), points, count, scalars, bits, scratch.address()});
    }

    void add(NativeMemory result, long points, long count) {
      add.invokeVoid(new Object[] {result.address(), points, count});
    }
  }
}
