package org.healthchain.server.transaction;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs and verifies control transactions: Ed25519 over a label and the header. */
public final class ManagerAuthority {
  public static final int PUBLIC_KEY_BYTES = 32;
  public static final int SIGNATURE_BYTES = 64;
  private static final byte[] DOMAIN = "HealthChain/control/v1".getBytes(StandardCharsets.US_ASCII);

  private ManagerAuthority() {}

  /** Makes a control transaction with a fresh nonce. */
  public static Transaction sign(
      Hash chainId, ControlPayload payload, Ed25519PrivateKeyParameters managerKey) {
    byte[] body = payload.encode();
    TransactionHeader header = TransactionHeader.control(payload.kind(), chainId, body);
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, managerKey);
    update(signer, header);
    return new Transaction(header, Opaque.of(signer.generateSignature()), Opaque.of(body));
  }

  /** Whether the manager signed the header; false on malformed signatures. */
  public static boolean verify(Transaction transaction, Opaque managerPublicKey) {
    if (transaction.authorisation().length() != SIGNATURE_BYTES) {
      return false;
    }
    Ed25519Signer verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(managerPublicKey.bytes()));
    update(verifier, transaction.header());
    return verifier.verifySignature(transaction.authorisation().bytes());
  }

  private static void update(Ed25519Signer signer, TransactionHeader header) {
    byte[] encoded = header.encode();
    signer.update(DOMAIN, 0, DOMAIN.length);
    signer.update(encoded, 0, encoded.length);
  }
}
