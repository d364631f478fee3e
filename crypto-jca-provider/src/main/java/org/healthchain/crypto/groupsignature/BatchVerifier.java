package org.healthchain.crypto.groupsignature;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.healthchain.crypto.curve.RandomCombination;
import org.healthchain.crypto.curve.UncheckedG1;

/**
 * Verifies many signatures of one group at once, of any epochs (FR-3, FR-4).
 *
 * <p>Every point of every signature is checked to lie in G1, all of them in one go. Then the
 * weighted sum of all equations is one multi-scalar multiplication and one product of two pairings
 * ({@link WeightedEquations}). If that fails, halves are tried until the false ones are named; a
 * batch of n with k false ones costs about 2k·log2(n) further checks of halves, so callers bound
 * the size of a batch and punish who sends bad ones.
 *
 * <p>A signature that verifies alone verifies in any batch. One that does not verify alone passes
 * in a batch with probability at most 2^-126, over randomness that the sender cannot know. A single
 * verification is a batch of one: the same code judges both.
 *
 * <p>Safe for use by many threads.
 */
public final class BatchVerifier {
  /** The largest batch. */
  public static final int MAX_BATCH = 1 << 14;

  private final GroupPublicKey group;

  private BatchVerifier(GroupPublicKey group) {
    this.group = group;
  }

  /** A verifier for all epochs of the group. */
  public static BatchVerifier of(GroupPublicKey group) {
    return new BatchVerifier(group);
  }

  /**
   * Verifies.
   *
   * @param batch at most {@link #MAX_BATCH} messages
   * @throws IllegalArgumentException if there are more
   */
  public BatchResult verify(List<SignedMessage> batch) {
    BitSet invalid = new BitSet(batch.size());
    check(batch, invalid);
    return new BatchResult(invalid.stream().boxed().toList());
  }

  /** The valid signatures, by their place in the batch. */
  Map<Integer, GroupSignature> valid(List<SignedMessage> batch) {
    BitSet invalid = new BitSet(batch.size());
    return check(batch, invalid).stream()
        .filter(each -> !invalid.get(each.index()))
        .collect(Collectors.toMap(Decoded::index, Decoded::signature));
  }

  /** All that could be decoded; marks what is not valid. */
  private List<Decoded> check(List<SignedMessage> batch, BitSet invalid) {
    if (batch.size() > MAX_BATCH) {
      throw new IllegalArgumentException("a batch has at most " + MAX_BATCH + " messages");
    }
    List<Decoded> decoded = decode(batch, invalid);
    if (!allHold(decoded)) {
      bisect(inSubgroup(decoded, invalid), invalid);
    }
    return decoded;
  }

  /** A decoded signature with its place in the batch. */
  private record Decoded(int index, SignedMessage source, GroupSignature signature) {}

  private List<Decoded> decode(List<SignedMessage> batch, BitSet invalid) {
    List<Decoded> decoded = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      SignedMessage source = batch.get(i);
      try {
        if (source.epoch() < 0) {
          throw FormatReader.malformed("no such epoch");
        }
        GroupSignature signature = GroupSignature.fromBytes(source.signature(), group.curve());
        decoded.add(new Decoded(i, source, signature));
      } catch (GroupSignatureException e) {
        invalid.set(i);
      }
    }
    return decoded;
  }

  /**
   * The short way for a large batch without fault: the subgroup check's own random combination of
   * all points gives the weights of the equations and a third of the sum. If it says no, the long
   * way finds out why.
   */
  private boolean allHold(List<Decoded> decoded) {
    Optional<RandomCombination> combination = group.curve().randomCombination(points(decoded));
    return combination.isPresent()
        && WeightedEquations.hold(group, claims(decoded), combination.get());
  }

  private static List<UncheckedG1> points(List<Decoded> decoded) {
    List<UncheckedG1> all = new ArrayList<>(decoded.size() * GroupSignature.POINTS);
    decoded.forEach(each -> all.addAll(each.signature().points()));
    return all;
  }

  private List<Claim> claims(List<Decoded> decoded) {
    return decoded.stream()
        .map(each -> Claim.of(group, each.index(), each.source(), each.signature()))
        .toList();
  }

  private List<Claim> inSubgroup(List<Decoded> decoded, BitSet invalid) {
    for (int outside : group.curve().outsideSubgroup(points(decoded))) {
      invalid.set(decoded.get(outside / GroupSignature.POINTS).index());
    }
    return claims(decoded.stream().filter(each -> !invalid.get(each.index())).toList());
  }

  private void bisect(List<Claim> claims, BitSet invalid) {
    if (claims.isEmpty() || WeightedEquations.hold(group, claims)) {
      return;
    }
    if (claims.size() == 1) {
      invalid.set(claims.get(0).index());
      return;
    }
    int middle = claims.size() / 2;
    bisect(claims.subList(0, middle), invalid);
    bisect(claims.subList(middle, claims.size()), invalid);
  }
}
