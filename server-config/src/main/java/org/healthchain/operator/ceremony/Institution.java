package org.healthchain.operator.ceremony;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.healthchain.crypto.votes.VoteSecretKey;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.Credential;
import org.healthchain.server.transaction.Member;
import org.healthchain.server.transaction.Opaque;

/** An institution's side of the ceremony: draws its secrets and keeps them to itself. */
final class Institution {
  private final ConsortiumPlan.Server server;
  private final ServerIdentity identity;
  private final VoteSecretKey voteKey;
  private final Member member;

  private Institution(
      ConsortiumPlan.Server server, ServerIdentity identity, VoteSecretKey voteKey, Member member) {
    this.server = server;
    this.identity = identity;
    this.voteKey = voteKey;
    this.member = member;
  }

  static Institution join(
      ConsortiumPlan.Server server,
      ServerIdentity identity,
      GroupFounder group,
      SecureRandom random)
      throws GeneralSecurityException {
    VoteSecretKey voteKey = VoteSecretKey.generate(random);
    Member member =
        new Member(
            server.memberId(),
            server.displayName(),
            server.brokerAddress(),
            identity.publicKey(),
            Opaque.of(voteKey.publicKey().toBytes()),
            Opaque.of(voteKey.proofOfPossession()),
            identity.certificateFingerprint(),
            Opaque.EMPTY,
            Opaque.EMPTY,
            new Credential(Opaque.EMPTY, Opaque.EMPTY));
    return new Institution(server, identity, voteKey, member);
  }

  ConsortiumPlan.Server server() {
    return server;
  }

  /** What the genesis says of it. */
  Member member() {
    return member;
  }

  void store(InstanceKeyStore keyStore) throws GeneralSecurityException {
    identity.store(keyStore);
    keyStore.setSecret(SecretName.VOTE_KEY, voteKey.toBytes());
  }
}
