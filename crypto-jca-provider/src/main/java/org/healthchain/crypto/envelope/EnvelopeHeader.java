package org.healthchain.crypto.envelope;

import static org.healthchain.crypto.envelope.EnvelopeException.Reason.MALFORMED;
import static org.healthchain.crypto.envelope.EnvelopeException.Reason.NOT_A_RECIPIENT;
import static org.healthchain.crypto.envelope.EnvelopeException.Reason.UNSUPPORTED;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All of an envelope but the ciphertext, as it is authenticated:
 *
 * <pre>
 * u8  version = 1
 * u8  content algorithm = 1 (AES-256-GCM)
 * u8  threshold t = 1: how many recipients it takes to open
 * u8  number of recipients n, 1 to 16
 * n × { u8 wrapping algorithm, 32 key id, u16 length, wrapped key }
 * 32  commitment to the content key
 * 12  nonce
 * u32 padded length (512·2^k); the ciphertext that follows is 16 bytes longer
 * </pre>
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by nobody
record EnvelopeHeader(
    List<Recipient> recipients, byte[] commitment, byte[] nonce, int paddedBytes) {
  private static final int THRESHOLD = 1;
  private static final int FIXED_BYTES =
      4 + ContentCipher.COMMITMENT_BYTES + ContentCipher.NONCE_BYTES + Integer.BYTES;
  private static final int RECIPIENT_FIXED_BYTES = 1 + KeyId.BYTES + Short.BYTES;

  EnvelopeHeader {
    recipients = List.copyOf(recipients);
    commitment = commitment.clone();
    nonce = nonce.clone();
  }

  static int bytesFor(int recipients) {
    int each = RECIPIENT_FIXED_BYTES + KeyWrap.RSA_3072_OAEP_SHA_256.wrappedBytes();
    return FIXED_BYTES + recipients * each;
  }

  @Override
  public byte[] commitment() {
    return commitment.clone();
  }

  @Override
  public byte[] nonce() {
    return nonce.clone();
  }

  int ciphertextBytes() {
    return paddedBytes + ContentCipher.TAG_BYTES;
  }

  Recipient recipient(KeyId keyId) throws EnvelopeException {
    return recipients.stream()
        .filter(recipient -> recipient.keyId().equals(keyId))
        .findFirst()
        .orElseThrow(
            () -> new EnvelopeException(NOT_A_RECIPIENT, "not sealed for the key " + keyId));
  }

  byte[] toBytes() {
    int length = FIXED_BYTES;
    for (Recipient recipient : recipients) {
      length += RECIPIENT_FIXED_BYTES + recipient.algorithm().wrappedBytes();
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    out.put((byte) Envelope.VERSION);
    out.put((byte) ContentCipher.ALGORITHM_AES_256_GCM);
    out.put((byte) THRESHOLD);
    out.put((byte) recipients.size());
    for (Recipient recipient : recipients) {
      out.put((byte) recipient.algorithm().id());
      out.put(recipient.keyId().toBytes());
      out.putShort((short) recipient.algorithm().wrappedBytes());
      out.put(recipient.wrapped());
    }
    return out.put(commitment).put(nonce).putInt(paddedBytes).array();
  }

  static EnvelopeHeader read(ByteBuffer in) throws EnvelopeException {
    try {
      requireKnown("version", Envelope.VERSION, in.get());
      requireKnown("content algorithm", ContentCipher.ALGORITHM_AES_256_GCM, in.get());
      requireKnown("threshold", THRESHOLD, in.get());
      List<Recipient> recipients = readRecipients(in);
      byte[] commitment = take(in, ContentCipher.COMMITMENT_BYTES);
      byte[] nonce = take(in, ContentCipher.NONCE_BYTES);
      int paddedBytes = in.getInt();
      if (!Padding.isBucket(paddedBytes)) {
        throw new EnvelopeException(MALFORMED, "no such size of a padded plaintext");
      }
      return new EnvelopeHeader(recipients, commitment, nonce, paddedBytes);
    } catch (BufferUnderflowException e) {
      throw new EnvelopeException(MALFORMED, "the envelope ends too early");
    }
  }

  private static List<Recipient> readRecipients(ByteBuffer in) throws EnvelopeException {
    int count = in.get();
    if (count < 1 || count > Envelope.MAX_RECIPIENTS) {
      throw new EnvelopeException(MALFORMED, "no such number of recipients: " + count);
    }
    List<Recipient> recipients = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      KeyWrap algorithm = KeyWrap.ofId(Byte.toUnsignedInt(in.get()));
      KeyId keyId = KeyId.of(take(in, KeyId.BYTES));
      if (Short.toUnsignedInt(in.getShort()) != algorithm.wrappedBytes()) {
        throw new EnvelopeException(MALFORMED, "a wrapped key of the wrong length");
      }
      if (recipients.stream().anyMatch(earlier -> earlier.keyId().equals(keyId))) {
        throw new EnvelopeException(MALFORMED, "a recipient stands twice");
      }
      recipients.add(new Recipient(algorithm, keyId, take(in, algorithm.wrappedBytes())));
    }
    return recipients;
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static void requireKnown(String what, int known, byte found) throws EnvelopeException {
    if (Byte.toUnsignedInt(found) != known) {
      throw new EnvelopeException(UNSUPPORTED, "unknown " + what + " " + Byte.toUnsignedInt(found));
    }
  }
}
