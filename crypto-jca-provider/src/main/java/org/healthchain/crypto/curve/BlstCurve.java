package org.healthchain.crypto.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import supranational.blst.blstJNI;

/** The backend over blst, by way of jblst's JNI functions. */
final class BlstCurve implements Curve {
  static final BlstCurve INSTANCE = new BlstCurve();

  private final G1Point g1Generator = BlstG1.ofJacobian(blstJNI.P1_generator());
  private final G2Point g2Generator = new BlstG2(blstJNI.P2_generator());
  private final Pippenger<long[], long[]> pippenger = new Pippenger<>(BlstGroup.INSTANCE);
  private final Optional<NativeBulk> bulk = loadBulk();
  private final SubsetCheck<long[], long[]> subsetCheck =
      new SubsetCheck<>(BlstGroup.INSTANCE, bucketSums(), blstJNI::P1_in_group);

  private BlstCurve() {}

  private static Optional<NativeBulk> loadBulk() {
    try {
      return NativeBulk.load();
    } catch (LinkageError e) { // without JNA the class itself may not link
      return Optional.empty();
    }
  }

  private BucketSums<long[], long[]> bucketSums() {
    if (bulk.isPresent()) {
      return bulk.get();
    }
    return new PlainBucketSums<>(BlstGroup.INSTANCE);
  }

  @Override
  public String name() {
    return Curves.BLST;
  }

  @Override
  public G1Point g1Generator() {
    return g1Generator;
  }

  @Override
  public G1Point g1Identity() {
    return BlstG1.IDENTITY;
  }

  @Override
  public G2Point g2Generator() {
    return g2Generator;
  }

  @Override
  public G1Point hashToG1(byte[] message, String domainSeparationTag) {
    Encodings.requireTag(domainSeparationTag);
    long[] point = blstJNI.new_P1__SWIG_0();
    blstJNI.P1_hash_to__SWIG_1(point, message, domainSeparationTag);
    return BlstG1.ofJacobian(point);
  }

  @Override
  public UncheckedG1 decodeOnCurve(byte[] encoding, Identity identity)
      throws InvalidPointException {
    Encodings.requireG1(encoding, identity);
    return new Candidate(BlstG1.ofAffine(nativePoint(encoding)), encoding.clone());
  }

  /**
   * blst refuses coordinates that are not below the modulus and points off the curve; flags were
   * checked before.
   */
  private static long[] nativePoint(byte[] encoding) throws InvalidPointException {
    try {
      return blstJNI.new_P1_Affine__SWIG_1(encoding);
    } catch (RuntimeException e) {
      throw new InvalidPointException("not a point of the curve");
    }
  }

  @Override
  public int[] outsideSubgroup(List<UncheckedG1> points) {
    return subsetCheck.outside(own(points));
  }

  private static List<long[]> own(List<UncheckedG1> points) {
    return points.stream().map(point -> BlstG1.of(point.admit()).affine()).toList();
  }

  @Override
  public Optional<RandomCombination> randomCombination(List<UncheckedG1> points) {
    return subsetCheck
        .combineMany(own(points))
        .map(
            combined ->
                new RandomCombination(combined.weights(), BlstG1.ofJacobian(combined.sum())));
  }

  @Override
  public G2Point decodeG2(byte[] encoding, Identity identity) throws InvalidPointException {
    Encodings.requireG2(encoding, identity);
    long[] point;
    try {
      point = blstJNI.new_P2__SWIG_2(encoding);
    } catch (RuntimeException e) {
      throw new InvalidPointException("not a point of the curve");
    }
    if (!blstJNI.P2_in_group(point)) {
      throw new InvalidPointException("not in the subgroup of order r");
    }
    return new BlstG2(point);
  }

  @Override
  public G1Point multiExp(List<G1Point> points, List<BigInteger> scalars) {
    Curves.requireSameSize(points, scalars);
    List<long[]> affine = new ArrayList<>(points.size());
    BigInteger[] reduced = new BigInteger[scalars.size()];
    for (int i = 0; i < reduced.length; i++) {
      affine.add(BlstG1.of(points.get(i)).affine());
      reduced[i] = scalars.get(i).mod(ORDER);
    }
    return BlstG1.ofJacobian(
        bulk.isPresent() ? bulk.get().multiExp(affine, reduced) : pippenger.sum(affine, reduced));
  }

  @Override
  public FixedBase fixedBase(G1Point base) {
    return new BlstFixedBase(BlstG1.of(base));
  }

  @Override
  public boolean pairingProductIsOne(List<G1Point> left, List<G2Point> right) {
    Curves.requireSameSize(left, right);
    long[] pairing = blstJNI.new_Pairing(true, "");
    boolean any = false;
    for (int i = 0; i < left.size(); i++) {
      BlstG1 p = BlstG1.of(left.get(i));
      BlstG2 q = BlstG2.of(right.get(i));
      if (!p.isIdentity() && !q.isIdentity()) { // else the factor is one
        blstJNI.Pairing_raw_aggregate(pairing, q.affine(), p.affine());
        any = true;
      }
    }
    if (!any) {
      return true;
    }
    blstJNI.Pairing_commit(pairing);
    return blstJNI.Pairing_finalverify__SWIG_1(pairing);
  }

  /** A point on the curve, of unknown order, with the one encoding it came in, for hashing. */
  private static final class Candidate extends UncheckedG1 {
    private final BlstG1 point;
    private final byte[] encoding;

    Candidate(BlstG1 point, byte[] encoding) {
      this.point = point;
      this.encoding = encoding;
    }

    @Override
    G1Point admit() {
      return point;
    }

    @Override
    public byte[] compressed() {
      return encoding.length == G1_COMPRESSED_BYTES ? encoding.clone() : point.compressed();
    }

    @Override
    public byte[] uncompressed() {
      return encoding.length == G1_UNCOMPRESSED_BYTES ? encoding.clone() : point.uncompressed();
    }
  }
}
