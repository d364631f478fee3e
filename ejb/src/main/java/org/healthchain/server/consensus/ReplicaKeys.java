package org.healthchain.server.consensus;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.consensus.core.ReplicaSigner;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.crypto.curve.InvalidPointException;
import org.healthchain.crypto.votes.VoteSecretKey;
import org.healthchain.server.instance.InstanceKeyStore;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.IdentitySignatures;

/** This server's own keys for votes; the manager's server has none for votes. */
final class ReplicaKeys implements ReplicaSigner {
  private final Ed25519PrivateKeyParameters identity;
  private final Optional<VoteSecretKey> voteKey;

  private ReplicaKeys(Ed25519PrivateKeyParameters identity, Optional<VoteSecretKey> voteKey) {
    this.identity = identity;
    this.voteKey = voteKey;
  }

  static ReplicaKeys of(InstanceKeyStore store) throws IOException, GeneralSecurityException {
    byte[] seed = store.requireSecret(SecretName.IDENTITY_KEY);
    Optional<byte[]> vote = store.secret(SecretName.VOTE_KEY);
    try {
      Optional<VoteSecretKey> voteKey =
          vote.isEmpty() ? Optional.empty() : Optional.of(VoteSecretKey.fromBytes(vote.get()));
      return new ReplicaKeys(new Ed25519PrivateKeyParameters(seed, 0), voteKey);
    } catch (InvalidPointException e) {
      throw new IOException("the key store's vote key is damaged", e);
    } finally {
      Arrays.fill(seed, (byte) 0);
      vote.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    }
  }

  @Override
  public Bytes sign(SignatureScheme scheme, byte[] statement) {
    if (scheme == SignatureScheme.BLS) {
      return Bytes.of(
          voteKey
              .orElseThrow(() -> new IllegalStateException("this server does not vote"))
              .sign(statement)
              .toBytes());
    }
    return Bytes.of(IdentitySignatures.sign(identity, statement));
  }
}
