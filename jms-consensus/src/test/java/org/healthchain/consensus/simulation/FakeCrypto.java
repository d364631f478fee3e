package org.healthchain.consensus.simulation;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.core.ReplicaSigner;
import org.healthchain.consensus.core.Verifier;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.SignatureScheme;

/**
 * Signatures of the right sizes for the simulator alone: a keyed mixture of the statement, and the
 * exclusive or of shares for an aggregate. Anyone could forge them; the simulated attackers don't.
 */
public final class FakeCrypto implements Verifier {
  private static final int ED25519_BYTES = 64;
  private static final int BLS_BYTES = 48;

  /** The public key of a node's n-th key pair. */
  public static Bytes publicKey(int node, int generation, SignatureScheme scheme) {
    return Bytes.of(
        ByteBuffer.allocate(12).putInt(node).putInt(generation).putInt(scheme.wireId()).array());
  }

  /** The ports of a node that signs with whatever key it is asked for, if it is its own. */
  public PbftCore.Ports ports(int node) {
    ReplicaSigner signer =
        new ReplicaSigner() {
          @Override
          public Bytes sign(SignatureScheme scheme, byte[] statement) {
            throw new IllegalStateException("the core names the key");
          }

          @Override
          public Bytes sign(SignatureScheme scheme, Bytes publicKey, byte[] statement) {
            if (ByteBuffer.wrap(publicKey.toArray()).getInt() != node) {
              throw new IllegalStateException("not the own key");
            }
            return FakeCrypto.sign(scheme, publicKey, statement);
          }
        };
    return new PbftCore.Ports(signer, this, FakeCrypto::aggregate);
  }

  static Bytes sign(SignatureScheme scheme, Bytes publicKey, byte[] statement) {
    long seed = mix(publicKey.hashCode() * 0x9E3779B97F4A7C15L, statement);
    int bytes = scheme == SignatureScheme.BLS ? BLS_BYTES : ED25519_BYTES;
    ByteBuffer out = ByteBuffer.allocate(bytes);
    for (int i = 0; i < bytes / 8; i++) {
      seed = scramble(seed + i);
      out.putLong(seed);
    }
    return Bytes.of(out.array());
  }

  @Override
  public boolean verify(
      SignatureScheme scheme, Bytes publicKey, byte[] statement, Bytes signature) {
    return sign(scheme, publicKey, statement).equals(signature);
  }

  static Optional<Bytes> aggregate(List<Bytes> shares) {
    byte[] sum = new byte[BLS_BYTES];
    for (Bytes share : shares) {
      if (share.length() != BLS_BYTES) {
        return Optional.empty();
      }
      byte[] bytes = share.toArray();
      for (int i = 0; i < BLS_BYTES; i++) {
        sum[i] ^= bytes[i];
      }
    }
    return Optional.of(Bytes.of(sum));
  }

  @Override
  public boolean verifyAggregate(List<Bytes> publicKeys, byte[] statement, Bytes aggregate) {
    List<Bytes> shares =
        publicKeys.stream().map(key -> sign(SignatureScheme.BLS, key, statement)).toList();
    return aggregate(shares).equals(Optional.of(aggregate));
  }

  private static long mix(long seed, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long hash = seed;
    while (in.remaining() >= 8) {
      hash = (hash ^ in.getLong()) * 0xFF51AFD7ED558CCDL;
      hash ^= hash >>> 32;
    }
    while (in.hasRemaining()) {
      hash = (hash ^ in.get()) * 0xC4CEB9FE1A85EC53L;
      hash ^= hash >>> 29;
    }
    return scramble(hash);
  }

  private static long scramble(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
