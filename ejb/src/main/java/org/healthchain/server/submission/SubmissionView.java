package org.healthchain.server.submission;

import java.time.Instant;

/**
 * A submission as its doctor sees it; holds nothing clinical.
 *
 * @param id of the submission at this server, stable over its whole life
 * @param serialNumber 64 hex digits
 * @param transactionId 64 hex digits
 * @param blockHeight null until committed
 * @param rejectionReason null unless rejected
 */
public record SubmissionView(
    long id,
    String serialNumber,
    String transactionId,
    SubmissionState state,
    Instant queuedAt,
    Instant signedAt,
    Instant committedAt,
    Long blockHeight,
    String rejectionReason) {}
