package org.healthchain.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.healthchain.crypto.votes.VoteSecretKey;
import org.healthchain.server.instance.CertificateAuthority;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;
import org.junit.jupiter.api.Test;

class AdmissionRequestCheckTest {
  private final JoinParty party;

  AdmissionRequestCheckTest() throws Exception {
    party = new JoinParty();
  }

  /** The request with some fields replaced, signed again unless the signature is replaced too. */
  private AdmissionRequest with(Map<String, Object> changed) {
    AdmissionRequest good = party.request();
    AdmissionRequest other =
        new AdmissionRequest(
            (Hash) changed.getOrDefault("chain", good.chainId()),
            (Integer) changed.getOrDefault("member", good.memberId()),
            (String) changed.getOrDefault("name", good.institutionName()),
            (Opaque) changed.getOrDefault("nonce", good.issuerNonce()),
            (String) changed.getOrDefault("address", good.brokerAddress()),
            (Opaque) changed.getOrDefault("identity", good.identityKey()),
            (Opaque) changed.getOrDefault("vote", good.voteKey()),
            (Opaque) changed.getOrDefault("possession", good.votePossession()),
            (Opaque) changed.getOrDefault("tls", good.tlsRequest()),
            (Opaque) changed.getOrDefault("transport", good.transportKey()),
            (Opaque) changed.getOrDefault("group", good.groupJoinRequest()),
            (Opaque) changed.getOrDefault("groupSignature", good.groupKeySignature()),
            (Opaque) changed.getOrDefault("signature", Opaque.EMPTY));
    return changed.containsKey("signature") ? other : party.signed(other);
  }

  private void refused(String words, Object... changes) {
    Map<String, Object> changed = new HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      changed.put((String) changes[i], changes[i + 1]);
    }
    AdmissionRequest request = with(changed);
    assertThatThrownBy(
            () -> AdmissionRequestCheck.check(request, party.chain, party.invitation, party.group))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  private static Opaque altered(Opaque value) {
    byte[] bytes = value.bytes();
    bytes[bytes.length / 2] ^= 1;
    return Opaque.of(bytes);
  }

  @Test
  void aRequestAsItIsMadePassesAlsoAfterMail() {
    AdmissionRequest mailed = AdmissionRequest.parse(party.request().toText());
    AdmissionRequestCheck.Parts parts =
        AdmissionRequestCheck.check(mailed, party.chain, party.invitation, party.group);
    assertThat(parts.groupRequest().registration().memberId()).isEqualTo("member-5");
    assertThat(parts.transportKey().getAlgorithm()).isEqualTo("RSA");
  }

  @Test
  void itMustFitTheInvitation() {
    refused("another consortium", "chain", Hash.sha256(new byte[1]));
    refused("the invitation", "name", "Spital Zurich");
    refused("answers another invitation", "nonce", Opaque.of(new byte[32]));
    refused("host:port", "address", "127.0.0.1");
    refused("host:port", "address", "127.0.0.1:5672/../x");
    refused("host:port", "address", ":5672");
    refused("another member id", "member", 6);
  }

  @Test
  void itsSignatureCoversAllOfIt() {
    refused("was altered", "signature", altered(party.request().signature()));
    refused("was altered", "signature", Opaque.EMPTY);
    refused("was altered", "signature", party.request().signature(), "address", "10.0.0.1:5672");
    refused("was altered", "identity", Opaque.of(new byte[32]));
  }

  @Test
  void itsVoteKeyMustBeItsOwn() {
    VoteSecretKey other = VoteSecretKey.generate(party.random);
    refused("vote key", "vote", Opaque.of(other.publicKey().toBytes()));
    refused("vote key", "possession", Opaque.of(other.proofOfPossession()));
    refused("vote key", "vote", altered(party.request().voteKey()));
    refused("vote key", "possession", Opaque.EMPTY);
  }

  @Test
  void itsTlsAndTransportKeysMustBeRight() throws Exception {
    refused("certificate request", "tls", Opaque.of(new byte[50]));
    byte[] request = party.request().tlsRequest().bytes();
    refused("certificate request", "tls", Opaque.of(Arrays.copyOf(request, request.length - 1)));
    byte[] forged = request.clone();
    forged[forged.length - 1] ^= 1;
    refused("certificate request", "tls", Opaque.of(forged));
    refused("transport key", "transport", Opaque.of(new byte[100]));
    refused(
        "transport key is wrong: an RSA key of 3072 bits expected",
        "transport",
        Opaque.of(JoinParty.rsaKey(2048)));
    refused(
        "transport key",
        "transport",
        Opaque.of(CertificateAuthority.newKeyPair(party.random).getPublic().getEncoded()));
  }

  @Test
  void itsGroupKeyMustBeSignedByItsIdentityKeyForItsOwnNumber() throws Exception {
    refused("group key", "group", Opaque.of(new byte[10]));
    refused("not signed by its identity key", "groupSignature", Opaque.of(new byte[64]));
    byte[] longTerm = party.sign(party.secret.bytesToSign(party.group, "member-6"));
    refused(
        "not signed by its identity key",
        "group",
        party.groupRequest(JoinParty.MEMBER, longTerm),
        "groupSignature",
        Opaque.of(longTerm));
    refused("another member id", "group", party.groupRequest(6, longTerm));
  }
}
