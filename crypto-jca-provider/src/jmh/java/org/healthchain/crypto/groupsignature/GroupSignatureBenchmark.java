package org.healthchain.crypto.groupsignature;

import java.util.concurrent.TimeUnit;
import org.healthchain.crypto.curve.G1Point;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One signature at a time, in microseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GroupSignatureBenchmark {
  private static final byte[] MESSAGE = TestGroup.bytes("the canonical header of a transaction");

  private final TestGroup group = TestGroup.of("benchmark", "north");
  private GroupSignature signature;
  private byte[] wire;
  private byte[] storage;

  @Setup
  public void setUp() {
    signature = group.member("north").sign(MESSAGE);
    wire = signature.wire();
    storage = signature.storage();
  }

  @Benchmark
  public GroupSignature sign() {
    return group.member("north").sign(MESSAGE);
  }

  @Benchmark
  public boolean verifyWireForm() {
    return group.group().verify(MESSAGE, wire);
  }

  @Benchmark
  public boolean verifyStorageForm() {
    return group.group().verify(MESSAGE, storage);
  }

  @Benchmark
  public Opening verifyAndOpenWithProof() throws GroupSignatureException {
    return group.opening().open(group.group(), MESSAGE, signature, group.random);
  }

  /** What the opening takes after its verification. */
  @Benchmark
  public Opening openVerifiedWithProof() {
    return group.opening().openVerified(group.group(), MESSAGE, signature, group.random);
  }

  /** The same without its proof: the signer's key alone. */
  @Benchmark
  public G1Point decryptVerified() {
    return group.opening().decrypt(signature, group.group().curve());
  }
}
