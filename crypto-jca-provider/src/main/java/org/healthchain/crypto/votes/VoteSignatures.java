package org.healthchain.crypto.votes;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.G2Point;

/** Verification of votes, alone and together. Stateless; safe for many threads. */
public final class VoteSignatures {
  static final String VOTE_TAG = "HealthChain-vote-v1-BLS12381G1_XMD:SHA-256_SSWU_RO_POP_";
  static final String POSSESSION_TAG =
      "HealthChain-vote-possession-v1-BLS12381G1_XMD:SHA-256_SSWU_RO_POP_";

  private static final int WEIGHT_BITS = 128;

  private VoteSignatures() {}

  /** A voter's key and what came as its vote. */
  public record Share(VotePublicKey key, VoteSignature vote) {}

  /** Whether the vote is the key's on this message: e(vote, g2) = e(H(message), pk). */
  public static boolean verify(VotePublicKey key, byte[] message, VoteSignature vote) {
    return verifyAggregate(List.of(key), message, vote);
  }

  /**
   * Whether the sum is that of one vote of each key on this message. A key that occurs twice makes
   * it false: nobody votes twice. Variable time, public values only.
   */
  public static boolean verifyAggregate(
      Collection<VotePublicKey> keys, byte[] message, VoteSignature sum) {
    if (keys.isEmpty() || new HashSet<>(keys).size() != keys.size()) {
      return false;
    }
    return fits(sum.point(), hash(message), total(keys.stream().map(VotePublicKey::point)));
  }

  /**
   * What came of adding up votes.
   *
   * @param sum of the good ones, absent if there were none
   * @param bad indices of the others, in ascending order
   */
  public record Combined(Optional<VoteSignature> sum, List<Integer> bad) {
    public Combined {
      bad = List.copyOf(bad);
    }
  }

  /**
   * Adds up the votes on a message and leaves out the bad ones. The plain sum is tried first, for
   * one check: if it fits all keys it is a valid aggregate whatever its parts were. Only otherwise
   * are bad ones looked for, as in {@link #badShares}.
   *
   * @param shares at least one, of different keys
   */
  public static Combined combine(List<Share> shares, byte[] message, SecureRandom random) {
    VoteSignature sum = VoteSignature.aggregate(shares.stream().map(Share::vote).toList());
    if (verifyAggregate(shares.stream().map(Share::key).toList(), message, sum)) {
      return new Combined(Optional.of(sum), List.of());
    }
    List<Integer> bad = badShares(shares, message, random);
    List<VoteSignature> good = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      if (Collections.binarySearch(bad, i) < 0) {
        good.add(shares.get(i).vote());
      }
    }
    return new Combined(
        good.isEmpty() ? Optional.empty() : Optional.of(VoteSignature.aggregate(good)), bad);
  }

  /**
   * Indices of the shares that are no vote on this message, in ascending order; empty, at the price
   * of one check, if all are good. Otherwise halves are checked apart, so that b bad ones among n
   * cost about 2·b·log2(n) checks.
   *
   * <p>Shares are weighted with fresh numbers of {@value #WEIGHT_BITS} bits: two bad votes whose
   * errors cancel in the plain sum do not pass, and a good vote is never named bad.
   */
  public static List<Integer> badShares(List<Share> shares, byte[] message, SecureRandom random) {
    List<Weighted> weighted = new ArrayList<>(shares.size());
    for (Share share : shares) {
      BigInteger weight = new BigInteger(WEIGHT_BITS, random);
      weighted.add(
          new Weighted(
              share.vote().point().multiply(weight), share.key().point().multiply(weight)));
    }
    List<Integer> bad = new ArrayList<>();
    bisect(weighted, 0, hash(message), bad);
    return bad;
  }

  private record Weighted(G1Point vote, G2Point key) {}

  private static void bisect(List<Weighted> shares, int offset, G1Point hash, List<Integer> bad) {
    if (shares.isEmpty() || allFit(shares, hash)) {
      return;
    }
    if (shares.size() == 1) {
      bad.add(offset);
      return;
    }
    int half = shares.size() / 2;
    bisect(shares.subList(0, half), offset, hash, bad);
    bisect(shares.subList(half, shares.size()), offset + half, hash, bad);
  }

  private static boolean allFit(List<Weighted> shares, G1Point hash) {
    G1Point votes = Curves.get().sum(shares.stream().map(Weighted::vote).toList());
    return fits(votes, hash, total(shares.stream().map(Weighted::key)));
  }

  /** The sum of at least one key. */
  private static G2Point total(Stream<G2Point> keys) {
    return keys.reduce(G2Point::add).orElseThrow();
  }

  private static G1Point hash(byte[] message) {
    return Curves.get().hashToG1(message, VOTE_TAG);
  }

  /** e(vote, g2) = e(hash, key). */
  private static boolean fits(G1Point vote, G1Point hash, G2Point key) {
    Curve curve = Curves.get();
    return curve.pairingProductIsOne(
        List.of(vote.negate(), hash), List.of(curve.g2Generator(), key));
  }
}
