package org.healthchain.server.transaction;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * Identity signatures: Ed25519 (RFC 8032) of Bouncy Castle, which is many times as fast as the
 * JDK's. The one place of the server that says so.
 */
public final class IdentitySignatures {
  public static final int PUBLIC_KEY_BYTES = 32;
  public static final int SIGNATURE_BYTES = 64;

  private IdentitySignatures() {}

  /** Signs the parts one after the other. */
  public static byte[] sign(Ed25519PrivateKeyParameters key, byte[]... parts) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    update(signer, parts);
    return signer.generateSignature();
  }

  /** Whether it is a signature on the parts; false for bytes that are no key or no signature. */
  public static boolean verify(Opaque publicKey, byte[] signature, byte[]... parts) {
    if (publicKey.length() != PUBLIC_KEY_BYTES || signature.length != SIGNATURE_BYTES) {
      return false;
    }
    Ed25519Signer verifier = new Ed25519Signer();
    try {
      verifier.init(false, new Ed25519PublicKeyParameters(publicKey.bytes()));
    } catch (IllegalArgumentException e) {
      return false; // not a point of the curve
    }
    update(verifier, parts);
    return verifier.verifySignature(signature);
  }

  private static void update(Ed25519Signer signer, byte[][] parts) {
    for (byte[] part : parts) {
      signer.update(part, 0, part.length);
    }
  }
}
