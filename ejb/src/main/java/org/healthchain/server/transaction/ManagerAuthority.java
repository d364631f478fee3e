package org.healthchain.server.transaction;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** Signs and verifies control transactions: Ed25519 over a label and the header. */
public final class ManagerAuthority {
  private static final byte[] DOMAIN = "HealthChain/control/v1".getBytes(StandardCharsets.US_ASCII);

  private ManagerAuthority() {}

  /** Makes a control transaction with a fresh nonce. */
  public static Transaction sign(
      Hash chainId, ControlPayload payload, Ed25519PrivateKeyParameters managerKey) {
    byte[] body = payload.encode();
    TransactionHeader header = TransactionHeader.control(payload.kind(), chainId, body);
    byte[] signature = IdentitySignatures.sign(managerKey, DOMAIN, header.encode());
    return new Transaction(header, Opaque.of(signature), Opaque.of(body));
  }

  /** Whether the manager signed the header; false on malformed signatures. */
  public static boolean verify(Transaction transaction, Opaque managerPublicKey) {
    return IdentitySignatures.verify(
        managerPublicKey,
        transaction.authorisation().bytes(),
        DOMAIN,
        transaction.header().encode());
  }
}
