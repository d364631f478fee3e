package org.healthchain.server.membership;

/**
 * What a revocation would mean.
 *
 * @param reissuedCredentials how many other members get a new credential on the chain
 * @param possible false if too few would remain; {@code obstacle} then says why
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
    String obstacle) {}
