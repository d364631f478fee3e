package org.healthchain.crypto.groupsignature;

import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.BAD_CREDENTIAL;

import java.security.SecureRandom;
import java.util.Optional;
import javax.security.auth.Destroyable;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.InvalidPointException;

/**
 * A member's signing key for one epoch: its secret y and the credential (A, x), which was checked
 * when this was built. Safe for use by many threads; once destroyed, signing throws {@link
 * IllegalStateException}.
 */
public final class MemberKey implements Destroyable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final GroupPublicKey group;
  private final MemberSecret secret;
  private final Credential credential;
  private final MemberSigner signer;

  private MemberKey(GroupPublicKey group, MemberSecret secret, Credential credential) {
    this.group = group;
    this.secret = secret;
    this.credential = credential;
    this.signer = new MemberSigner(group, secret, credential);
  }

  static MemberKey of(GroupPublicKey group, MemberSecret secret, Credential credential)
      throws GroupSignatureException {
    if (!credential.isFor(group, secret.memberPublic())) {
      throw new GroupSignatureException(
          BAD_CREDENTIAL, "the credential is not for this member, group and epoch");
    }
    return new MemberKey(group, secret, credential);
  }

  /** Reads {@link #toBytes()}; checks the credential again. */
  public static MemberKey fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static MemberKey fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(curve, bytes, ObjectKind.MEMBER_KEY, MemberKey::read);
  }

  private static MemberKey read(FormatReader in)
      throws GroupSignatureException, InvalidPointException {
    GroupPublicKey group = GroupPublicKey.read(in);
    MemberSecret secret = new MemberSecret(group.parameters(), in.secret());
    return of(group, secret, Credential.read(in));
  }

  /** The secret encoding; see {@code FORMATS.md}. The caller wipes it. */
  public byte[] toBytes() {
    FormatWriter out = new FormatWriter().kind(ObjectKind.MEMBER_KEY);
    group.write(out);
    out.secret(secret.y());
    credential.write(out);
    return out.toBytes();
  }

  /** The group in the epoch for which this key signs. */
  public GroupPublicKey group() {
    return group;
  }

  /** Signs with randomness of the platform. */
  public GroupSignature sign(byte[] message) {
    return sign(message, RANDOM);
  }

  /**
   * Signs (FR-3). Nonces are hedged: bad randomness costs anonymity between equal messages, never
   * the secret.
   *
   * @throws IllegalStateException if the key was destroyed, or if the signature made does not
   *     satisfy its equations: a fault of the machine, see {@code adr/0004}
   */
  public GroupSignature sign(byte[] message, SecureRandom random) {
    return signer.sign(message, random);
  }

  /**
   * This member's key in the epoch of the update; empty if it was revoked by it.
   *
   * @throws GroupSignatureException WRONG_GROUP, WRONG_EPOCH (not the one after this key's) or
   *     BAD_CREDENTIAL
   */
  public Optional<MemberKey> advance(EpochUpdate update) throws GroupSignatureException {
    GroupPublicKey next = update.apply(group);
    Optional<Credential> mine = update.credentialFor(secret.memberPublic());
    return mine.isEmpty() ? Optional.empty() : Optional.of(of(next, secret, mine.get()));
  }

  /** Wipes y; keys of other epochs made from this one are wiped with it. */
  @Override
  public void destroy() {
    secret.destroy();
  }

  @Override
  public boolean isDestroyed() {
    return secret.isDestroyed();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemberKey that
        && group.equals(that.group)
        && secret.equals(that.secret)
        && credential.equals(that.credential);
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + credential.hashCode();
  }

  @Override
  public String toString() {
    return "MemberKey[" + group + "]";
  }
}
