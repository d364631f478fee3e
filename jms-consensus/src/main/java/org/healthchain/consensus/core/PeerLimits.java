package org.healthchain.consensus.core;

/**
 * What one member may cost another, whatever it sends. Not necessarily equal at all replicas.
 *
 * @param stashBytesPerMember of a member's messages for a later view or epoch, as encoded; they
 *     take some two and a half times that on the heap
 * @param stashBytes of all members' together
 */
public record PeerLimits(int stashBytesPerMember, int stashBytes) {
  /** A pre-prepare of the most digests, and votes besides. */
  private static final int MIN_STASH_BYTES_PER_MEMBER = 64 << 10;

  public PeerLimits {
    if (stashBytesPerMember < MIN_STASH_BYTES_PER_MEMBER || stashBytes < stashBytesPerMember) {
      throw new IllegalArgumentException(
          stashBytesPerMember + " bytes for a member's messages ahead, of " + stashBytes);
    }
  }

  public static PeerLimits standard() {
    return builder().build();
  }

  /** The standard values, to be changed by name. */
  public static Builder builder() {
    return new Builder();
  }

  /** Unset values are the standard ones. */
  public static final class Builder {
    private int stashBytesPerMember = 256 << 10;
    private int stashBytes = 4 << 20;

    private Builder() {}

    public Builder stashBytesPerMember(int value) {
      stashBytesPerMember = value;
      return this;
    }

    public Builder stashBytes(int value) {
      stashBytes = value;
      return this;
    }

    public PeerLimits build() {
      return new PeerLimits(stashBytesPerMember, stashBytes);
    }
  }
}
