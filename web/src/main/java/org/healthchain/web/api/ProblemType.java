package org.healthchain.web.api;

import java.util.Locale;

/**
 * What a request under {@code /api} can be refused for. The words stand in the pages' bundles under
 * {@code api.title.} and {@code api.detail.} with the name.
 */
public enum ProblemType {
  /** A parameter in the address, such as {@code limit}; the fields say which. */
  PARAMETER(400, 0),
  /** A header; named. */
  HEADER(400, 1),
  /** JAX-RS itself could not read the request. */
  UNREADABLE(400, 0),
  MALFORMED(400, 0),
  SIGN_IN(401, 0),
  FORBIDDEN(403, 0),
  /** A header that shows that no other site's page sends this; named. */
  HEADER_MISSING(403, 1),
  NOT_FOUND(404, 0),
  METHOD(405, 0),
  NOT_ACCEPTABLE(406, 0),
  /** An equal visit was sent a while ago; names its submission. */
  ALREADY_SENT(409, 1),
  /** Names the bound in bytes. */
  OVERSIZED(413, 1),
  MEDIA_TYPE(415, 0),
  /** Names the character encoding or content encoding that was declared. */
  ENCODING(415, 1),
  INVALID(422, 0),
  /** Another visit was sent under the same idempotency key; names its submission. */
  KEY_REUSED(422, 1),
  /** Like the next two it names the quota. */
  QUOTA_ACCOUNT(429, 1),
  QUOTA_INSTITUTION(429, 1),
  QUOTA_PATIENT(429, 1),
  FAILED(500, 0),
  NOT_RUNNING(503, 0),
  NO_DAY_KEY(503, 0),
  QUEUE_FULL(503, 0),
  /** Too many requests at once. */
  BUSY(503, 0);

  private static final String PREFIX = "urn:healthchain:problem:";

  private final int status;
  private final int arguments;

  ProblemType(int status, int arguments) {
    this.status = status;
    this.arguments = arguments;
  }

  /** The one that says no more than that status; for others the one of its class. */
  static ProblemType ofStatus(int status) {
    return switch (status) {
      case 401 -> SIGN_IN;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD;
      case 406 -> NOT_ACCEPTABLE;
      case 415 -> MEDIA_TYPE;
      default -> status >= 500 ? FAILED : UNREADABLE;
    };
  }

  int status() {
    return status;
  }

  /** How many the detail's words take. */
  public int arguments() {
    return arguments;
  }

  /** What programs switch on. */
  String uri() {
    return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
