package org.healthchain.crypto.curve;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Single operations of a backend, in microseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CurveBenchmark {
  @Param({Curves.BLST})
  String backend;

  private Curve curve;
  private G1Point point;
  private G1Point other;
  private G2Point key;
  private FixedBase table;
  private SecretScalar secret;
  private byte[] compressed;
  private byte[] uncompressed;

  @Setup
  public void setUp() {
    curve = Curves.named(backend);
    secret = SecretScalar.random(new SecureRandom());
    point = curve.hashToG1(new byte[] {1}, "benchmark");
    other = curve.hashToG1(new byte[] {2}, "benchmark");
    key = curve.g2Generator().multiply(secret);
    table = curve.fixedBase(point);
    compressed = point.compressed();
    uncompressed = point.uncompressed();
  }

  @Benchmark
  public G1Point add() {
    return point.add(other);
  }

  @Benchmark
  public G1Point multiplyBySecret() {
    return point.multiply(secret);
  }

  @Benchmark
  public G1Point multiplyFixedBaseBySecret() {
    return table.multiply(secret);
  }

  @Benchmark
  public SecretScalar multiplyScalars() {
    return secret.multiply(secret);
  }

  @Benchmark
  public G1Point hashToG1() {
    return curve.hashToG1(compressed, "benchmark");
  }

  @Benchmark
  public G1Point decodeCompressed() throws InvalidPointException {
    return curve.decodeG1(compressed, Curve.Identity.REFUSED);
  }

  @Benchmark
  public G1Point decodeUncompressed() throws InvalidPointException {
    return curve.decodeG1(uncompressed, Curve.Identity.REFUSED);
  }

  @Benchmark
  public UncheckedG1 decodeUncompressedWithoutSubgroup() throws InvalidPointException {
    return curve.decodeOnCurve(uncompressed, Curve.Identity.REFUSED);
  }

  @Benchmark
  public boolean productOfTwoPairings() {
    return curve.pairingProductIsOne(List.of(point, other), List.of(key, curve.g2Generator()));
  }
}
