package org.healthchain.server.retrieval;

import org.healthchain.crypto.groupsignature.GroupSignature;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.crypto.groupsignature.Opening;
import org.healthchain.server.membership.Armour;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.TransactionHeader;
import org.healthchain.server.transaction.TransactionKind;

/**
 * A proof of who signed a record, as it is handed to others: what was signed, the signature and its
 * opening. Names nobody; who signed follows from the members' registrations ({@link SignerJudge}).
 *
 * <p>Encoding (big-endian): version u8 = 1, transaction header 185, group signature in wire form
 * (u16 length), opening (u16 length, {@code FORMATS.md} of the cryptography); as text in {@link
 * Armour}.
 */
public record SignerEvidence(TransactionHeader header, GroupSignature signature, Opening opening) {
  private static final String KIND = "PROOF OF SIGNER";
  private static final int VERSION = 1;
  private static final int MAX_OPENING_BYTES = 1024;
  private static final int HEADER_AT = 1;
  private static final int SIGNATURE_AT = HEADER_AT + TransactionHeader.BYTES;
  private static final int OPENING_AT = SIGNATURE_AT + 2 + GroupSignature.WIRE_BYTES;

  public String toText() {
    return Armour.wrap(
        KIND,
        new CanonicalWriter(2048)
            .u8(VERSION)
            .raw(header.encode())
            .bytes16(Opaque.of(signature.wire()))
            .bytes16(Opaque.of(opening.toBytes()))
            .toByteArray());
  }

  /**
   * Reads the text; judges nothing.
   *
   * @throws IllegalArgumentException if it is no such proof; the message says what is wrong where
   */
  public static SignerEvidence parse(String text) {
    byte[] bytes = Armour.unwrap(KIND, text);
    CanonicalReader in = new CanonicalReader(bytes);
    String part = "version";
    int start = 0;
    try {
      in.version(VERSION);
      part = "transaction header";
      start = HEADER_AT;
      TransactionHeader header = TransactionHeader.decode(in.raw(TransactionHeader.BYTES));
      if (header.kind() != TransactionKind.RECORD) {
        throw new MalformedEncodingException(
            Malformation.Kind.TRANSACTION_KIND, header.kind().code());
      }
      part = "group signature";
      start = SIGNATURE_AT;
      byte[] signature = in.bytes16(GroupSignature.WIRE_BYTES).bytes();
      if (signature.length != GroupSignature.WIRE_BYTES) {
        throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
      }
      GroupSignature signed = GroupSignature.fromBytes(signature);
      part = "opening";
      start = OPENING_AT;
      Opening opening = Opening.fromBytes(in.bytes16(MAX_OPENING_BYTES).bytes());
      in.end();
      return new SignerEvidence(header, signed, opening);
    } catch (MalformedEncodingException | GroupSignatureException e) {
      throw new IllegalArgumentException(
          String.format(
              "The proof of signer cannot be read: its %s, from byte %d of %d: %s.",
              part, start, bytes.length, e.getMessage()),
          e);
    }
  }
}
