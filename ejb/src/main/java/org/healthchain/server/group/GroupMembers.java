package org.healthchain.server.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.healthchain.crypto.groupsignature.Credential;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.Registration;
import org.healthchain.crypto.groupsignature.Registry;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.IdentitySignatures;
import org.healthchain.server.transaction.MemberCredential;
import org.healthchain.server.transaction.MemberStatus;
import org.healthchain.server.transaction.Opaque;

/**
 * Between the chain's members and the group signature's: names, registrations, credentials. A
 * member's name in the group is {@code member-} and its id; its long-term key is its Ed25519
 * identity key.
 */
public final class GroupMembers {
  private static final int POINT_BYTES = 48;

  private GroupMembers() {}

  /**
   * The group's public key, of the epoch that it was encoded for.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  public static GroupPublicKey publicKey(Opaque encoded) {
    try {
      return GroupPublicKey.fromBytes(encoded.bytes());
    } catch (GroupSignatureException e) {
      throw new IllegalArgumentException("the group public key is malformed", e);
    }
  }

  public static String groupName(int memberId) {
    return "member-" + memberId;
  }

  /** The member that has that name in the group. */
  public static Optional<MemberStatus> byGroupName(ConsortiumState state, String groupName) {
    return state.members().stream()
        .filter(status -> groupName(status.member().id()).equals(groupName))
        .findFirst();
  }

  public static Registration registration(ConsortiumMember member) throws GroupSignatureException {
    return Registration.of(
        groupName(member.id()), member.groupKey().bytes(), member.groupKeySignature().bytes());
  }

  /** Everybody ever registered, revoked members included. */
  public static Registry registry(ConsortiumState state) throws GroupSignatureException {
    return registry(state.members().stream().map(MemberStatus::member).toList());
  }

  public static Registry registry(Collection<ConsortiumMember> members)
      throws GroupSignatureException {
    List<Registration> entries = new ArrayList<>();
    for (ConsortiumMember member : members) {
      entries.add(registration(member));
    }
    return Registry.of(entries);
  }

  /** As the chain keeps it. */
  public static MemberCredential toChain(Credential credential) {
    byte[] bytes = credential.toBytes();
    return new MemberCredential(
        Opaque.of(Arrays.copyOf(bytes, POINT_BYTES)),
        Opaque.of(Arrays.copyOfRange(bytes, POINT_BYTES, bytes.length)));
  }

  public static Credential fromChain(MemberCredential credential) throws GroupSignatureException {
    byte[] bytes = Arrays.copyOf(credential.point().bytes(), Credential.BYTES);
    if (credential.point().length() + credential.scalar().length() != Credential.BYTES) {
      return Credential.fromBytes(new byte[0]); // refused with the reason of every malformed one
    }
    System.arraycopy(
        credential.scalar().bytes(), 0, bytes, POINT_BYTES, credential.scalar().length());
    return Credential.fromBytes(bytes);
  }

  /**
   * The signing key of the state's group epoch: the member's own secret and its credential on the
   * chain, checked against each other.
   *
   * @param genesisGroup the group public key of the genesis, of any epoch
   * @return empty if the member is none (any more)
   */
  public static Optional<MemberKey> signingKey(
      GroupPublicKey genesisGroup, ConsortiumState state, int memberId, MemberSecret secret)
      throws GroupSignatureException {
    Optional<MemberStatus> own = state.member(memberId).filter(MemberStatus::active);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    GroupPublicKey group = genesisGroup.atEpoch(state.groupEpoch());
    return Optional.of(secret.accept(group, fromChain(own.get().member().credential())));
  }

  /** Whether the identity key signed the registration: the long-term check of join and judge. */
  public static boolean identitySigned(Opaque identityKey, byte[] message, byte[] signature) {
    return IdentitySignatures.verify(identityKey, signature, message);
  }
}
