package org.healthchain.web.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * What every refusal says, as JSON.
 *
 * @param error a short name that programs can switch on
 * @param message for people; names what to do, never what was sent
 * @param fields what is wrong with which field, empty unless the visit cannot be right
 */
public record Problems(String error, String message, List<FieldProblem> fields) {
  /** One wrong field; the key is that of the pages' language bundles. */
  public record FieldProblem(String field, String messageKey, String message) {}

  static Response respond(int status, String error, String message) {
    return respond(status, new Problems(error, message, List.of()));
  }

  static Response respond(int status, Problems problems) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(problems).build();
  }
}
