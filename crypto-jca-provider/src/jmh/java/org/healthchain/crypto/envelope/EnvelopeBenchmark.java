package org.healthchain.crypto.envelope;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A body of 4 KiB for one recipient, in microseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EnvelopeBenchmark {
  private static final int BODY_BYTES = 4096;
  private static final int RSA_BITS = 3072;

  private final SecureRandom random = new SecureRandom();
  private final byte[] body = new byte[BODY_BYTES];
  private final byte[] header = new byte[200];
  private KeyPair keys;
  private Envelope sealed;

  @Setup
  public void setUp() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(RSA_BITS);
    keys = generator.generateKeyPair();
    sealed = seal();
  }

  @Benchmark
  public Envelope seal() {
    return Envelope.seal(keys.getPublic(), body, header, random);
  }

  @Benchmark
  public byte[] open() throws EnvelopeException {
    return sealed.open(keys.getPrivate(), header);
  }
}
