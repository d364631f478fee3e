package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What batch verification is made of, in microseconds for all points: ten points a signature, half of them with short scalars. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ManyPointsBenchmark {
  @Param({"10", "1000", "10000"})
  int points;

  private final Curve curve = Curves.get();
  private final List<G1Point> bases = new ArrayList<>();
  private final List<BigInteger> scalars = new ArrayList<>();
  private final List<UncheckedG1> candidates = new ArrayList<>();

  @Setup
  public void setUp() throws InvalidPointException {
    Random random = new Random(1);
    G1Point point = curve.hashToG1(new byte[] {1}, "benchmark");
    for (int i = 0; i < points; i++) {
      UncheckedG1 candidate = curve.decodeOnCurve(point.uncompressed(), Curve.Identity.REFUSED);
      candidates.add(candidate);
      bases.add(candidate.admit());
      scalars.add(new BigInteger(i % 2 == 0 ? 128 : 254, random));
      point = point.add(curve.g1Generator());
    }
  }

  @Benchmark
  public G1Point multiExp() {
    return curve.multiExp(bases, scalars);
  }

  @Benchmark
  public int[] subgroupCheck() {
    return curve.outsideSubgroup(candidates);
  }
}
