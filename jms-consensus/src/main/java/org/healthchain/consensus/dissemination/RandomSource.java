package org.healthchain.consensus.dissemination;

import java.util.random.RandomGenerator;

/**
 * The only source of chance. In production a {@link java.security.SecureRandom}: whoever predicts
 * it knows every path. In tests a seeded generator.
 */
@FunctionalInterface
public interface RandomSource {
  /** Uniform from 0 (inclusive) to {@code bound} (exclusive). */
  long below(long bound);

  static RandomSource of(RandomGenerator generator) {
    return generator::nextLong;
  }
}
