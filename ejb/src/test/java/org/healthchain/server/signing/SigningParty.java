package org.healthchain.server.signing;

import java.security.SecureRandom;
import java.util.List;
import org.healthchain.crypto.groupsignature.GroupParameters;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.JoinRequest;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.crypto.groupsignature.Registry;
import org.healthchain.server.group.Authorisations;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.Transaction;

/** A group with one member, made by the real join. */
public final class SigningParty {
  private final GroupPublicKey group;
  private final MemberKey member;

  public SigningParty(int number) {
    SecureRandom random = new SecureRandom();
    try {
      GroupParameters parameters = GroupParameters.of("test " + number);
      IssuingKey issuing = IssuingKey.generate(parameters, random);
      group =
          GroupPublicKey.of(
              issuing.publicKey(), OpeningKey.generate(parameters, random).publicKey());
      MemberSecret secret = MemberSecret.generate(parameters, random);
      byte[] nonce = IssuingKey.newNonce(random);
      JoinRequest request = secret.requestJoin(group, "member-1", nonce, new byte[64], random);
      member =
          secret.accept(
              group, issuing.admit(group, request, nonce, Registry.of(List.of()), random));
    } catch (GroupSignatureException e) {
      throw new IllegalStateException(e);
    }
  }

  public Authorisations authorisations(Opaque managerKey) {
    return new Authorisations(group, managerKey);
  }

  /** The same transaction with this member's group signature. */
  public Transaction signed(Transaction unsigned) {
    return new Transaction(
        unsigned.header(),
        Opaque.of(member.sign(unsigned.header().encode()).wire()),
        unsigned.body());
  }
}
