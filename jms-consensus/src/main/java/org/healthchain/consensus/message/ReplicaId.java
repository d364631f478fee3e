package org.healthchain.consensus.message;

/**
 * The lasting number of an institution's server, 0 to 65535. It stays the same over membership
 * epochs, unlike the position within a {@link Membership}.
 */
public record ReplicaId(int value) implements Comparable<ReplicaId> {
  public ReplicaId {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException("replica id out of range: " + value);
    }
  }

  @Override
  public int compareTo(ReplicaId other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "r" + value;
  }
}
