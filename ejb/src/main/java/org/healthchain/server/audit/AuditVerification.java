package org.healthchain.server.audit;

/**
 * What came of verifying a trail.
 *
 * @param entries how many were found right
 * @param pinned up to which entry the chain vouches for the trail; 0 if it was never pinned
 * @param firstWrongEntry number of the first that is altered, missing or not what was pinned; 0 if
 *     the trail is whole
 */
public record AuditVerification(long entries, long pinned, long firstWrongEntry) {
  public boolean whole() {
    return firstWrongEntry == 0;
  }
}
