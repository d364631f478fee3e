package org.healthchain.web.api;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.healthchain.server.intake.Finding;

/**
 * A refusal as RFC 9457 has it: {@code type}, {@code title}, {@code status}, {@code detail}, and
 * where something is wrong with what was sent {@code fields}, each with its name as sent. It says
 * what to do and repeats nothing that was sent but names of fields and codes.
 */
public final class Problem {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final int UNPROCESSABLE = 422;

  /** Looked up once: {@code Json} looks through the class path at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private final ProblemType type;
  private final List<String> arguments;
  private final List<Finding> findings;
  private final Map<String, JsonValue> members = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();

  private Problem(ProblemType type, List<String> arguments, List<Finding> findings) {
    this.type = type;
    this.arguments = arguments;
    this.findings = findings;
  }

  static Problem of(ProblemType type, Object... arguments) {
    return new Problem(type, Arrays.stream(arguments).map(String::valueOf).toList(), List.of());
  }

  /** With what was found wrong, and where. */
  static Problem of(ProblemType type, List<Finding> findings) {
    return new Problem(type, List.of(), findings);
  }

  Problem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** With a member of its own, which programs may read. */
  Problem member(String name, JsonValue value) {
    members.put(name, value);
    return this;
  }

  Response respond(HttpServletRequest request) {
    ApiWords words = ApiWords.of(request);
    Response.ResponseBuilder response =
        status()
            .type(MEDIA_TYPE)
            .header("Content-Language", words.tag())
            .entity(json(words).toString());
    headers.forEach(response::header);
    return response.build();
  }

  private Response.ResponseBuilder status() {
    // The container knows no reason phrase for it and would write "CUSTOM".
    return type.status() == UNPROCESSABLE
        ? Response.status(UNPROCESSABLE, "Unprocessable Content")
        : Response.status(type.status());
  }

  /** Answers where JAX-RS does not reach: refusals of the container. */
  void respond(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ApiWords words = ApiWords.of(request);
    byte[] body = json(words).toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(type.status());
    response.setContentType(MEDIA_TYPE);
    response.setHeader("Content-Language", words.tag());
    headers.forEach(response::setHeader);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private JsonObject json(ApiWords words) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("type", type.uri())
            .add("title", words.of("api.title." + type, List.of()))
            .add("status", type.status())
            .add("detail", words.of("api.detail." + type, arguments));
    if (!findings.isEmpty()) {
      JsonArrayBuilder fields = JSON.createArrayBuilder();
      findings.forEach(
          finding ->
              fields.add(
                  JSON.createObjectBuilder()
                      .add("field", finding.place().path())
                      .add("kind", finding.kind().name())
                      .add("message", words.of(finding))));
      json.add("fields", fields);
    }
    members.forEach(json::add);
    return json.build();
  }
}
