package org.healthchain.server.ledger;

import java.time.Instant;

/**
 * A transaction as anybody may see it.
 *
 * @param kind RECORD, DAY_KEY, ADMIT, REVOKE, ERASE or ACCESS
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
