package org.healthchain.consensus.message;

/**
 * A voting replica.
 *
 * @param identityKey encoded Ed25519 public key (at most {@value #MAX_KEY_BYTES} bytes); signs
 *     frames, view-changes and, in all-to-all mode, votes
 * @param voteKey encoded BLS public key for collector mode, or empty where votes are Ed25519; its
 *     proof of possession was checked at admission
 */
public record Member(ReplicaId id, Bytes identityKey, Bytes voteKey) {
  public static final int MAX_KEY_BYTES = 256;

  public Member {
    if (identityKey.length() > MAX_KEY_BYTES || voteKey.length() > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a member's key is longer than " + MAX_KEY_BYTES);
    }
  }

  /** The key that votes of this scheme verify under. */
  public Bytes keyFor(SignatureScheme scheme) {
    return scheme == SignatureScheme.BLS ? voteKey : identityKey;
  }
}
