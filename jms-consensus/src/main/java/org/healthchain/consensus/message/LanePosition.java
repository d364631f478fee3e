package org.healthchain.consensus.message;

/**
 * A place in a relay's lane.
 *
 * @param incarnation grows with every restart of the relay, so that a relay which forgot its lane
 *     starts a new one instead of contradicting itself
 * @param sequence from 1
 */
public record LanePosition(ReplicaId relay, long incarnation, long sequence) {
  public LanePosition {
    if (incarnation < 0 || sequence < 1) {
      throw new IllegalArgumentException("no such place in a lane");
    }
  }
}
