package org.healthchain.server.submission;

import org.healthchain.server.transaction.TransactionHeader;

/** A visit after sealing: what the outbox keeps. */
@SuppressWarnings("ArrayRecordComponent") // handed from the sealer to the row, compared by nobody
public record SealedVisit(TransactionHeader header, byte[] body) {}
