package org.healthchain.server.membership;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.healthchain.crypto.groupsignature.GroupParameters;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.crypto.votes.VoteSecretKey;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.instance.CertificateAuthority;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;

/** A group, an invitation, and an institution that answers it, all with real keys. */
final class JoinParty {
  static final String NAME = "Spital Zürich";
  static final int MEMBER = 5;

  final SecureRandom random = new SecureRandom();
  final Hash chain = Hash.sha256("chain".getBytes(StandardCharsets.US_ASCII));
  final GroupPublicKey group;
  final InvitationEntity invitation;
  final Ed25519PrivateKeyParameters identity = new Ed25519PrivateKeyParameters(random);
  final VoteSecretKey vote = VoteSecretKey.generate(random);
  final MemberSecret secret;
  private final AdmissionRequest request;

  JoinParty() throws Exception {
    GroupParameters parameters = GroupParameters.of("join party");
    group =
        GroupPublicKey.of(
            IssuingKey.generate(parameters, random).publicKey(),
            OpeningKey.generate(parameters, random).publicKey());
    invitation = new InvitationEntity(MEMBER, NAME, IssuingKey.newNonce(random), Instant.EPOCH);
    secret = MemberSecret.generate(parameters, random);
    request = signed(unsigned());
  }

  /** As a real institution makes it. */
  AdmissionRequest request() {
    return request;
  }

  AdmissionRequest signed(AdmissionRequest unsigned) {
    return unsigned.withSignature(sign(unsigned.signedBytes()));
  }

  byte[] sign(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, identity);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  private AdmissionRequest unsigned() throws Exception {
    byte[] longTerm = sign(secret.bytesToSign(group, GroupMembers.groupName(MEMBER)));
    return new AdmissionRequest(
        chain,
        MEMBER,
        NAME,
        Opaque.of(invitation.issuerNonce()),
        "127.0.0.1:5672",
        Opaque.of(identity.generatePublicKey().getEncoded()),
        Opaque.of(vote.publicKey().toBytes()),
        Opaque.of(vote.proofOfPossession()),
        Opaque.of(certificateRequest()),
        Opaque.of(rsaKey(3072)),
        groupRequest(MEMBER, longTerm),
        Opaque.of(longTerm),
        Opaque.EMPTY);
  }

  Opaque groupRequest(int member, byte[] longTerm) throws Exception {
    return Opaque.of(
        secret
            .requestJoin(
                group, GroupMembers.groupName(member), invitation.issuerNonce(), longTerm, random)
            .toBytes());
  }

  private byte[] certificateRequest() throws Exception {
    KeyPair tls = CertificateAuthority.newKeyPair(random);
    return new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=joiner"), tls.getPublic())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(tls.getPrivate()))
        .getEncoded();
  }

  static byte[] rsaKey(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair().getPublic().getEncoded();
  }
}
