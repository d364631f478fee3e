package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.bouncycastle.crypto.bls.BLS12_381G2;
import org.bouncycastle.crypto.bls.BLS12_381G2Point;
import org.bouncycastle.crypto.bls.BLS12_381Pairing;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.bouncycastle.crypto.bls.BLS12_381SubgroupCheck;
import org.bouncycastle.crypto.bls.Fp12Element;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The backend over Bouncy Castle, pure Java: 10 to 100 times slower than blst, and the oracle of
 * its tests.
 */
final class BcCurve implements Curve {
  static final BcCurve INSTANCE = new BcCurve();

  private final G1Point g1Generator = new BcG1(BLS12_381G1.getGenerator(BcEncodings.CURVE));
  private final G1Point g1Identity = new BcG1(BcEncodings.CURVE.getInfinity());
  private final G2Point g2Generator = new BcG2(BLS12_381G2.getGenerator());
  private final Pippenger<ECPoint, ECPoint> pippenger = new Pippenger<>(BcGroup.INSTANCE);
  private final SubsetCheck<ECPoint, ECPoint> subsetCheck =
      new SubsetCheck<>(
          BcGroup.INSTANCE, new PlainBucketSums<>(BcGroup.INSTANCE), BcCurve::isInSubgroup);

  private BcCurve() {}

  @Override
  public String name() {
    return Curves.BOUNCY_CASTLE;
  }

  @Override
  public G1Point g1Generator() {
    return g1Generator;
  }

  @Override
  public G1Point g1Identity() {
    return g1Identity;
  }

  @Override
  public G2Point g2Generator() {
    return g2Generator;
  }

  @Override
  public G1Point hashToG1(byte[] message, String domainSeparationTag) {
    Encodings.requireTag(domainSeparationTag);
    return new BcG1(BcHashToG1.hash(message, domainSeparationTag));
  }

  @Override
  public UncheckedG1 decodeOnCurve(byte[] encoding, Identity identity)
      throws InvalidPointException {
    boolean isIdentity = Encodings.requireG1(encoding, identity);
    return new Candidate(isIdentity ? BcG1.of(g1Identity) : new BcG1(BcEncodings.decode(encoding)));
  }

  @Override
  public int[] outsideSubgroup(List<UncheckedG1> points) {
    return subsetCheck.outside(own(points));
  }

  private static List<ECPoint> own(List<UncheckedG1> points) {
    return points.stream().map(point -> BcG1.of(point.admit()).point()).toList();
  }

  private static boolean isInSubgroup(ECPoint point) {
    return point.isInfinity() || BLS12_381SubgroupCheck.isInG1Subgroup(point.normalize());
  }

  @Override
  public Optional<RandomCombination> randomCombination(List<UncheckedG1> points) {
    return subsetCheck
        .combineMany(own(points))
        .map(combined -> new RandomCombination(combined.weights(), new BcG1(combined.sum())));
  }

  @Override
  public G2Point decodeG2(byte[] encoding, Identity identity) throws InvalidPointException {
    if (Encodings.requireG2(encoding, identity)) {
      return new BcG2(BLS12_381G2Point.INFINITY);
    }
    BLS12_381G2Point point;
    try {
      point = BLS12_381Serialization.decompressG2(encoding);
    } catch (RuntimeException e) {
      throw new InvalidPointException("not a point of G2");
    }
    if (!BLS12_381SubgroupCheck.isInG2Subgroup(point)) {
      throw new InvalidPointException("not in the subgroup of order r");
    }
    return new BcG2(point);
  }

  @Override
  public G1Point multiExp(List<G1Point> points, List<BigInteger> scalars) {
    Curves.requireSameSize(points, scalars);
    List<ECPoint> own = points.stream().map(point -> BcG1.of(point).point()).toList();
    return new BcG1(
        pippenger.sum(
            own, scalars.stream().map(scalar -> scalar.mod(ORDER)).toArray(BigInteger[]::new)));
  }

  @Override
  public FixedBase fixedBase(G1Point base) {
    return new Plain(BcG1.of(base));
  }

  @Override
  public boolean pairingProductIsOne(List<G1Point> left, List<G2Point> right) {
    Curves.requireSameSize(left, right);
    List<ECPoint> p = new ArrayList<>();
    List<BLS12_381G2Point> q = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      BcG1 first = BcG1.of(left.get(i));
      BcG2 second = BcG2.of(right.get(i));
      if (!first.isIdentity() && !second.isIdentity()) { // else the factor is one
        p.add(first.point());
        q.add(second.point());
      }
    }
    return p.isEmpty()
        || BLS12_381Pairing.multiPair(p.toArray(ECPoint[]::new), q.toArray(BLS12_381G2Point[]::new))
            .equals(Fp12Element.ONE);
  }

  /** No table: this backend is not built for speed. */
  private record Plain(BcG1 base) implements FixedBase {
    @Override
    public G1Point multiply(SecretScalar scalar) {
      return base.multiply(scalar);
    }
  }

  /** A point on the curve, of unknown order. */
  private static final class Candidate extends UncheckedG1 {
    private final BcG1 point;

    Candidate(BcG1 point) {
      this.point = point;
    }

    @Override
    G1Point admit() {
      return point;
    }

    @Override
    public byte[] compressed() {
      return point.compressed();
    }

    @Override
    public byte[] uncompressed() {
      return point.uncompressed();
    }
  }
}
