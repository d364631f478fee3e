package org.healthchain.server.transaction;

import java.nio.charset.StandardCharsets;

/**
 * What the consortium knows of an institution: where it is, with which keys it talks and votes, and
 * what the group signature needs.
 *
 * @param id positive, never given twice
 * @param brokerAddress host:port of its broker
 * @param identityKey Ed25519, 32 bytes
 * @param voteKey BLS public key for votes
 * @param votePossession proof of possession of the vote key
 * @param certificateFingerprint SHA-256 of its TLS certificate
 * @param groupKey Y of the group signature
 * @param groupKeySignature the institution's Ed25519 signature on Y
 */
public record ConsortiumMember(
    int id,
    String name,
    String brokerAddress,
    Opaque identityKey,
    Opaque voteKey,
    Opaque votePossession,
    Hash certificateFingerprint,
    Opaque groupKey,
    Opaque groupKeySignature,
    MemberCredential credential) {
  public static final int MAX_NAME_BYTES = 200;
  public static final int MAX_ADDRESS_BYTES = 262;
  private static final int MAX_POINT_BYTES = 192;

  public ConsortiumMember {
    if (id <= 0
        || name.isBlank()
        || utf8Bytes(name) > MAX_NAME_BYTES
        || utf8Bytes(brokerAddress) > MAX_ADDRESS_BYTES
        || identityKey.length() != IdentitySignatures.PUBLIC_KEY_BYTES
        || voteKey.length() > MAX_POINT_BYTES
        || votePossession.length() > MAX_POINT_BYTES
        || groupKey.length() > MAX_POINT_BYTES
        || groupKeySignature.length() > MAX_POINT_BYTES) {
      throw new IllegalArgumentException("member " + id + " has a field out of range");
    }
  }

  public ConsortiumMember withCredential(MemberCredential reissued) {
    return new ConsortiumMember(
        id,
        name,
        brokerAddress,
        identityKey,
        voteKey,
        votePossession,
        certificateFingerprint,
        groupKey,
        groupKeySignature,
        reissued);
  }

  /** Whether both claim a name, an address or a key that only one can have. */
  boolean clashesWith(ConsortiumMember other) {
    return name.equals(other.name)
        || brokerAddress.equals(other.brokerAddress)
        || identityKey.equals(other.identityKey)
        || voteKey.equals(other.voteKey)
        || groupKey.equals(other.groupKey)
        || certificateFingerprint.equals(other.certificateFingerprint);
  }

  void write(CanonicalWriter out) {
    out.u32(id)
        .text(name)
        .text(brokerAddress)
        .raw(identityKey.bytes())
        .bytes16(voteKey)
        .bytes16(votePossession)
        .hash(certificateFingerprint)
        .bytes16(groupKey)
        .bytes16(groupKeySignature);
    credential.write(out);
  }

  public static ConsortiumMember read(CanonicalReader in) throws MalformedEncodingException {
    try {
      return new ConsortiumMember(
          in.u32(),
          in.text(MAX_NAME_BYTES),
          in.text(MAX_ADDRESS_BYTES),
          Opaque.of(in.raw(IdentitySignatures.PUBLIC_KEY_BYTES)),
          in.bytes16(MAX_POINT_BYTES),
          in.bytes16(MAX_POINT_BYTES),
          in.hash(),
          in.bytes16(MAX_POINT_BYTES),
          in.bytes16(MAX_POINT_BYTES),
          MemberCredential.read(in));
    } catch (IllegalArgumentException e) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
  }

  private static int utf8Bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
