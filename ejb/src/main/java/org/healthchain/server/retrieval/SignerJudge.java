package org.healthchain.server.retrieval;

import java.util.Optional;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.Registration;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;

/**
 * Judges who signed a record, as anybody can: it needs the group's public key and the members'
 * registrations, and no secret. That the record stands on the chain is for the ledger to show.
 */
public final class SignerJudge {
  private final Hash chainId;
  private final GroupPublicKey group;
  private final ConsortiumState members;

  /**
   * @param group in any epoch
   * @param members names everybody ever registered, revoked members included
   */
  public SignerJudge(Hash chainId, GroupPublicKey group, ConsortiumState members) {
    this.chainId = chainId;
    this.group = group;
    this.members = members;
  }

  /** What the judge finds; {@link #toString} says it in English. */
  public enum Conclusion {
    PROVED("the signature and the proof verify"),
    OTHER_CHAIN("it is about a record of another consortium"),
    SIGNATURE_WRONG("the group signature is not valid"),
    NOT_REGISTERED("the key that it names is registered for no institution"),
    REGISTRATION_UNSIGNED("the institution never signed the key that is registered for it"),
    OPENING_WRONG("it does not prove that the institution's key made the signature");

    private final String english;

    Conclusion(String english) {
      this.english = english;
    }

    @Override
    public String toString() {
      return english;
    }
  }

  /**
   * The judgement.
   *
   * @param accused whose registered key the proof names, if it came so far; it signed if the
   *     finding is PROVED, and only then
   */
  public record Ruling(Conclusion finding, Optional<ConsortiumMember> accused) {
    public boolean proved() {
      return finding == Conclusion.PROVED;
    }

    private static Ruling of(Conclusion finding) {
      return new Ruling(finding, Optional.empty());
    }
  }

  /**
   * @throws GroupSignatureException if a registration is malformed
   */
  public Ruling judge(SignerEvidence evidence) throws GroupSignatureException {
    if (!evidence.header().chainId().equals(chainId)) {
      return Ruling.of(Conclusion.OTHER_CHAIN);
    }
    GroupPublicKey signedBy = group.atEpoch(evidence.header().groupEpoch());
    byte[] message = evidence.header().encode();
    if (!signedBy.verify(message, evidence.signature().wire())) {
      return Ruling.of(Conclusion.SIGNATURE_WRONG);
    }
    Optional<Registration> named = evidence.opening().signer(GroupMembers.registry(members));
    if (named.isEmpty()) {
      return Ruling.of(Conclusion.NOT_REGISTERED);
    }
    Registration accused = named.get();
    ConsortiumMember member =
        GroupMembers.byGroupName(members, accused.memberId()).orElseThrow().member();
    boolean registered =
        GroupMembers.identitySigned(
            member.identityKey(), accused.signedBytes(signedBy), accused.longTermSignature());
    if (!registered) {
      return new Ruling(Conclusion.REGISTRATION_UNSIGNED, Optional.of(member));
    }
    boolean proved =
        evidence
            .opening()
            .judge(
                signedBy,
                message,
                evidence.signature(),
                accused,
                (id, signed, signature) ->
                    GroupMembers.identitySigned(member.identityKey(), signed, signature));
    return new Ruling(proved ? Conclusion.PROVED : Conclusion.OPENING_WRONG, Optional.of(member));
  }
}
