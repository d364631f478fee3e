package org.healthchain.server.transaction;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * What a member's operator says when more replicas than are tolerated have lost their votes: what
 * the ledger of the member's server holds, and that this server votes no more in the epoch. The
 * promise is durable in the server's log before the signature leaves.
 *
 * @param certifiedHeight of the last block that a commit certificate covers; 0 if none does
 * @param tipHeight of the last block that is there; not below the certified one
 * @param nonce fresh, so that no two reports are equal
 * @param voted the recovery block that the operator has voted for last in this epoch, if any
 * @param signature Ed25519 of the member's identity over {@link #statement}
 */
public record RecoveryReport(
    int memberId,
    long certifiedHeight,
    long tipHeight,
    Hash tipHash,
    Opaque nonce,
    Optional<Vote> voted,
    Opaque signature) {
  public static final int NONCE_BYTES = 16;
  private static final byte[] DOMAIN =
      "HealthChain/recovery-report/v1".getBytes(StandardCharsets.US_ASCII);

  public RecoveryReport {
    if (memberId <= 0
        || certifiedHeight < 0
        || tipHeight < certifiedHeight
        || nonce.length() != NONCE_BYTES
        || signature.length() > IdentitySignatures.SIGNATURE_BYTES) {
      throw new IllegalArgumentException("recovery report out of range");
    }
  }

  /**
   * A vote for a recovery block.
   *
   * @param attempt in which it was proposed
   * @param baseHeight of the block that it stands upon
   */
  public record Vote(int attempt, long baseHeight, Hash baseHash) {
    public Vote {
      if (attempt < 1 || baseHeight < 0) {
        throw new IllegalArgumentException("vote out of range");
      }
    }
  }

  /**
   * The attempt at a recovery that a report is for.
   *
   * @param epoch the membership epoch that is to end
   * @param attempt from 1; a later one takes the place of those before
   */
  public record Attempt(Hash chainId, int epoch, int attempt) {
    public Attempt {
      if (epoch < 0 || attempt < 1) {
        throw new IllegalArgumentException("attempt out of range");
      }
    }
  }

  /** The same, signed; only the signature is taken from the key. */
  public RecoveryReport signedBy(Ed25519PrivateKeyParameters identity, Attempt attempt) {
    byte[] signed = IdentitySignatures.sign(identity, DOMAIN, statement(attempt));
    return new RecoveryReport(
        memberId, certifiedHeight, tipHeight, tipHash, nonce, voted, Opaque.of(signed));
  }

  public boolean isSignedBy(Opaque identityKey, Attempt attempt) {
    return IdentitySignatures.verify(identityKey, signature.bytes(), DOMAIN, statement(attempt));
  }

  /** chain id 32 ‖ epoch u32 ‖ attempt u32 ‖ all fields but the signature. */
  private byte[] statement(Attempt attempt) {
    CanonicalWriter out =
        new CanonicalWriter(256)
            .hash(attempt.chainId())
            .u32(attempt.epoch())
            .u32(attempt.attempt());
    writeUnsigned(out);
    return out.toByteArray();
  }

  /** SHA-256 of the encoding: what the member's log remembers of it. */
  public Hash digest() {
    CanonicalWriter out = new CanonicalWriter(256);
    write(out);
    return Hash.sha256(out.toByteArray());
  }

  private void writeUnsigned(CanonicalWriter out) {
    out.u32(memberId)
        .u64(certifiedHeight)
        .u64(tipHeight)
        .hash(tipHash)
        .raw(nonce.bytes())
        .u8(voted.isPresent() ? 1 : 0);
    voted.ifPresent(vote -> out.u32(vote.attempt()).u64(vote.baseHeight()).hash(vote.baseHash()));
  }

  public void write(CanonicalWriter out) {
    writeUnsigned(out);
    out.raw(signature.bytes());
  }

  public static RecoveryReport read(CanonicalReader in) throws MalformedEncodingException {
    int memberId = in.u32();
    long certifiedHeight = in.u64();
    long tipHeight = in.u64();
    Hash tipHash = in.hash();
    Opaque nonce = Opaque.of(in.raw(NONCE_BYTES));
    int present = in.u8();
    if (present > 1) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
    try {
      Optional<Vote> voted =
          present == 0 ? Optional.empty() : Optional.of(new Vote(in.u32(), in.u64(), in.hash()));
      return new RecoveryReport(
          memberId,
          certifiedHeight,
          tipHeight,
          tipHash,
          nonce,
          voted,
          Opaque.of(in.raw(IdentitySignatures.SIGNATURE_BYTES)));
    } catch (IllegalArgumentException e) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
  }
}
