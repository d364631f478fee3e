package org.healthchain.web.api;

import jakarta.ejb.EJBAccessException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers with a {@link Problem} whatever went wrong, and never repeats what was sent: the body may
 * be clinical, so nothing of a failed reading is logged either.
 */
@Provider
public class FailureMapper implements ExceptionMapper<Exception> {
  private static final System.Logger LOGGER = System.getLogger(FailureMapper.class.getName());

  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Exception failure) {
    return problem(failure).respond(request);
  }

  private static Problem problem(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException refused) {
        return refused.problem();
      }
      if (cause instanceof SizeLimit.OversizedException) {
        return SizeLimit.tooLarge();
      }
      if (cause instanceof EJBAccessException) {
        return Problem.of(ProblemType.FORBIDDEN);
      }
    }
    if (failure instanceof WebApplicationException refused) {
      return refusal(refused.getResponse());
    }
    if (failure instanceof ProcessingException) {
      return Problem.of(ProblemType.UNREADABLE);
    }
    LOGGER.log(
        System.Logger.Level.WARNING,
        "a request under /api failed: {0}",
        failure.getClass().getName());
    return Problem.of(ProblemType.FAILED);
  }

  /** What JAX-RS itself refuses. */
  private static Problem refusal(Response response) {
    Problem problem = Problem.of(ProblemType.ofStatus(response.getStatus()));
    String allowed = response.getHeaderString(HttpHeaders.ALLOW);
    return allowed == null ? problem : problem.header(HttpHeaders.ALLOW, allowed);
  }
}
