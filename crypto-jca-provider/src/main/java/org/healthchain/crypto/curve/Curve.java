package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Operations on BLS12-381 that a backend offers. Implementations are stateless and safe for use by
 * many threads.
 *
 * <p>Encodings are those of the ZCash serialization ("zkcrypto/bls12_381, notes on serialization"):
 * big-endian field elements, flags in the three top bits of the first byte (compressed, infinity,
 * sign of y). Decoding is strict: lengths, flags, coordinates below the field's modulus, on the
 * curve, in the subgroup of order r. The identity is refused unless {@link Identity#ALLOWED} is
 * passed.
 */
public interface Curve {
  /** Length in bytes of a compressed point of G1. */
  int G1_COMPRESSED_BYTES = 48;

  /** Length in bytes of an uncompressed point of G1. */
  int G1_UNCOMPRESSED_BYTES = 96;

  /** Length in bytes of a compressed point of G2. */
  int G2_COMPRESSED_BYTES = 96;

  /** Order r of G1, G2 and GT. */
  BigInteger ORDER =
      new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

  /** Whether a decoder takes the neutral element. */
  enum Identity {
    /** The identity is an invalid encoding. */
    REFUSED,
    /** The identity is a point like any other. */
    ALLOWED
  }

  /** Short name of the backend, as {@link Curves#PROPERTY} knows it. */
  String name();

  /** The standard generator of G1. */
  G1Point g1Generator();

  /** The neutral element of G1. */
  G1Point g1Identity();

  /** The standard generator of G2. */
  G2Point g2Generator();

  /**
   * Hashes to G1 with the suite BLS12381G1_XMD:SHA-256_SSWU_RO_ (RFC 9380 §8.8.1); not constant
   * time in the pure-Java backend.
   *
   * @param domainSeparationTag at most 255 bytes, printable ASCII
   */
  G1Point hashToG1(byte[] message, String domainSeparationTag);

  /**
   * Decodes 48 (compressed) or 96 bytes (uncompressed), told apart by length, and checks everything
   * but the subgroup.
   *
   * @throws InvalidPointException if the bytes are not the canonical encoding of a point on the
   *     curve
   */
  UncheckedG1 decodeOnCurve(byte[] encoding, Identity identity) throws InvalidPointException;

  /**
   * Indices of the points outside the subgroup of order r, in ascending order; empty if all are
   * inside. One point is checked exactly; for many, random combinations with an error of at most
   * 2^-128 decide, and points are told apart only when those fail. A point that passes alone passes
   * among others, and a point that fails alone makes a batch pass with probability at most 2^-128.
   */
  int[] outsideSubgroup(List<UncheckedG1> points);

  /**
   * Checks the subgroup of many points at once, with the same error as {@link #outsideSubgroup},
   * and hands out the random combination that the check has computed anyway.
   *
   * @return empty if some point is outside, or if the points are so few that checking each is
   *     cheaper
   */
  Optional<RandomCombination> randomCombination(List<UncheckedG1> points);

  /**
   * Decodes one point with every check, the subgroup's included.
   *
   * @throws InvalidPointException if any check fails
   */
  default G1Point decodeG1(byte[] encoding, Identity identity) throws InvalidPointException {
    UncheckedG1 candidate = decodeOnCurve(encoding, identity);
    return assumeInSubgroup(List.of(candidate), outsideSubgroup(List.of(candidate))).get(0);
  }

  /**
   * Turns candidates into points.
   *
   * @param outside what {@link #outsideSubgroup} returned for the same list
   * @throws InvalidPointException unless {@code outside} is empty
   */
  default List<G1Point> assumeInSubgroup(List<UncheckedG1> points, int[] outside)
      throws InvalidPointException {
    if (outside.length > 0) {
      throw new InvalidPointException("not in the subgroup of order r");
    }
    return points.stream().map(UncheckedG1::admit).toList();
  }

  /**
   * Decodes many points with every check; one subgroup check for all.
   *
   * @throws InvalidPointException if any check of any point fails
   */
  default List<G1Point> decodeG1(List<byte[]> encodings, Identity identity)
      throws InvalidPointException {
    UncheckedG1[] candidates = new UncheckedG1[encodings.size()];
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] = decodeOnCurve(encodings.get(i), identity);
    }
    List<UncheckedG1> list = List.of(candidates);
    return assumeInSubgroup(list, outsideSubgroup(list));
  }

  /**
   * Decodes 96 bytes (compressed) with every check, the subgroup's included.
   *
   * @throws InvalidPointException if any check fails
   */
  G2Point decodeG2(byte[] encoding, Identity identity) throws InvalidPointException;

  /**
   * Sum of scalars[i]·points[i] (multiplicatively: the product of powers). Variable time: public
   * values only. Short scalars cost less.
   *
   * @param scalars as long as {@code points}; any integers, taken modulo r
   */
  G1Point multiExp(List<G1Point> points, List<BigInteger> scalars);

  /** A table that makes multiples of {@code base} cheap; build once, keep. */
  FixedBase fixedBase(G1Point base);

  /**
   * Whether the product of the pairings e(left[i], right[i]) is one.
   *
   * @param right as long as {@code left}
   */
  boolean pairingProductIsOne(List<G1Point> left, List<G2Point> right);

  /** Sum of the points; the identity for none. */
  default G1Point sum(List<G1Point> points) {
    G1Point total = g1Identity();
    for (G1Point point : points) {
      total = total.add(point);
    }
    return total;
  }
}
