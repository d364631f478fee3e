package org.healthchain.server.submission;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.intake.AcceptedVisit;
import org.healthchain.server.intake.VisitContent;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Keyed hashes (HMAC-SHA-256) by which this server knows a visit or an idempotency key again,
 * without keeping either: who has the database alone can try no visits.
 */
final class SendingHashes {
  private static final byte[] KEY_LABEL =
      "HealthChain/sending-key/v1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] key;

  /**
   * @param identitySeed seed of the institution's Ed25519 identity key; nothing of it is kept
   */
  SendingHashes(byte[] identitySeed) {
    key = mac(identitySeed, KEY_LABEL);
  }

  /**
   * Equal for visits whose records would say the same. A time that the sender did not name is none:
   * the same visit a minute later is the same.
   */
  Hash content(AcceptedVisit accepted, Hash serialNumber) {
    VisitContent content = accepted.visit().content();
    CanonicalWriter out =
        new CanonicalWriter(1024)
            .text("HealthChain/sent-visit/v1")
            .hash(serialNumber)
            .text(accepted.timeGiven() ? content.visitTime().toString() : "")
            .u16(content.diagnoses().size());
    for (Diagnosis diagnosis : content.diagnoses()) {
      out.text(diagnosis.code());
    }
    out.bytes32(content.notes().getBytes(StandardCharsets.UTF_8));
    String supersedes = accepted.visit().supersedes();
    byte[] encoded = out.text(supersedes == null ? "" : supersedes).toByteArray();
    try {
      return Hash.of(mac(key, encoded));
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /** Of an idempotency key; null for none. */
  @Nullable Hash idempotencyKey(@Nullable String idempotencyKey) {
    return idempotencyKey == null
        ? null
        : Hash.of(
            mac(
                key,
                new CanonicalWriter(64)
                    .text("HealthChain/idempotency-key/v1")
                    .text(idempotencyKey)
                    .toByteArray()));
  }

  void destroy() {
    Arrays.fill(key, (byte) 0);
  }

  private static byte[] mac(byte[] key, byte[] message) {
    byte[] tag = new byte[Hash.BYTES];
    HMac mac = new HMac(new SHA256Digest());
    mac.init(new KeyParameter(key));
    mac.update(message, 0, message.length);
    mac.doFinal(tag, 0);
    return tag;
  }
}
