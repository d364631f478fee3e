package org.healthchain.server.membership;

import org.jspecify.annotations.Nullable;

/**
 * What a revocation would mean.
 *
 * @param reissuedCredentials how many other members get a new credential on the chain
 * @param possible false if something is in the way; {@code obstacle} then says what
 */
public record RevocationPreview(
    String institutionName,
    int replicasBefore,
    int replicasAfter,
    int faultsBefore,
    int faultsAfter,
    int quorumAfter,
    int groupEpochAfter,
    int reissuedCredentials,
    boolean possible,
    @Nullable Obstacle obstacle) {

  /** Why a member cannot be revoked now. */
  public enum Obstacle {
    ALREADY("It is revoked already."),
    LAST("It is the last institution; nobody would keep the ledger."),
    ANOTHER("Another admission or revocation is on its way; wait until it stands on the chain.");

    private final String message;

    Obstacle(String message) {
      this.message = message;
    }

    /** In English, with what to do. */
    public String message() {
      return message;
    }
  }
}
