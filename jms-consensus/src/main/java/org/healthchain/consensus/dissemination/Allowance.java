package org.healthchain.consensus.dissemination;

/** A token bucket of one second's depth: so many bytes a second, for one peer. */
final class Allowance {
  private long bytes;
  private long filledMillis;

  Allowance(long bytesPerSecond, long nowMillis) {
    bytes = bytesPerSecond;
    filledMillis = nowMillis;
  }

  /** Whether something is left. What is taken then may exceed it, and is owed. */
  boolean isLeft(long bytesPerSecond, long nowMillis) {
    long elapsedMillis = Math.min(1_000, nowMillis - filledMillis);
    bytes = Math.min(bytesPerSecond, bytes + bytesPerSecond * elapsedMillis / 1_000);
    filledMillis = nowMillis;
    return bytes > 0;
  }

  void take(long taken) {
    bytes -= taken;
  }
}
