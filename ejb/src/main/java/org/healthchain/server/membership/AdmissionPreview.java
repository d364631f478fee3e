package org.healthchain.server.membership;

/** What an admission would mean: replicas, tolerated faults and quorum before and after. */
public record AdmissionPreview(
    String institutionName,
    String address,
    int replicasBefore,
    int replicasAfter,
    int faultsBefore,
    int faultsAfter,
    int quorumBefore,
    int quorumAfter) {}
