package org.healthchain.crypto.votes;

import java.util.List;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curve.Identity;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;

/** One vote, or the sum of many on one message: a point of G1. Immutable. */
public final class VoteSignature {
  /** Length of the encoding. */
  public static final int BYTES = Curve.G1_COMPRESSED_BYTES;

  private final G1Point point;

  VoteSignature(G1Point point) {
    this.point = point;
  }

  /**
   * Reads 48 bytes.
   *
   * @throws InvalidPointException unless they are the compressed encoding of a point of G1 other
   *     than the identity
   */
  public static VoteSignature fromBytes(byte[] encoding) throws InvalidPointException {
    if (encoding.length != BYTES) {
      throw new InvalidPointException("48 bytes expected");
    }
    return new VoteSignature(Curves.get().decodeG1(encoding, Identity.REFUSED));
  }

  /** The sum of votes on one message; verifies against the sum of their keys. */
  public static VoteSignature aggregate(List<VoteSignature> votes) {
    if (votes.isEmpty()) {
      throw new IllegalArgumentException("no votes");
    }
    return new VoteSignature(Curves.get().sum(votes.stream().map(VoteSignature::point).toList()));
  }

  /** 48 bytes. */
  public byte[] toBytes() {
    return point.compressed();
  }

  G1Point point() {
    return point;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VoteSignature vote && point.equals(vote.point);
  }

  @Override
  public int hashCode() {
    return point.hashCode();
  }

  @Override
  public String toString() {
    return "VoteSignature[" + point + "]";
  }
}
