package org.healthchain.web.api;

import jakarta.ejb.EJBAccessException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers in JSON whatever went wrong, and never repeats what was sent: the body may be clinical,
 * so nothing of a failed reading is logged either.
 */
@Provider
public class FailureMapper implements ExceptionMapper<Exception> {
  private static final System.Logger LOGGER = System.getLogger(FailureMapper.class.getName());

  @Override
  public Response toResponse(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SizeLimit.OversizedException) {
        return SizeLimit.tooLarge();
      }
      if (cause instanceof EJBAccessException) {
        return Problems.respond(403, "forbidden", "Your account may not do this.");
      }
    }
    if (failure instanceof WebApplicationException) {
      int status = ((WebApplicationException) failure).getResponse().getStatus();
      return Problems.respond(
          status,
          "http" + status,
          Response.Status.fromStatusCode(status) == null
              ? ""
              : Response.Status.fromStatusCode(status).getReasonPhrase());
    }
    if (failure instanceof JsonbException || failure instanceof ProcessingException) {
      return Problems.respond(400, "malformed", "The body is not the JSON that is expected here.");
    }
    LOGGER.log(
        System.Logger.Level.WARNING,
        "a request under /api failed: {0}",
        failure.getClass().getName());
    return Problems.respond(500, "failed", "The server could not answer.");
  }
}
