package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.List;

/**
 * What a subgroup check of many points gives away for nothing: a sum of all of them with weights
 * that nobody could foresee, for a small exponents test (Bellare, Garay, Rabin 1998) on equations
 * in which they occur. Immutable.
 *
 * @param weights one for each point, of at most 129 bits, positive or negative; each takes every
 *     value with a probability of at most 2^-128, and independently of the others
 * @param sum of weights[i]·points[i]
 */
public record RandomCombination(List<BigInteger> weights, G1Point sum) {
  /** Copies the list. */
  public RandomCombination {
    weights = List.copyOf(weights);
  }
}
