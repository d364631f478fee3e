package org.healthchain.consensus.message;

/** How votes are signed. The wire id stands in every certificate. */
public enum SignatureScheme {
  /** Signatures by the identity key, all of the full length; a certificate lists one per voter. */
  ED25519(1, 64),
  /** 96-byte or 48-byte shares by the vote key; a certificate carries one aggregate. */
  BLS(2, 192);

  private final int wireId;
  private final int maxSignatureBytes;

  SignatureScheme(int wireId, int maxSignatureBytes) {
    this.wireId = wireId;
    this.maxSignatureBytes = maxSignatureBytes;
  }

  public int wireId() {
    return wireId;
  }

  public int maxSignatureBytes() {
    return maxSignatureBytes;
  }

  static SignatureScheme ofWireId(int wireId) throws MalformedMessageException {
    return switch (wireId) {
      case 1 -> ED25519;
      case 2 -> BLS;
      default -> throw new MalformedMessageException("unknown signature scheme " + wireId);
    };
  }
}
