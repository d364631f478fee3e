package org.healthchain.crypto.groupsignature;

import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.BAD_CREDENTIAL;
import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.WRONG_EPOCH;
import static org.healthchain.crypto.groupsignature.GroupSignatureException.Reason.WRONG_GROUP;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.InvalidPointException;

/**
 * The step to the next epoch (FR-10): a new credential for every member that stays; who is not in
 * it is revoked. It holds no secret and stands on the ledger, under the manager's signature, which
 * is not part of it. Immutable.
 */
public final class EpochUpdate {
  /** A member's key Y and its new credential. */
  record Entry(G1Point memberPublic, Credential credential) {}

  private final byte[] groupId;
  private final int epoch;
  private final List<Entry> entries;

  EpochUpdate(byte[] groupId, int epoch, List<Entry> entries) {
    this.groupId = groupId.clone();
    this.epoch = epoch;
    this.entries =
        entries.stream()
            .sorted(
                Comparator.comparing(
                    entry -> entry.memberPublic().compressed(), Arrays::compareUnsigned))
            .toList();
  }

  /** Reads {@link #toBytes()}; whether it is right, {@link #verify} tells. */
  public static EpochUpdate fromBytes(byte[] bytes) throws GroupSignatureException {
    return fromBytes(bytes, Curves.get());
  }

  static EpochUpdate fromBytes(byte[] bytes, Curve curve) throws GroupSignatureException {
    return FormatReader.object(curve, bytes, ObjectKind.EPOCH_UPDATE, EpochUpdate::read);
  }

  private static EpochUpdate read(FormatReader in)
      throws GroupSignatureException, InvalidPointException {
    byte[] groupId = in.raw(GroupPublicKey.GROUP_ID_BYTES);
    int epoch = in.u31();
    int count = in.u16();
    if (count > Registry.MAX_ENTRIES) {
      throw FormatReader.malformed("too many members");
    }
    List<Entry> entries = new ArrayList<>();
    byte[] previous = {};
    for (int i = 0; i < count; i++) {
      G1Point memberPublic = in.g1();
      byte[] encoded = memberPublic.compressed();
      if (Arrays.compareUnsigned(previous, encoded) >= 0) {
        throw FormatReader.malformed("members are not in order");
      }
      entries.add(new Entry(memberPublic, Credential.read(in)));
      previous = encoded;
    }
    return new EpochUpdate(groupId, epoch, entries);
  }

  /** The encoding, members in the order of their encoded keys; see {@code FORMATS.md}. */
  public byte[] toBytes() {
    FormatWriter out = new FormatWriter().kind(ObjectKind.EPOCH_UPDATE);
    out.raw(groupId).u32(epoch).u16(entries.size());
    for (Entry entry : entries) {
      out.raw(entry.memberPublic().compressed());
      entry.credential().write(out);
    }
    return out.toBytes();
  }

  /** The epoch that begins. */
  public int epoch() {
    return epoch;
  }

  /** How many members stay. */
  public int size() {
    return entries.size();
  }

  /** Whether this member stays. */
  public boolean contains(Registration member) {
    return credentialFor(member.memberPublic()).isPresent();
  }

  /**
   * The group in the new epoch, without a look at the credentials.
   *
   * @param group the group in the epoch before
   * @throws GroupSignatureException WRONG_GROUP or WRONG_EPOCH
   */
  public GroupPublicKey apply(GroupPublicKey group) throws GroupSignatureException {
    if (!Arrays.equals(groupId, group.groupId())) {
      throw new GroupSignatureException(WRONG_GROUP, "the update is for another group");
    }
    if (epoch != group.epoch() + 1) {
      throw new GroupSignatureException(
          WRONG_EPOCH, "epoch " + epoch + " does not follow " + group.epoch());
    }
    return group.atEpoch(epoch);
  }

  /**
   * The group in the new epoch, all credentials checked in one go: with weights ρ, e(∏A^ρ, w) =
   * e(∏(G_e·Y·A^(−x))^ρ, g2). Anybody can do this before the update is ordered, so that no member
   * is revoked by mistake.
   *
   * @throws GroupSignatureException WRONG_GROUP, WRONG_EPOCH or BAD_CREDENTIAL
   */
  public GroupPublicKey verify(GroupPublicKey group) throws GroupSignatureException {
    GroupPublicKey next = apply(group);
    Weights weights = new Weights();
    BigInteger total = BigInteger.ZERO;
    List<G1Point> left = new ArrayList<>();
    List<BigInteger> leftScalars = new ArrayList<>();
    List<G1Point> right = new ArrayList<>();
    List<BigInteger> rightScalars = new ArrayList<>();
    for (Entry entry : entries) {
      BigInteger rho = weights.next();
      total = total.add(rho);
      left.add(entry.credential().a());
      leftScalars.add(rho);
      right.add(entry.memberPublic());
      rightScalars.add(rho);
      right.add(entry.credential().a());
      rightScalars.add(rho.multiply(entry.credential().x()).negate().mod(Curve.ORDER));
    }
    right.add(next.epochBase());
    rightScalars.add(total);
    Curve curve = next.curve();
    if (!next.issuer()
        .pairs(curve.multiExp(left, leftScalars), curve.multiExp(right, rightScalars))) {
      throw new GroupSignatureException(BAD_CREDENTIAL, "a credential in the update is false");
    }
    return next;
  }

  /** The new credential of a member who stays; empty for everybody else. */
  public Optional<Credential> credentialFor(Registration member) {
    return credentialFor(member.memberPublic());
  }

  Optional<Credential> credentialFor(G1Point memberPublic) {
    return entries.stream()
        .filter(entry -> entry.memberPublic().equals(memberPublic))
        .map(Entry::credential)
        .findFirst();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EpochUpdate that
        && epoch == that.epoch
        && Arrays.equals(groupId, that.groupId)
        && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(groupId) + epoch;
  }

  @Override
  public String toString() {
    return "EpochUpdate[epoch " + epoch + ", " + entries.size() + " members]";
  }
}
