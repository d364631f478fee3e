package org.healthchain.web.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The JSON of a visit, for the API's description; the server's intake reads the bytes itself. */
@Schema(
    name = "Visit",
    description = "Members of other names are refused, and so is any value of another type.")
public record VisitSchema(
    @Schema(required = true, example = "Ada Byron", maxLength = 200) String patientName,
    @Schema(
            required = true,
            example = "999-12-3456",
            description = "5 to 24 letters and digits; separators do not count.")
        String patientIdNumber,
    @Schema(
            example = "2026-01-01T00:30:00+08:00",
            description = "ISO 8601 with offset; now if left out.")
        String visitTime,
    @Schema(maxItems = 20) List<Code> diagnoses,
    @Schema(
            maxLength = 20_000,
            description = "Lines and tabs are kept; other control characters are refused.")
        String notes,
    @Schema(
            pattern = "[0-9a-f]{64}",
            description = "Transaction id of the record that this one corrects.")
        String supersedes) {

  /** A coded diagnosis. */
  @Schema(name = "VisitDiagnosis")
  public record Code(
      @Schema(required = true, example = "J45.909") String code,
      @Schema(description = "May be left out; must be the words of the server's catalogue.")
          String description) {}
}
