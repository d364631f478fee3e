package org.healthchain.crypto.groupsignature;

import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.WRONG_GROUP;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;

/**
 * All a verifier needs: the issuer's w, the opener's H, and the epoch in force, whose base is G_e =
 * g1·h2^e. Constant size, whatever the number of members. Immutable.
 */
public final class GroupPublicKey {
  /** Length of {@link #groupId()} in bytes. */
  public static final int GROUP_ID_BYTES = 32;

  private final IssuerPublicKey issuer;
  private final OpenerPublicKey opener;
  private final int epoch;
  private final byte[] groupId;
  private final G1Point epochBase;

  private GroupPublicKey(IssuerPublicKey issuer, OpenerPublicKey opener, int epoch) {
    this.issuer = issuer;
    this.opener = opener;
    this.epoch = epoch;
    this.groupId = groupIdOf(issuer, opener);
    Bases bases = issuer.parameters().bases();
    this.epochBase = bases.g1().add(bases.h2().multiply(BigInteger.valueOf(epoch)));
  }

  /**
   * A group in its first epoch, 0.
   *
   * @throws GroupSignatureException WRONG_GROUP if the two keys have other parameters
   */
  public static GroupPublicKey of(IssuerPublicKey issuer, OpenerPublicKey opener)
      throws GroupSignatureException {
    if (!issuer.parameters().equals(opener.parameters())) {
      throw new GroupSignatureException(WRONG_GROUP, "issuer and opener are of two groups");
    }
    return new GroupPublicKey(issuer, opener, 0);
  }

  /**
   * The same group in another epoch; for signatures made then.
   *
   * @param epoch at least 0
   */
  public GroupPublicKey atEpoch(int epoch) {
    if (epoch < 0) {
      throw new IllegalArgumentException("no such epoch: " + epoch);
    }
    return epoch == this.epoch ? this : new GroupPublicKey(issuer, opener, epoch);
  }

  /** Reads {@link #toBytes()}. */
  public static GroupPublicKey fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static GroupPublicKey fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(curve, bytes, ObjectKind.GROUP_PUBLIC_KEY, GroupPublicKey::read);
  }

  static GroupPublicKey read(FormatReader in)
      throws GroupSignatureException, InvalidPointException {
    GroupParameters parameters = in.parameters();
    IssuerPublicKey issuer = IssuerPublicKey.readOwn(in, parameters);
    OpenerPublicKey opener = OpenerPublicKey.readOwn(in, parameters);
    return new GroupPublicKey(issuer, opener, in.u31());
  }

  void write(FormatWriter out) {
    parameters().write(out);
    issuer.writeOwn(out);
    opener.writeOwn(out);
    out.u32(epoch);
  }

  /** The encoding; see {@code FORMATS.md}. */
  public byte[] toBytes() {
    FormatWriter out = new FormatWriter().kind(ObjectKind.GROUP_PUBLIC_KEY);
    write(out);
    return out.toBytes();
  }

  /**
   * Whether some member signed this message in this epoch (FR-3).
   *
   * @param signature in wire or storage form; anything else is no signature, hence false
   */
  public boolean verify(byte[] message, byte[] signature) {
    return BatchVerifier.of(this)
        .verify(List.of(new SignedMessage(epoch, message, signature)))
        .allValid();
  }

  public GroupParameters parameters() {
    return issuer.parameters();
  }

  public IssuerPublicKey issuer() {
    return issuer;
  }

  public OpenerPublicKey opener() {
    return opener;
  }

  public int epoch() {
    return epoch;
  }

  /** Names the group in every epoch: the first 32 bytes of a SHA-512 over parameters, w and H. */
  public byte[] groupId() {
    return groupId.clone();
  }

  /** G_e. */
  G1Point epochBase() {
    return epochBase;
  }

  Curve curve() {
    return parameters().curve();
  }

  /** A transcript that holds the group; the epoch is for the caller to append. */
  Transcript transcript(String purpose) {
    return Transcript.of("HealthChain/BBS-GS/v1/" + purpose).append("gpk", groupId);
  }

  private static byte[] groupIdOf(IssuerPublicKey issuer, OpenerPublicKey opener) {
    byte[] hash =
        issuer
            .parameters()
            .transcript("group-id")
            .append("w", issuer.w().compressed())
            .append("H", opener.h().compressed())
            .finish();
    return Arrays.copyOf(hash, GROUP_ID_BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupPublicKey that
        && epoch == that.epoch
        && issuer.equals(that.issuer)
        && opener.equals(that.opener);
  }

  @Override
  public int hashCode() {
    return 31 * issuer.hashCode() + epoch;
  }

  @Override
  public String toString() {
    return "GroupPublicKey[" + parameters().label() + ", epoch " + epoch + "]";
  }
}
