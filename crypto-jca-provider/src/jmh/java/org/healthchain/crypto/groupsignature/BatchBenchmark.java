package org.healthchain.crypto.groupsignature;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Batch verification of the wire form on one thread, in microseconds for each signature. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BatchBenchmark {
  private static final int SMALL = 100;
  private static final int LARGE = 1000;

  private final TestGroup group = TestGroup.of("benchmark", "north", "south");
  private final BatchVerifier verifier = BatchVerifier.of(group.group());
  private final List<SignedMessage> batch = new ArrayList<>();

  @Setup
  public void setUp() {
    for (int i = 0; i < LARGE; i++) {
      byte[] message = TestGroup.bytes("the canonical header of transaction " + i);
      MemberKey member = group.member(i % 2 == 0 ? "north" : "south");
      batch.add(new SignedMessage(0, message, member.sign(message).wire()));
    }
  }

  @Benchmark
  @OperationsPerInvocation(SMALL)
  public BatchResult verifyBatchOf100() {
    return verifier.verify(batch.subList(0, SMALL));
  }

  @Benchmark
  @OperationsPerInvocation(LARGE)
  public BatchResult verifyBatchOf1000() {
    return verifier.verify(batch);
  }
}
