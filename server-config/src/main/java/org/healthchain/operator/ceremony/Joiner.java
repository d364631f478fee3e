package org.healthchain.operator.ceremony;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.healthchain.crypto.envelope.Envelope;
import org.healthchain.crypto.envelope.EnvelopeKeys;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.votes.VoteSecretKey;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.instance.CertificateAuthority;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.KnownPeers;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.membership.AdmissionNotice;
import org.healthchain.server.membership.AdmissionRequest;
import org.healthchain.server.membership.CredentialIssuer;
import org.healthchain.server.membership.Invitation;
import org.healthchain.server.transaction.IdentitySignatures;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;

/**
 * A new institution's side of the join, in its operator's hands: answers the manager's invitation
 * by a request whose secrets stay here, and makes the server's directory of the manager's
 * admission.
 */
public final class Joiner {
  private static final String REQUEST = "join-request.txt";
  private static final String INVITATION = "invitation.txt";
  private static final String KEY_STORE = "keystore.p12";
  private static final String PASSWORD = "keystore.password";

  private final Path home;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param home the consortium's directory on this machine
   */
  public Joiner(Path home) {
    this.home = home;
  }

  /** Folder of the member's secrets between request and admission. */
  public Path pendingFolder(int memberId) {
    return home.resolve("joining-" + memberId);
  }

  /** File with the request's text. */
  public Path requestFile(int memberId) {
    return pendingFolder(memberId).resolve(REQUEST);
  }

  /**
   * Draws the institution's secrets and writes the join request.
   *
   * @param server directory name, address and ports that the server will have
   * @throws IllegalArgumentException if the invitation was answered here already
   */
  public AdmissionRequest request(Invitation invitation, ConsortiumPlan.Server server)
      throws IOException, GeneralSecurityException {
    Path folder = pendingFolder(invitation.memberId());
    if (Files.exists(folder)) {
      throw new IllegalArgumentException(
          "This invitation was answered already; the request stands in "
              + requestFile(invitation.memberId()));
    }
    GroupPublicKey group = GroupPublicKey.fromBytes(invitation.groupPublicKey().bytes());
    Ed25519PrivateKeyParameters identity = new Ed25519PrivateKeyParameters(random);
    VoteSecretKey voteKey = VoteSecretKey.generate(random);
    MemberSecret secret = MemberSecret.generate(group.parameters(), random);
    KeyPair tls = CertificateAuthority.newKeyPair(random);
    KeyPair transport = EnvelopeKeys.generate(random);

    String groupName = GroupMembers.groupName(invitation.memberId());
    byte[] longTerm = IdentitySignatures.sign(identity, secret.bytesToSign(group, groupName));
    AdmissionRequest unsigned =
        new AdmissionRequest(
            invitation.chainId(),
            invitation.memberId(),
            invitation.institutionName(),
            invitation.issuerNonce(),
            server.listeners().brokerAddress(),
            Opaque.of(identity.generatePublicKey().getEncoded()),
            Opaque.of(voteKey.publicKey().toBytes()),
            Opaque.of(voteKey.proofOfPossession()),
            Opaque.of(certificateRequest(invitation.institutionName(), tls)),
            Opaque.of(transport.getPublic().getEncoded()),
            Opaque.of(
                secret
                    .requestJoin(
                        group, groupName, invitation.issuerNonce().bytes(), longTerm, random)
                    .toBytes()),
            Opaque.of(longTerm),
            Opaque.EMPTY);
    AdmissionRequest request =
        unsigned.withSignature(IdentitySignatures.sign(identity, unsigned.signedBytes()));

    String password = Passwords.forStore(random);
    InstanceKeyStore keys = InstanceKeyStore.empty(password.toCharArray());
    keys.setSecret(SecretName.IDENTITY_KEY, identity.getEncoded());
    keys.setSecret(SecretName.VOTE_KEY, voteKey.toBytes());
    keys.setSecret(SecretName.MEMBER_SECRET, secret.toBytes());
    keys.setSecret(SecretName.JOIN_TLS_KEY, tls.getPrivate().getEncoded());
    keys.setSecret(SecretName.JOIN_TRANSPORT_KEY, transport.getPrivate().getEncoded());
    SecretFiles.createFolder(folder);
    SecretFiles.create(folder.resolve(PASSWORD), password);
    ByteArrayOutputStream store = new ByteArrayOutputStream();
    keys.write(store);
    SecretFiles.create(folder.resolve(KEY_STORE), store.toByteArray());
    SecretFiles.create(folder.resolve(INVITATION), invitation.toText());
    SecretFiles.create(folder.resolve(REQUEST), request.toText());
    return request;
  }

  /**
   * Makes the server's directory of the admission, checked against the invitation.
   *
   * @param accounts gets the new server's demo accounts
   * @return where the directory is
   * @throws IllegalArgumentException if the notice is not the manager's, or not for a request made
   *     here
   */
  public Path complete(AdmissionNotice notice, ConsortiumPlan.Server server, DemoAccounts accounts)
      throws IOException, GeneralSecurityException {
    Path pending = pendingFolder(notice.memberId());
    if (!Files.exists(pending.resolve(INVITATION))) {
      throw new IllegalArgumentException(
          "No join request of member " + notice.memberId() + " was made here.");
    }
    Invitation invitation = Invitation.parse(Files.readString(pending.resolve(INVITATION)));
    AdmissionRequest request = AdmissionRequest.parse(Files.readString(pending.resolve(REQUEST)));
    Genesis genesis = verified(notice, invitation);
    InstanceKeyStore keys =
        InstanceKeyStore.load(
            pending.resolve(KEY_STORE),
            Files.readString(pending.resolve(PASSWORD)).strip().toCharArray());
    byte[] serialKey = unseal(notice, keys);
    X509Certificate own = CertificateAuthority.parse(notice.certificates().get(0).bytes());
    X509Certificate root = CertificateAuthority.parse(genesis.authorityCertificate().bytes());
    own.verify(root.getPublicKey());

    Path folder = home.resolve(server.directory());
    new InstanceWriter(random, root)
        .write(
            folder,
            server.named(request.institutionName()),
            notice.genesis(),
            accounts.makeFor(server),
            keyStore -> {
              for (SecretName name :
                  new SecretName[] {
                    SecretName.IDENTITY_KEY, SecretName.VOTE_KEY, SecretName.MEMBER_SECRET
                  }) {
                keyStore.setSecret(name, keys.requireSecret(name));
              }
              keyStore.setSecret(SecretName.SERIAL_NUMBER_KEY, serialKey);
              keyStore.setTls(tlsKey(keys), own, root);
            });
    Arrays.fill(serialKey, (byte) 0);
    SecretFiles.create(
        InstanceDirectory.open(folder).knownPeersFile(), knownPeers(notice).encode());
    for (String name : new String[] {KEY_STORE, PASSWORD, INVITATION, REQUEST}) {
      Files.delete(pending.resolve(name));
    }
    Files.delete(pending);
    return folder;
  }

  private static KnownPeers knownPeers(AdmissionNotice notice) {
    return new KnownPeers(
        notice.peers().stream()
            .map(
                peer ->
                    new KnownPeers.Peer(
                        peer.memberId(), peer.brokerAddress(), peer.certificateFingerprint()))
            .toList());
  }

  private static Genesis verified(AdmissionNotice notice, Invitation invitation) {
    Optional<Genesis> genesis = decode(notice);
    if (!notice.chainId().equals(invitation.chainId())
        || genesis.isEmpty()
        || !genesis.get().verify()
        || !genesis.get().chainId().equals(invitation.chainId())
        || !GroupMembers.identitySigned(
            invitation.managerKey(), notice.signedBytes(), notice.signature().bytes())
        || notice.certificates().isEmpty()) {
      throw new IllegalArgumentException(
          "The admission is not what the inviting manager signed; ask for it again.");
    }
    return genesis.get();
  }

  private static Optional<Genesis> decode(AdmissionNotice notice) {
    try {
      return Optional.of(Genesis.decode(notice.genesis()));
    } catch (MalformedEncodingException e) {
      return Optional.empty();
    }
  }

  private static byte[] unseal(AdmissionNotice notice, InstanceKeyStore keys)
      throws GeneralSecurityException {
    byte[] encoded = keys.requireSecret(SecretName.JOIN_TRANSPORT_KEY);
    try {
      PrivateKey transport = EnvelopeKeys.readPrivate(encoded);
      return Envelope.parse(notice.sealedSerialKey().bytes())
          .open(transport, CredentialIssuer.SERIAL_KEY_LABEL.getBytes(StandardCharsets.US_ASCII));
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static PrivateKey tlsKey(InstanceKeyStore keys) throws GeneralSecurityException {
    byte[] encoded = keys.requireSecret(SecretName.JOIN_TLS_KEY);
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static byte[] certificateRequest(String institution, KeyPair tls)
      throws IOException, GeneralSecurityException {
    try {
      return new JcaPKCS10CertificationRequestBuilder(
              new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, institution).build(),
              tls.getPublic())
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(tls.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("cannot sign the certificate request", e);
    }
  }
}
