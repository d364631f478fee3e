package org.healthchain.consensus.benchmark;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.healthchain.consensus.core.ReplicaSigner;
import org.healthchain.consensus.core.Verifier;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.SignatureScheme;

/** A replica's Ed25519 key, by Bouncy Castle as in the product. */
final class BenchmarkKey implements ReplicaSigner {
  private final byte[] secret;
  private final byte[] expanded;

  BenchmarkKey() {
    Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(new SecureRandom());
    secret = key.getEncoded();
    expanded = key.generatePublicKey().getEncoded();
  }

  Bytes publicKey() {
    return Bytes.of(expanded);
  }

  @Override
  public Bytes sign(SignatureScheme scheme, byte[] statement) {
    return Bytes.of(signature(statement));
  }

  byte[] signature(byte[] statement) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(secret, 0, expanded, 0, null, statement, 0, statement.length, signature, 0);
    return signature;
  }

  /** Checks Ed25519; four replicas need no aggregates. */
  static final class Checker implements Verifier {
    /** As in the product, keys are parsed once. */
    private static final Map<Bytes, Ed25519.PublicPoint> KEYS = new ConcurrentHashMap<>();

    @Override
    public boolean verify(
        SignatureScheme scheme, Bytes publicKey, byte[] statement, Bytes signature) {
      return signature.length() == Ed25519.SIGNATURE_SIZE
          && Ed25519.verify(signature.toArray(), 0, key(publicKey), statement, 0, statement.length);
    }

    @Override
    public boolean verifyAggregate(
        java.util.List<Bytes> publicKeys, byte[] statement, Bytes aggregate) {
      return false;
    }

    private static Ed25519.PublicPoint key(Bytes encoded) {
      return KEYS.computeIfAbsent(
          encoded, key -> Ed25519.validatePublicKeyPartialExport(key.toArray(), 0));
    }
  }
}
