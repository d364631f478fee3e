package org.healthchain.web.api;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.healthchain.server.submission.SubmissionService.Taken;
import org.healthchain.server.submission.SubmissionState;
import org.healthchain.server.submission.SubmissionView;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a visit: its submission, and how the visit was understood where that is not plain.
 *
 * @param remarks null if there are none
 */
@Schema(description = "The submission of a visit that was taken.")
public record TakenVisit(
    @Schema(description = "Of the submission; follow it at /api/visits/{id}.") long id,
    String serialNumber,
    String transactionId,
    SubmissionState state,
    Instant queuedAt,
    @Schema(description = "How the visit was understood, where that is not plain.", nullable = true)
        @Nullable List<Remark> remarks) {

  /**
   * A remark.
   *
   * @param field as sent, such as {@code diagnoses[1]}
   */
  public record Remark(String field, String kind, String message) {}

  static TakenVisit of(Taken taken, ApiWords words) {
    SubmissionView submission = taken.submission();
    List<Remark> remarks =
        taken.remarks().stream()
            .map(
                remark -> new Remark(remark.place().path(), remark.kind().name(), words.of(remark)))
            .toList();
    return new TakenVisit(
        submission.id(),
        submission.serialNumber(),
        submission.transactionId(),
        submission.state(),
        submission.queuedAt(),
        remarks.isEmpty() ? null : remarks);
  }
}
