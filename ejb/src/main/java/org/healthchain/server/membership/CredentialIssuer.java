package org.healthchain.server.membership;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.healthchain.crypto.envelope.Envelope;
import org.healthchain.crypto.groupsignature.Credential;
import org.healthchain.crypto.groupsignature.EpochUpdate;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.server.control.ManagerSecrets;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.instance.CertificateAuthority;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.IdentitySignatures;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.Revocation;

/** Uses the issuing key and the certificate authority's key: admission and re-issue. */
@Stateless
public class CredentialIssuer {
  /** Associated data of the envelope that carries the serial-number key. */
  public static final String SERIAL_KEY_LABEL = "HealthChain/serial-number-key/v1";

  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject private ManagerSecrets secrets;

  /**
   * An admitted member.
   *
   * @param member for the chain
   * @param notice for the joiner, as text
   */
  public record Admitted(ConsortiumMember member, String notice) {}

  /**
   * @throws RefusedException if the proof of knowledge does not hold or the key is registered
   *     already
   */
  public Admitted admit(
      AdmissionRequest request,
      AdmissionRequestCheck.Parts parts,
      byte[] issuerNonce,
      ConsortiumState state) {
    try {
      Credential credential = issue(parts, issuerNonce, state);
      X509Certificate certificate = certify(request, parts);
      ConsortiumMember member =
          new ConsortiumMember(
              request.memberId(),
              request.institutionName(),
              request.brokerAddress(),
              request.identityKey(),
              request.voteKey(),
              request.votePossession(),
              Hash.sha256(certificate.getEncoded()),
              Opaque.of(parts.groupRequest().registration().memberPublicBytes()),
              request.groupKeySignature(),
              GroupMembers.toChain(credential));
      return new Admitted(member, notice(request, parts, certificate, state));
    } catch (GroupSignatureException e) {
      throw new RefusedException(
          "members.refused.proof",
          "The join request is refused: " + e.getMessage() + " (" + e.reason() + ").");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the admission could not be made", e);
    }
  }

  private Credential issue(AdmissionRequestCheck.Parts parts, byte[] nonce, ConsortiumState state)
      throws GroupSignatureException {
    IssuingKey issuing = secrets.issuingKey();
    try {
      return issuing.admit(
          group(state), parts.groupRequest(), nonce, GroupMembers.registry(state), RANDOM);
    } finally {
      issuing.destroy();
    }
  }

  private X509Certificate certify(AdmissionRequest request, AdmissionRequestCheck.Parts parts)
      throws GeneralSecurityException, IOException {
    Genesis genesis = secrets.genesis();
    X509Certificate root = CertificateAuthority.parse(genesis.authorityCertificate().bytes());
    String host = request.brokerAddress().substring(0, request.brokerAddress().lastIndexOf(':'));
    return new CertificateAuthority(secrets.keyStore().authorityKey().orElseThrow(), root, RANDOM)
        .certify(genesis.consortium(), "institution-" + request.memberId(), host, parts.tlsKey());
  }

  private String notice(
      AdmissionRequest request,
      AdmissionRequestCheck.Parts parts,
      X509Certificate certificate,
      ConsortiumState state)
      throws GeneralSecurityException {
    Genesis genesis = secrets.genesis();
    byte[] serialKey = secrets.secret(SecretName.SERIAL_NUMBER_KEY);
    byte[] sealed;
    try {
      sealed =
          Envelope.seal(
                  parts.transportKey(),
                  serialKey,
                  SERIAL_KEY_LABEL.getBytes(StandardCharsets.US_ASCII),
                  RANDOM)
              .toBytes();
    } finally {
      Arrays.fill(serialKey, (byte) 0);
    }
    List<AdmissionNotice.Peer> peers = new ArrayList<>();
    peers.add(
        new AdmissionNotice.Peer(
            Genesis.MANAGER_ID,
            genesis.manager().brokerAddress(),
            genesis.manager().identityKey(),
            genesis.manager().certificateFingerprint()));
    for (ConsortiumMember member : state.activeMembers()) {
      peers.add(
          new AdmissionNotice.Peer(
              member.id(),
              member.brokerAddress(),
              member.identityKey(),
              member.certificateFingerprint()));
    }
    AdmissionNotice unsigned =
        new AdmissionNotice(
            genesis.chainId(),
            request.memberId(),
            genesis.encode(),
            List.of(Opaque.of(certificate.getEncoded()), genesis.authorityCertificate()),
            Opaque.of(sealed),
            peers,
            Opaque.EMPTY);
    return unsigned
        .withSignature(IdentitySignatures.sign(secrets.identityKey(), unsigned.signedBytes()))
        .toText();
  }

  /** The order that expels a member: everybody else gets a credential of the next epoch. */
  public Revocation revocation(int memberId, ConsortiumState state) {
    List<ConsortiumMember> staying =
        state.activeMembers().stream().filter(member -> member.id() != memberId).toList();
    IssuingKey issuing = secrets.issuingKey();
    try {
      EpochUpdate update = issuing.nextEpoch(group(state), GroupMembers.registry(staying), RANDOM);
      List<Revocation.Reissued> reissued = new ArrayList<>();
      for (ConsortiumMember member : staying) {
        Credential credential =
            update.credentialFor(GroupMembers.registration(member)).orElseThrow();
        reissued.add(new Revocation.Reissued(member.id(), GroupMembers.toChain(credential)));
      }
      return new Revocation(memberId, state.groupEpoch() + 1, reissued);
    } catch (GroupSignatureException e) {
      throw new IllegalStateException("the ledger's members or the issuing key are damaged", e);
    } finally {
      issuing.destroy();
    }
  }

  private GroupPublicKey group(ConsortiumState state) {
    return secrets.group().atEpoch(state.groupEpoch());
  }
}
