package org.healthchain.server.membership;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.regex.Pattern;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.envelope.EnvelopeKeys;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.JoinRequest;
import org.healthchain.crypto.groupsignature.Registration;
import org.healthchain.crypto.votes.VotePublicKey;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;

/**
 * Verifies everything in a join request that needs no secret. Each failure is a {@link
 * RefusedException} that tells the manager what is wrong.
 */
public final class AdmissionRequestCheck {
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._-]+:[0-9]{1,5}");

  private final AdmissionRequest request;

  private AdmissionRequestCheck(AdmissionRequest request) {
    this.request = request;
  }

  /**
   * @param invitation the invitation that the request should answer
   * @return the group signature's request inside, not yet checked against the issuer's nonce
   */
  static Parts check(
      AdmissionRequest request, Hash chainId, InvitationEntity invitation, GroupPublicKey group) {
    AdmissionRequestCheck check = new AdmissionRequestCheck(request);
    check.fits(chainId, invitation);
    check.signature();
    check.voteKey();
    return new Parts(check.tlsKey(), check.transportKey(), check.groupRequest(group));
  }

  /**
   * The parts that admission needs.
   *
   * @param tlsKey for the certificate
   * @param transportKey to which the serial-number key is sealed
   */
  public record Parts(PublicKey tlsKey, PublicKey transportKey, JoinRequest groupRequest) {}

  private void fits(Hash chainId, InvitationEntity invitation) {
    require(request.chainId().equals(chainId), "consortium", "it was made for another consortium");
    require(
        request.institutionName().equals(invitation.institutionName()),
        "name",
        "it names \""
            + request.institutionName()
            + "\", the invitation \""
            + invitation.institutionName()
            + "\"",
        request.institutionName(),
        invitation.institutionName());
    require(
        request.issuerNonce().equals(Opaque.of(invitation.issuerNonce())),
        "invitation",
        "it answers another invitation");
    require(
        ADDRESS.matcher(request.brokerAddress()).matches(),
        "address",
        "its broker's address must read host:port");
  }

  private void signature() {
    require(
        GroupMembers.identitySigned(
            request.identityKey(), request.signedBytes(), request.signature().bytes()),
        "signature",
        "its signature does not verify: it was altered on its way");
  }

  private void voteKey() {
    try {
      VotePublicKey.fromBytes(request.voteKey().bytes(), request.votePossession().bytes());
    } catch (InvalidPointException e) {
      throw refused("voteKey", "its vote key or the proof of possession is wrong");
    }
  }

  private PublicKey tlsKey() {
    try {
      PKCS10CertificationRequest csr = new PKCS10CertificationRequest(request.tlsRequest().bytes());
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(csr.getSubjectPublicKeyInfo().getEncoded()));
      require(
          csr.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key)),
          "tlsKey",
          "its certificate request is not signed by its own key");
      return key;
    } catch (IOException | GeneralSecurityException | OperatorCreationException | PKCSException e) {
      throw refused("tlsKey", "its certificate request is malformed");
    }
  }

  private PublicKey transportKey() {
    try {
      return EnvelopeKeys.readPublic(request.transportKey().bytes());
    } catch (InvalidKeySpecException e) {
      throw refused("transportKey", "its transport key is wrong: " + e.getMessage());
    }
  }

  private JoinRequest groupRequest(GroupPublicKey group) {
    try {
      var inner = JoinRequest.fromBytes(request.groupJoinRequest().bytes());
      Registration newcomer = inner.registration();
      require(
          newcomer.memberId().equals(GroupMembers.groupName(request.memberId())),
          "memberId",
          "its proof is for another member id");
      require(
          Opaque.of(newcomer.longTermSignature()).equals(request.groupKeySignature())
              && GroupMembers.identitySigned(
                  request.identityKey(), newcomer.signedBytes(group), newcomer.longTermSignature()),
          "groupKey",
          "its group key is not signed by its identity key");
      return inner;
    } catch (GroupSignatureException e) {
      throw refused("groupKey", "its group key is malformed");
    }
  }

  private static void require(
      boolean condition, String what, String otherwise, Object... arguments) {
    if (!condition) {
      throw refused(what, otherwise, arguments);
    }
  }

  /**
   * @param what the end of the text's key, {@code members.refused.what}
   */
  private static RefusedException refused(String what, String why, Object... arguments) {
    return new RefusedException(
        "members.refused." + what, "The join request is refused: " + why + ".", arguments);
  }
}
