package org.healthchain.crypto.votes;

import java.util.List;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curve.Identity;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.G2Point;
import org.healthchain.crypto.curve.InvalidPointException;

/**
 * A voter's public key pk = sk·g2, in G2, not the identity, whose owner is known to hold sk.
 * Immutable.
 */
public final class VotePublicKey {
  /** Length of the encoding. */
  public static final int BYTES = Curve.G2_COMPRESSED_BYTES;

  private final G2Point point;

  VotePublicKey(G2Point point) {
    this.point = point;
  }

  /**
   * Reads a key of 96 bytes and checks its owner's proof of possession: e(proof, g2) = e(H(pk),
   * pk).
   *
   * @throws InvalidPointException if either is malformed or the proof does not fit
   */
  public static VotePublicKey fromBytes(byte[] encoding, byte[] proofOfPossession)
      throws InvalidPointException {
    Curve curve = Curves.get();
    G2Point point = curve.decodeG2(encoding, Identity.REFUSED);
    G1Point proof = curve.decodeG1(proofOfPossession, Identity.REFUSED);
    G1Point hash = curve.hashToG1(encoding, VoteSignatures.POSSESSION_TAG);
    if (!curve.pairingProductIsOne(
        List.of(proof.negate(), hash), List.of(curve.g2Generator(), point))) {
      throw new InvalidPointException("the proof of possession does not fit");
    }
    return new VotePublicKey(point);
  }

  /**
   * Reads a key whose proof of possession was checked before it was stored, as in a signed genesis
   * or a manager's admission.
   *
   * @throws InvalidPointException if it is malformed
   */
  public static VotePublicKey fromTrustedBytes(byte[] encoding) throws InvalidPointException {
    return new VotePublicKey(Curves.get().decodeG2(encoding, Identity.REFUSED));
  }

  /** 96 bytes. */
  public byte[] toBytes() {
    return point.compressed();
  }

  G2Point point() {
    return point;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VotePublicKey key && point.equals(key.point);
  }

  @Override
  public int hashCode() {
    return point.hashCode();
  }

  @Override
  public String toString() {
    return "VotePublicKey[" + point + "]";
  }
}
