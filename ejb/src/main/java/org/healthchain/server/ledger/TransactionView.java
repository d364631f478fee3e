package org.healthchain.server.ledger;

import java.time.Instant;

/**
 * A transaction as anybody may see it.
 *
 * @param kind its {@link org.healthchain.server.transaction.TransactionKind}'s name
 */
public record TransactionView(
    String transactionId,
    String kind,
    long blockHeight,
    int index,
    Instant blockTime,
    String serialNumber,
    int groupEpoch,
    String keyId,
    int bodyBytes,
    boolean erased) {}
