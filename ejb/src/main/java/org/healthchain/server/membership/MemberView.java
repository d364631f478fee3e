package org.healthchain.server.membership;

/**
 * A member institution.
 *
 * @param stage such as ACTIVE, JOINING (admitted, not in force yet), REVOKED
 * @param sinceHeight height from which the state is in force
 */
public record MemberView(
    int memberId, String name, String address, Stage stage, long sinceHeight, int sinceGroupEpoch) {
  /** Where a member stands. */
  public enum Stage {
    ACTIVE,
    JOINING,
    REVOKED
  }
}
