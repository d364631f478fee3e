package org.healthchain.web.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads HTTP Basic credentials (RFC 7617, UTF-8). */
final class BasicCredentials {
  private static final String SCHEME = "Basic ";
  private static final int MAX_HEADER_CHARS = 2_000;

  private BasicCredentials() {}

  /** Empty if there is no such header or it is malformed. */
  static Optional<UsernamePasswordCredential> parse(@Nullable String header) {
    if (header == null
        || header.length() > MAX_HEADER_CHARS
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).trim());
      String pair = new String(decoded, UTF_8);
      int colon = pair.indexOf(':');
      return colon <= 0
          ? Optional.empty()
          : Optional.of(
              new UsernamePasswordCredential(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
