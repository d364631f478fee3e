package org.healthchain.server.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.healthchain.consensus.core.Verifier;
import org.healthchain.consensus.core.VoteAggregator;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.votes.VotePublicKey;
import org.healthchain.crypto.votes.VoteSignature;
import org.healthchain.crypto.votes.VoteSignatures;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.IdentitySignatures;

/**
 * Verifies votes: Ed25519 by Bouncy Castle, BLS multi-signatures by the provider module. Vote keys
 * come from the ledger, where their proofs of possession were checked. Of late Ed25519 votes it
 * remembers those that were good: a vote comes alone first, and then in certificates. Thread-safe.
 */
public final class VoteVerifier implements Verifier, VoteAggregator {
  private static final int MAX_CACHED_KEYS = 4096;
  private static final int MAX_REMEMBERED_VOTES = 8_192;

  private final Map<Bytes, VotePublicKey> parsed = new ConcurrentHashMap<>();
  private final Map<Bytes, Ed25519PublicKeyParameters> identities = new ConcurrentHashMap<>();
  private final RecentHashes good = new RecentHashes(MAX_REMEMBERED_VOTES);

  @Override
  public boolean verify(
      SignatureScheme scheme, Bytes publicKey, byte[] statement, Bytes signature) {
    if (scheme == SignatureScheme.BLS) {
      return verifyAggregate(List.of(publicKey), statement, signature);
    }
    if (publicKey.length() != IdentitySignatures.PUBLIC_KEY_BYTES
        || signature.length() != IdentitySignatures.SIGNATURE_BYTES) {
      return false;
    }
    byte[] signatureBytes = signature.toArray();
    // Key and signature have one length each, so no two votes have the same bytes here.
    Hash vote = Hash.sha256(publicKey.toArray(), signatureBytes, statement);
    if (good.contains(vote)) {
      return true;
    }
    try {
      boolean valid =
          identity(publicKey)
              .verify(
                  Ed25519.Algorithm.Ed25519,
                  null,
                  statement,
                  0,
                  statement.length,
                  signatureBytes,
                  0);
      if (valid) {
        good.add(vote);
      }
      return valid;
    } catch (IllegalArgumentException e) {
      return false; // the key is no point of the curve
    }
  }

  @Override
  public boolean verifyAggregate(List<Bytes> publicKeys, byte[] statement, Bytes aggregate) {
    try {
      List<VotePublicKey> keys = new ArrayList<>();
      for (Bytes key : publicKeys) {
        keys.add(key(key));
      }
      return VoteSignatures.verifyAggregate(
          keys, statement, VoteSignature.fromBytes(aggregate.toArray()));
    } catch (InvalidPointException e) {
      return false;
    }
  }

  @Override
  public Optional<Bytes> aggregate(List<Bytes> shares) {
    try {
      List<VoteSignature> votes = new ArrayList<>();
      for (Bytes share : shares) {
        votes.add(VoteSignature.fromBytes(share.toArray()));
      }
      return Optional.of(Bytes.of(VoteSignature.aggregate(votes).toBytes()));
    } catch (InvalidPointException e) {
      return Optional.empty();
    }
  }

  /** Parsing a key, which is decompressing a point, costs a tenth of verifying with it. */
  private Ed25519PublicKeyParameters identity(Bytes encoded) {
    Ed25519PublicKeyParameters key = identities.get(encoded);
    if (key == null) {
      key = new Ed25519PublicKeyParameters(encoded.toArray());
      if (identities.size() < MAX_CACHED_KEYS) {
        identities.put(encoded, key);
      }
    }
    return key;
  }

  private VotePublicKey key(Bytes encoded) throws InvalidPointException {
    VotePublicKey key = parsed.get(encoded);
    if (key == null) {
      key = VotePublicKey.fromTrustedBytes(encoded.toArray());
      if (parsed.size() < MAX_CACHED_KEYS) {
        parsed.put(encoded, key);
      }
    }
    return key;
  }
}
