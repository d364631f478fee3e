package org.healthchain.crypto.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * A sealed record: content for one or more recipients, bound to the associated data of the caller
 * (FR-1, NFR-4, NFR-5).
 *
 * <p>The tag covers the caller's associated data, version, algorithms, every recipient with their
 * wrapped key, and the content. So nothing can be moved from one envelope or one transaction to
 * another. The associated data is not in the envelope. A header that holds a hash of the envelope
 * cannot be its own associated data whole: leave that field out (or zero) on both sides.
 *
 * <p>Immutable. Sealing and opening are safe for use by many threads.
 */
public final class Envelope {
  /** The format's version, first byte of every envelope. */
  public static final int VERSION = 1;

  /** The most recipients of one envelope. */
  public static final int MAX_RECIPIENTS = 16;

  /** The longest plaintext. */
  public static final int MAX_PLAINTEXT_BYTES = Padding.MAX_PLAINTEXT_BYTES;

  /** The longest associated data. */
  public static final int MAX_AAD_BYTES = 1 << 16;

  private static final byte[] LABEL =
      "HealthChain/envelope/v1/aad".getBytes(StandardCharsets.US_ASCII);

  private final EnvelopeHeader header;
  private final byte[] ciphertext;

  private Envelope(EnvelopeHeader header, byte[] ciphertext) {
    this.header = header;
    this.ciphertext = ciphertext;
  }

  /**
   * Seals for one recipient. About 0.1 ms for 4 KiB.
   *
   * @param recipient an RSA public key of 3072 bits
   * @param plaintext at most {@link #MAX_PLAINTEXT_BYTES}; padded to a bucket of sizes
   * @param aad associated data, at most {@link #MAX_AAD_BYTES}; must be given again to open
   * @param random where the content key comes from
   * @throws IllegalArgumentException if a length or the key is out of bounds
   */
  public static Envelope seal(
      PublicKey recipient, byte[] plaintext, byte[] aad, SecureRandom random) {
    return seal(List.of(recipient), plaintext, aad, random);
  }

  /** Seals for several recipients, any one of whom can open. */
  public static Envelope seal(
      List<PublicKey> recipients, byte[] plaintext, byte[] aad, SecureRandom random) {
    requireDistinct(recipients);
    byte[] contentKey = new byte[ContentCipher.CONTENT_KEY_BYTES];
    byte[] nonce = new byte[ContentCipher.NONCE_BYTES];
    byte[] padded = Padding.pad(plaintext);
    try {
      random.nextBytes(contentKey);
      random.nextBytes(nonce);
      List<Recipient> wrapped = new ArrayList<>();
      for (PublicKey key : recipients) {
        KeyWrap algorithm = KeyWrap.forKey(key);
        byte[] forThisOne = algorithm.wrap(key, contentKey, random);
        wrapped.add(new Recipient(algorithm, KeyId.of(key), forThisOne));
      }
      EnvelopeHeader header =
          new EnvelopeHeader(wrapped, ContentCipher.commitment(contentKey), nonce, padded.length);
      return new Envelope(
          header, ContentCipher.encrypt(contentKey, nonce, bound(header, aad), padded));
    } finally {
      Arrays.fill(contentKey, (byte) 0);
      Arrays.fill(padded, (byte) 0);
    }
  }

  /**
   * Reads the one encoding an envelope has.
   *
   * @throws EnvelopeException MALFORMED or UNSUPPORTED; nothing is said yet about authenticity
   */
  public static Envelope parse(byte[] bytes) throws EnvelopeException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    EnvelopeHeader header = EnvelopeHeader.read(in);
    byte[] ciphertext = new byte[header.ciphertextBytes()];
    if (in.remaining() != ciphertext.length) {
      throw new EnvelopeException(
          EnvelopeException.Reason.MALFORMED, "the ciphertext has another length than announced");
    }
    in.get(ciphertext);
    return new Envelope(header, ciphertext);
  }

  /**
   * Opens with a recipient's RSA private key in memory.
   *
   * @throws EnvelopeException NOT_A_RECIPIENT or NOT_AUTHENTIC
   */
  public byte[] open(PrivateKey key, byte[] aad) throws EnvelopeException {
    return open(KeyId.of(key), key, aad);
  }

  /** Opens with a private key that does not tell its public half, such as one inside a token. */
  public byte[] open(KeyId keyId, PrivateKey key, byte[] aad) throws EnvelopeException {
    Recipient me = header.recipient(keyId);
    byte[] contentKey = me.algorithm().unwrap(key, me.wrapped());
    byte[] padded = null;
    try {
      padded =
          ContentCipher.decrypt(
              contentKey, header.commitment(), header.nonce(), bound(header, aad), ciphertext);
      return Padding.unpad(padded);
    } finally {
      Arrays.fill(contentKey, (byte) 0);
      if (padded != null) {
        Arrays.fill(padded, (byte) 0);
      }
    }
  }

  /** Whose keys open this, in the order of the envelope. */
  public List<KeyId> recipients() {
    return header.recipients().stream().map(Recipient::keyId).toList();
  }

  /** The encoding; see {@code FORMATS.md}. One recipient: 487 bytes and the padded plaintext. */
  public byte[] toBytes() {
    byte[] prefix = header.toBytes();
    byte[] bytes = Arrays.copyOf(prefix, prefix.length + ciphertext.length);
    System.arraycopy(ciphertext, 0, bytes, prefix.length, ciphertext.length);
    return bytes;
  }

  /** What an envelope for one recipient will weigh, so that a form can refuse in time. */
  public static int sealedBytes(int plaintextBytes) {
    if (plaintextBytes < 0 || plaintextBytes > MAX_PLAINTEXT_BYTES) {
      throw new IllegalArgumentException("no such plaintext: " + plaintextBytes + " bytes");
    }
    return EnvelopeHeader.bytesFor(1) + Padding.bucketFor(plaintextBytes) + ContentCipher.TAG_BYTES;
  }

  /** label ‖ u32 length ‖ the caller's associated data ‖ the encoded header. */
  private static byte[] bound(EnvelopeHeader header, byte[] aad) {
    if (aad.length > MAX_AAD_BYTES) {
      throw new IllegalArgumentException("associated data has at most " + MAX_AAD_BYTES + " bytes");
    }
    byte[] encoded = header.toBytes();
    return ByteBuffer.allocate(LABEL.length + Integer.BYTES + aad.length + encoded.length)
        .put(LABEL)
        .putInt(aad.length)
        .put(aad)
        .put(encoded)
        .array();
  }

  private static void requireDistinct(List<PublicKey> recipients) {
    if (recipients.isEmpty() || recipients.size() > MAX_RECIPIENTS) {
      throw new IllegalArgumentException("an envelope has 1 to " + MAX_RECIPIENTS + " recipients");
    }
    if (new HashSet<>(recipients).size() != recipients.size()) {
      throw new IllegalArgumentException("a recipient stands twice");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Envelope that && Arrays.equals(toBytes(), that.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ciphertext);
  }

  @Override
  public String toString() {
    return "Envelope[" + header.recipients() + ", " + ciphertext.length + " bytes]";
  }
}
