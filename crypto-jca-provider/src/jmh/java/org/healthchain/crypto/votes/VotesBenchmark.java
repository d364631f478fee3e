package org.healthchain.crypto.votes;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Votes of a quorum of 81 among 120, in microseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VotesBenchmark {
  private static final int QUORUM = 81;

  private final byte[] message = new byte[80];
  private final SecureRandom random = new SecureRandom();
  private final List<VotePublicKey> keys = new ArrayList<>();
  private final List<VoteSignatures.Share> shares = new ArrayList<>();
  private VoteSecretKey secret;
  private VoteSignature sum;

  @Setup
  public void setUp() {
    for (int i = 0; i < QUORUM; i++) {
      secret = VoteSecretKey.generate(random);
      keys.add(secret.publicKey());
      shares.add(new VoteSignatures.Share(secret.publicKey(), secret.sign(message)));
    }
    sum = VoteSignature.aggregate(shares.stream().map(VoteSignatures.Share::vote).toList());
  }

  @Benchmark
  public VoteSignature sign() {
    return secret.sign(message);
  }

  @Benchmark
  public boolean verifySumOf81() {
    return VoteSignatures.verifyAggregate(keys, message, sum);
  }

  @Benchmark
  public VoteSignatures.Combined combine81() {
    return VoteSignatures.combine(shares, message, random);
  }
}
