package org.healthchain.server.transaction;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Header, authorisation (group signature or the manager's signature) and body.
 *
 * @param body null once erased
 */
public record Transaction(TransactionHeader header, Opaque authorisation, @Nullable Opaque body) {
  public static final int MAX_BODY_BYTES = 64 * 1024;
  public static final int MAX_AUTHORISATION_BYTES = 2048;

  /** Upper bound of {@link #encode()}. */
  public static final int MAX_BYTES =
      TransactionHeader.BYTES + 2 + MAX_AUTHORISATION_BYTES + 5 + MAX_BODY_BYTES;

  public Transaction {
    Objects.requireNonNull(header);
    if (authorisation.length() > MAX_AUTHORISATION_BYTES
        || (body != null && body.length() > MAX_BODY_BYTES)) {
      throw new IllegalArgumentException("transaction too large");
    }
  }

  public Hash id() {
    return header.id();
  }

  public boolean erased() {
    return body == null;
  }

  /** The body of one that is known not to be erased. */
  public Opaque presentBody() {
    return Objects.requireNonNull(body, "erased");
  }

  /** Whether the body is the one that the header commits to; true of an erased body. */
  public boolean bodyFits() {
    return body == null || Hash.sha256(body.bytes()).equals(header.bodyCommitment());
  }

  /** The leaf of the block's Merkle tree: header ‖ authorisation. */
  public byte[] leaf() {
    byte[] encodedHeader = header.encode();
    byte[] signature = authorisation.bytes();
    byte[] leaf = Arrays.copyOf(encodedHeader, encodedHeader.length + signature.length);
    System.arraycopy(signature, 0, leaf, encodedHeader.length, signature.length);
    return leaf;
  }

  /** header ‖ authorisation (u16 length) ‖ 1 ‖ body (u32 length), or 0 instead of 1 if erased. */
  public byte[] encode() {
    int bodyBytes = body == null ? 0 : body.length();
    CanonicalWriter out =
        new CanonicalWriter(TransactionHeader.BYTES + 7 + authorisation.length() + bodyBytes)
            .raw(header.encode())
            .bytes16(authorisation);
    if (body == null) {
      return out.u8(0).toByteArray();
    }
    return out.u8(1).bytes32(body.bytes()).toByteArray();
  }

  /** Decodes what a peer or the ledger holds; the body may be erased. */
  public static Transaction decode(byte[] bytes) throws MalformedEncodingException {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedEncodingException(Malformation.Kind.ABOVE_LIMIT, bytes.length, MAX_BYTES);
    }
    CanonicalReader in = new CanonicalReader(bytes);
    TransactionHeader header = TransactionHeader.read(in);
    Opaque authorisation = in.bytes16(MAX_AUTHORISATION_BYTES);
    int present = in.u8();
    if (present > 1) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
    Opaque body = present == 0 ? null : Opaque.of(in.bytes32(MAX_BODY_BYTES));
    in.end();
    return new Transaction(header, authorisation, body);
  }
}
