package org.healthchain.server.membership;

import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;

/**
 * First document of a join, from the manager to the new institution's operator: which consortium,
 * which member id, and the issuer's fresh nonce that the joiner's proof of knowledge must answer.
 *
 * @param institutionName as it will stand on the chain
 * @param issuerNonce 32 bytes, used for one join only
 * @param groupPublicKey encoding of the group public key
 * @param managerKey the manager's Ed25519 public key, 32 bytes, that signs everything that follows
 */
public record Invitation(
    Hash chainId,
    int memberId,
    String institutionName,
    Opaque issuerNonce,
    Opaque groupPublicKey,
    Opaque managerKey) {
  public static final int NONCE_BYTES = 32;
  private static final String KIND = "INVITATION";
  private static final int VERSION = 1;
  private static final int MAX_NAME_BYTES = 200;
  private static final int MAX_KEY_BYTES = 1024;

  public String toText() {
    return Armour.wrap(
        KIND,
        new CanonicalWriter(512)
            .u8(VERSION)
            .hash(chainId)
            .u32(memberId)
            .text(institutionName)
            .bytes16(issuerNonce)
            .bytes16(groupPublicKey)
            .bytes16(managerKey)
            .toByteArray());
  }

  /**
   * @throws RefusedException if the text is no invitation
   */
  public static Invitation parse(String text) {
    CanonicalReader in = new CanonicalReader(Armour.unwrap(KIND, text));
    try {
      in.version(VERSION);
      Invitation invitation =
          new Invitation(
              in.hash(),
              in.u32(),
              in.text(MAX_NAME_BYTES),
              in.bytes16(NONCE_BYTES),
              in.bytes16(MAX_KEY_BYTES),
              in.bytes16(MAX_KEY_BYTES));
      in.end();
      return invitation;
    } catch (MalformedEncodingException e) {
      throw new IllegalArgumentException(
          "The invitation cannot be read (" + e.getMessage() + "); ask the manager for a new one",
          e);
    }
  }
}
