package org.healthchain.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.diagnosis.DiagnosisService;
import org.healthchain.server.submission.InvalidVisitException;
import org.healthchain.server.submission.InvalidVisitException.Field;
import org.healthchain.server.submission.InvalidVisitException.Problem;
import org.healthchain.server.submission.SubmissionService;
import org.healthchain.server.submission.SubmissionService.NotReadyException;
import org.healthchain.server.submission.SubmissionView;

/** Visits of the calling doctor. */
@Path("visits")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class VisitsResource {
  private static final int MAX_PAGE = 200;

  @Inject private SubmissionService submissions;
  @Inject private DiagnosisService catalogue;
  @Inject private ApiWords words;

  /**
   * Takes a visit: 202 with its submission.
   *
   * @param requestedBy any value; a form on another site cannot set it
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response submit(@HeaderParam("X-Requested-By") String requestedBy, VisitRequest request) {
    if (requestedBy == null || requestedBy.isBlank()) {
      return Problems.respond(403, "header", "The header X-Requested-By is missing.");
    }
    if (request == null) {
      return Problems.respond(400, "malformed", "The body is empty.");
    }
    List<Problem> problems = request.problems();
    if (!problems.isEmpty()) {
      return refuse(problems);
    }
    Optional<List<Diagnosis>> diagnoses = known(request.diagnoses);
    if (diagnoses.isEmpty()) {
      return refuse(List.of(new Problem(Field.DIAGNOSES, "visit.diagnoses.unknown")));
    }
    try {
      SubmissionView taken = submissions.submit(request.toVisit(diagnoses.get()));
      return Response.accepted(taken).location(URI.create("visits/" + taken.id())).build();
    } catch (InvalidVisitException e) {
      return refuse(e.problems());
    } catch (NotReadyException e) {
      return Response.fromResponse(Problems.respond(503, "notReady", e.getMessage()))
          .header("Retry-After", "2")
          .build();
    }
  }

  /** The catalogue's words win; empty if a code is unknown. */
  private Optional<List<Diagnosis>> known(List<VisitRequest.Code> codes) {
    if (codes == null) {
      return Optional.of(List.of());
    }
    List<Optional<Diagnosis>> found =
        codes.stream().map(code -> catalogue.find(code.code)).toList();
    return found.stream().allMatch(Optional::isPresent)
        ? Optional.of(found.stream().map(Optional::get).toList())
        : Optional.empty();
  }

  private Response refuse(List<Problem> problems) {
    return Problems.respond(
        422,
        new Problems(
            "invalid",
            "The visit cannot be right.",
            problems.stream()
                .map(
                    problem ->
                        new Problems.FieldProblem(
                            problem.field().name().toLowerCase(Locale.ROOT),
                            problem.messageKey(),
                            words.of(problem.messageKey())))
                .toList()));
  }

  @GET
  @Path("{id: [0-9]{1,18}}")
  public Response find(@PathParam("id") long id) {
    return submissions
        .find(id)
        .map(found -> Response.ok(found).build())
        .orElseGet(() -> Problems.respond(404, "unknown", "You sent no such visit."));
  }

  /** Newest first. */
  @GET
  public List<SubmissionView> mine(
      @QueryParam("offset") @DefaultValue("0") int offset,
      @QueryParam("limit") @DefaultValue("20") int limit) {
    return submissions.mine(Math.max(0, offset), Math.max(1, Math.min(limit, MAX_PAGE)));
  }
}
