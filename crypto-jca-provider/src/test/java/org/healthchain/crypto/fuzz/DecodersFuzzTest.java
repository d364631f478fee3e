package org.healthchain.crypto.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.healthchain.crypto.envelope.Envelope;
import org.healthchain.crypto.groupsignature.Credential;
import org.healthchain.crypto.groupsignature.EpochUpdate;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignature;
import org.healthchain.crypto.groupsignature.IssuerPublicKey;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.JoinRequest;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberPublicKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpenerPublicKey;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.crypto.groupsignature.Registration;
import org.healthchain.crypto.provider.Algorithms;
import org.healthchain.crypto.provider.HealthChainProvider;
import org.healthchain.crypto.votes.VotePublicKey;
import org.healthchain.crypto.votes.VoteSecretKey;
import org.healthchain.crypto.votes.VoteSignature;

/**
 * Any bytes whatever: a decoder refuses them by the one exception it declares, or it reads an
 * object that is written as the same bytes. The first byte chooses the decoder. In an ordinary test
 * run the seeds are tried; with {@code JAZZER_FUZZ=1} (the build's execution {@code fuzz})
 * libFuzzer searches on from them for a bounded time.
 */
class DecodersFuzzTest {
  /** Reads bytes and writes what it read. */
  private interface Decoder {
    byte[] recode(byte[] bytes) throws GeneralSecurityException;
  }

  private static final HealthChainProvider PROVIDER = new HealthChainProvider();

  private static final List<Decoder> DECODERS =
      List.of(
          b -> IssuerPublicKey.fromBytes(b).toBytes(),
          b -> IssuingKey.fromBytes(b).toBytes(),
          b -> OpenerPublicKey.fromBytes(b).toBytes(),
          b -> OpeningKey.fromBytes(b).toBytes(),
          b -> GroupPublicKey.fromBytes(b).toBytes(),
          b -> MemberSecret.fromBytes(b).toBytes(),
          b -> MemberPublicKey.fromBytes(b).toBytes(),
          b -> MemberKey.fromBytes(b).toBytes(),
          b -> JoinRequest.fromBytes(b).toBytes(),
          b -> Registration.fromBytes(b).toBytes(),
          b -> Credential.fromBytes(b).toBytes(),
          b -> Opening.fromBytes(b).toBytes(),
          b -> EpochUpdate.fromBytes(b).toBytes(),
          DecodersFuzzTest::recodeSignature,
          b -> Envelope.parse(b).toBytes(),
          b -> factory().generatePublic(new X509EncodedKeySpec(b)).getEncoded(),
          b -> factory().generatePrivate(new PKCS8EncodedKeySpec(b)).getEncoded(),
          b -> VoteSignature.fromBytes(b).toBytes(),
          b -> VotePublicKey.fromTrustedBytes(b).toBytes(),
          b -> VoteSecretKey.fromBytes(b).toBytes());

  /** Keys in DER: they are read with NULL parameters too, and written without. */
  private static final Set<Integer> DER = Set.of(15, 16);

  @FuzzTest(maxDuration = "20s")
  void decodersRefuseOrReadExactly(byte[] data) {
    if (data.length == 0) {
      return;
    }
    int chosen = Byte.toUnsignedInt(data[0]) % DECODERS.size();
    byte[] bytes = Arrays.copyOfRange(data, 1, data.length);
    try {
      byte[] again = DECODERS.get(chosen).recode(bytes.clone());
      if (!DER.contains(chosen)) {
        assertThat(again).isEqualTo(bytes);
      } else {
        assertThat(DECODERS.get(chosen).recode(again)).isEqualTo(again);
      }
    } catch (GeneralSecurityException refused) {
      assertThat(refused).hasMessageNotContaining("Exception");
    }
  }

  private static byte[] recodeSignature(byte[] bytes) throws GeneralSecurityException {
    GroupSignature signature = GroupSignature.fromBytes(bytes);
    return bytes.length == GroupSignature.WIRE_BYTES ? signature.wire() : signature.storage();
  }

  private static KeyFactory factory() throws GeneralSecurityException {
    return KeyFactory.getInstance(Algorithms.GROUP_SIGNATURE, PROVIDER);
  }
}
