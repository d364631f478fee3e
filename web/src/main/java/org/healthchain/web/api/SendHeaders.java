package org.healthchain.web.api;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.healthchain.server.submission.SendOptions;
import org.jspecify.annotations.Nullable;

/** The headers that say how a visit is sent. */
final class SendHeaders {
  /** A key in quotation marks, as a structured field has it (RFC 8941), or without. */
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** The id of the equal submission that the sender knows of. */
  static final String SEND_AGAIN = "Send-Again";

  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]*)\"");
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private SendHeaders() {}

  static SendOptions read(HttpHeaders headers) {
    String key = only(headers, IDEMPOTENCY_KEY);
    if (key != null) {
      Matcher quoted = QUOTED.matcher(key);
      key = quoted.matches() ? quoted.group(1) : key;
      if (!SendOptions.isKey(key)) {
        throw wrong(IDEMPOTENCY_KEY);
      }
    }
    String again = only(headers, SEND_AGAIN);
    if (again != null && !ID.matcher(again).matches()) {
      throw wrong(SEND_AGAIN);
    }
    return SendOptions.ofProgram(key, again == null ? 0 : Long.parseLong(again));
  }

  private static @Nullable String only(HttpHeaders headers, String name) {
    List<String> values = headers.getRequestHeader(name);
    if (values == null || values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw wrong(name);
    }
    return values.get(0).strip();
  }

  private static ProblemException wrong(String header) {
    return new ProblemException(Problem.of(ProblemType.HEADER, header));
  }
}
