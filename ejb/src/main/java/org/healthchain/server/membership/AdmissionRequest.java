package org.healthchain.server.membership;

import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;

/**
 * Second document of a join, from the joiner to the manager. All secrets stay with the joiner.
 *
 * @param issuerNonce the invitation's
 * @param brokerAddress host:port where the others will find its broker
 * @param identityKey Ed25519 public key, 32 bytes
 * @param voteKey BLS public key for votes
 * @param votePossession proof of possession of the vote key
 * @param tlsRequest PKCS#10 certificate request for its TLS key
 * @param transportKey X.509 encoding of a key of {@link
 *     org.healthchain.crypto.envelope.EnvelopeKeys}, to which the consortium's serial-number key is
 *     sealed
 * @param groupJoinRequest the group signature's join message: Y and the proof of knowledge of y
 * @param groupKeySignature the identity key's signature on Y, kept on the chain for the judge
 * @param signature the identity key's signature on everything above
 */
public record AdmissionRequest(
    Hash chainId,
    int memberId,
    String institutionName,
    Opaque issuerNonce,
    String brokerAddress,
    Opaque identityKey,
    Opaque voteKey,
    Opaque votePossession,
    Opaque tlsRequest,
    Opaque transportKey,
    Opaque groupJoinRequest,
    Opaque groupKeySignature,
    Opaque signature) {
  private static final String KIND = "JOIN REQUEST";
  private static final int VERSION = 1;
  private static final int MAX_TEXT_BYTES = 262;
  private static final int MAX_PART_BYTES = 8192;

  /** What {@link #signature} covers; begins with a label of its own. */
  public byte[] signedBytes() {
    return new CanonicalWriter(2048)
        .text("HealthChain/join-request/v1")
        .raw(unsigned())
        .toByteArray();
  }

  public AdmissionRequest withSignature(byte[] bytes) {
    return new AdmissionRequest(
        chainId,
        memberId,
        institutionName,
        issuerNonce,
        brokerAddress,
        identityKey,
        voteKey,
        votePossession,
        tlsRequest,
        transportKey,
        groupJoinRequest,
        groupKeySignature,
        Opaque.of(bytes));
  }

  public String toText() {
    return Armour.wrap(
        KIND, new CanonicalWriter(2048).raw(unsigned()).bytes16(signature).toByteArray());
  }

  private byte[] unsigned() {
    return new CanonicalWriter(2048)
        .u8(VERSION)
        .hash(chainId)
        .u32(memberId)
        .text(institutionName)
        .bytes16(issuerNonce)
        .text(brokerAddress)
        .bytes16(identityKey)
        .bytes16(voteKey)
        .bytes16(votePossession)
        .bytes16(tlsRequest)
        .bytes16(transportKey)
        .bytes16(groupJoinRequest)
        .bytes16(groupKeySignature)
        .toByteArray();
  }

  /**
   * Reads a request; verifies nothing.
   *
   * @throws RefusedException if the text is no join request
   */
  public static AdmissionRequest parse(String text) {
    CanonicalReader in = new CanonicalReader(Armour.unwrap(KIND, text));
    try {
      in.version(VERSION);
      AdmissionRequest request =
          new AdmissionRequest(
              in.hash(),
              in.u32(),
              in.text(MAX_TEXT_BYTES),
              in.bytes16(Invitation.NONCE_BYTES),
              in.text(MAX_TEXT_BYTES),
              in.bytes16(MAX_PART_BYTES),
              in.bytes16(MAX_PART_BYTES),
              in.bytes16(MAX_PART_BYTES),
              in.bytes16(MAX_PART_BYTES),
              in.bytes16(MAX_PART_BYTES),
              in.bytes16(MAX_PART_BYTES),
              in.bytes16(MAX_PART_BYTES),
              in.bytes16(MAX_PART_BYTES));
      in.end();
      return request;
    } catch (MalformedEncodingException e) {
      throw new RefusedException(
          "members.request.unreadable",
          "The join request cannot be read (" + e.getMessage() + "); have it made again.");
    }
  }
}
