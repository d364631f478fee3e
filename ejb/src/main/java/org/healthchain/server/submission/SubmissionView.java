package org.healthchain.server.submission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
    @Nullable Instant signedAt,
    @Nullable Instant committedAt,
    @Nullable Long blockHeight,
    @Nullable String rejectionReason) {}
