package org.healthchain.web.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;

/**
 * Refuses by 415 what does not call itself JSON in UTF-8, since JSON has no other encoding (RFC
 * 8259, §8.1). {@code @Consumes} would compare the media type letter by letter and take any {@code
 * charset}.
 */
@Provider
@TakesJson
public class JsonBodies implements ContainerRequestFilter {
  private static final String IDENTITY = "identity";
  private static final int MAX_SHOWN_CHARS = 40;

  @Override
  public void filter(ContainerRequestContext request) {
    MediaType type = request.getMediaType();
    if (type == null || !MediaType.APPLICATION_JSON.equalsIgnoreCase(plain(type))) {
      throw new ProblemException(
          Problem.of(ProblemType.MEDIA_TYPE)
              .header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON));
    }
    String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
    if (charset != null && !charset.toLowerCase(Locale.ROOT).matches("utf-?8")) {
      throw new ProblemException(
          encoding(charset).header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON));
    }
    String packed = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (packed != null && !packed.equalsIgnoreCase(IDENTITY)) {
      throw new ProblemException(encoding(packed).header(HttpHeaders.ACCEPT_ENCODING, IDENTITY));
    }
  }

  private static String plain(MediaType type) {
    return type.getType() + "/" + type.getSubtype();
  }

  private static Problem encoding(String declared) {
    return Problem.of(
        ProblemType.ENCODING, declared.substring(0, Math.min(declared.length(), MAX_SHOWN_CHARS)));
  }
}
