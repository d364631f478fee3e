package org.healthchain.operator.ceremony;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.healthchain.crypto.groupsignature.Credential;
import org.healthchain.crypto.groupsignature.JoinRequest;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.votes.VoteSecretKey;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.Opaque;

/** An institution's side of the ceremony: draws its secrets and keeps them to itself. */
final class Institution {
  private final ConsortiumPlan.Server server;
  private final ServerIdentity identity;
  private final VoteSecretKey voteKey;
  private final MemberSecret memberSecret;
  private final ConsortiumMember member;

  private Institution(
      ConsortiumPlan.Server server,
      ServerIdentity identity,
      VoteSecretKey voteKey,
      MemberSecret memberSecret,
      ConsortiumMember member) {
    this.server = server;
    this.identity = identity;
    this.voteKey = voteKey;
    this.memberSecret = memberSecret;
    this.member = member;
  }

  static Institution join(
      ConsortiumPlan.Server server,
      ServerIdentity identity,
      GroupFounder group,
      SecureRandom random)
      throws GeneralSecurityException {
    VoteSecretKey voteKey = VoteSecretKey.generate(random);
    MemberSecret secret = MemberSecret.generate(group.group().parameters(), random);
    String groupName = GroupMembers.groupName(server.memberId());
    byte[] longTerm = identity.sign(secret.bytesToSign(group.group(), groupName));
    byte[] nonce = group.invite();
    JoinRequest request = secret.requestJoin(group.group(), groupName, nonce, longTerm, random);
    Credential credential = group.admit(request, nonce);
    secret.accept(group.group(), credential); // refuses a credential that does not fit
    ConsortiumMember member =
        new ConsortiumMember(
            server.memberId(),
            server.displayName(),
            server.listeners().brokerAddress(),
            identity.publicKey(),
            Opaque.of(voteKey.publicKey().toBytes()),
            Opaque.of(voteKey.proofOfPossession()),
            identity.certificateFingerprint(),
            Opaque.of(request.registration().memberPublicBytes()),
            Opaque.of(longTerm),
            GroupMembers.toChain(credential));
    return new Institution(server, identity, voteKey, secret, member);
  }

  ConsortiumPlan.Server server() {
    return server;
  }

  /** What the genesis says of it. */
  ConsortiumMember member() {
    return member;
  }

  void store(InstanceKeyStore keyStore) throws GeneralSecurityException {
    identity.store(keyStore);
    keyStore.setSecret(SecretName.VOTE_KEY, voteKey.toBytes());
    keyStore.setSecret(SecretName.MEMBER_SECRET, memberSecret.toBytes());
  }
}
