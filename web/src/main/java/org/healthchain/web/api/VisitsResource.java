package org.healthchain.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.healthchain.server.intake.InvalidVisitException;
import org.healthchain.server.intake.SentVisit;
import org.healthchain.server.submission.AlreadySentException;
import org.healthchain.server.submission.QuotaExceededException;
import org.healthchain.server.submission.SubmissionService;
import org.healthchain.server.submission.SubmissionService.NotReadyException;
import org.healthchain.server.submission.SubmissionService.Taken;
import org.healthchain.server.submission.SubmissionView;
import org.jspecify.annotations.Nullable;

/** Visits of the calling doctor. */
@Path("visits")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class VisitsResource {
  private static final int PAGE = 20;
  private static final int MAX_PAGE = 200;
  private static final String REQUESTED_BY = "X-Requested-By";
  private static final String RETRY_SECONDS = "2";

  @Inject private SubmissionService submissions;
  @Context private HttpServletRequest request;

  /**
   * Takes a visit: 202 with its submission.
   *
   * @param requestedBy any value; a form on another site cannot set it
   * @param body as it was sent
   */
  @POST
  @TakesJson
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = VisitSchema.class)))
  @APIResponse(
      responseCode = "202",
      description = "Taken: encrypted and queued.",
      content = @Content(schema = @Schema(implementation = TakenVisit.class)))
  @APIResponse(responseCode = "400", description = "Not the JSON of a visit; the fields say why.")
  @APIResponse(
      responseCode = "409",
      description = "An equal visit was sent within ten minutes; see Send-Again.")
  @APIResponse(responseCode = "415", description = "Not JSON in UTF-8.")
  @APIResponse(responseCode = "422", description = "Cannot be right; the fields say why.")
  @APIResponse(
      responseCode = "429",
      description = "More visits than the account, the institution or the patient may have.")
  @APIResponse(responseCode = "503", description = "Try again after Retry-After.")
  @Parameter(
      name = SendHeaders.IDEMPOTENCY_KEY,
      in = ParameterIn.HEADER,
      description =
          "Names this sending. Sent again under the same key within seven days it is answered as"
              + " before and recorded once.")
  @Parameter(
      name = SendHeaders.SEND_AGAIN,
      in = ParameterIn.HEADER,
      description = "Id of the equal submission that a 409 named: the visit is meant once more.")
  public Response submit(
      @HeaderParam(REQUESTED_BY) String requestedBy, @Context HttpHeaders headers, byte[] body) {
    if (requestedBy == null || requestedBy.isBlank()) {
      throw new ProblemException(Problem.of(ProblemType.HEADER_MISSING, REQUESTED_BY));
    }
    try {
      Taken taken = submissions.submit(SentVisit.ofJson(body), SendHeaders.read(headers));
      return Response.accepted(TakenVisit.of(taken, ApiWords.of(request)))
          .location(URI.create("visits/" + taken.submission().id()))
          .build();
    } catch (InvalidVisitException e) {
      ProblemType type = e.malformed() ? ProblemType.MALFORMED : ProblemType.INVALID;
      throw new ProblemException(Problem.of(type, e.findings()));
    } catch (AlreadySentException e) {
      throw new ProblemException(alreadySent(e));
    } catch (QuotaExceededException e) {
      throw new ProblemException(
          Problem.of(ProblemType.valueOf("QUOTA_" + e.scope()), e.quota())
              .header(HttpHeaders.RETRY_AFTER, String.valueOf(e.waitSeconds())));
    } catch (NotReadyException e) {
      throw new ProblemException(
          Problem.of(ProblemType.valueOf(e.reason().name()))
              .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS));
    }
  }

  private static Problem alreadySent(AlreadySentException e) {
    SubmissionView earlier = e.earlier();
    ProblemType type =
        switch (e.kind()) {
          case EQUAL_VISIT -> ProblemType.ALREADY_SENT;
          case OTHER_VISIT_UNDER_KEY -> ProblemType.KEY_REUSED;
        };
    return Problem.of(type, earlier.id())
        .member(
            "submission",
            Json.createObjectBuilder()
                .add("id", earlier.id())
                .add("state", earlier.state().name())
                .add("queuedAt", earlier.queuedAt().toString())
                .build());
  }

  @GET
  @Path("{id: [0-9]{1,18}}")
  public Response find(@PathParam("id") long id) {
    return submissions
        .find(id)
        .map(found -> Response.ok(found).build())
        .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.NOT_FOUND)));
  }

  /** Newest first, with the total and links to other pages in the headers. */
  @GET
  @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 200; 20 if left out.")
  @Parameter(
      name = "before",
      in = ParameterIn.QUERY,
      description = "Only submissions with a lower id: the cursor of the link to the next page.")
  @Parameter(
      name = "offset",
      in = ParameterIn.QUERY,
      description = "How many to leave out; rows repeat where visits arrive meanwhile.")
  public Response mine(@Context UriInfo uri) {
    Query query = Query.of(uri, "before", "offset", "limit");
    int limit = (int) query.number("limit", 1, MAX_PAGE).orElse(PAGE);
    OptionalLong before = query.number("before", 1, Long.MAX_VALUE);
    OptionalLong offset = query.number("offset", 0, Integer.MAX_VALUE);
    if (before.isPresent() && offset.isPresent()) {
      throw query.excludes("offset", "before");
    }
    List<SubmissionView> page =
        offset.isPresent()
            ? submissions.mine((int) offset.getAsLong(), limit)
            : submissions.mineBefore(before.orElse(Long.MAX_VALUE), limit);
    Response.ResponseBuilder answer =
        Response.ok(new GenericEntity<List<SubmissionView>>(page) {})
            .header("X-Total-Count", submissions.countMine())
            .links(link(uri, limit, null, "first"));
    if (page.size() == limit) {
      answer.links(link(uri, limit, page.get(limit - 1).id(), "next"));
    }
    return answer.build();
  }

  /** A link to another page of the list (RFC 8288). */
  private static Link link(UriInfo uri, int limit, @Nullable Long before, String relation) {
    UriBuilder target = uri.getAbsolutePathBuilder().queryParam("limit", limit);
    return Link.fromUriBuilder(before == null ? target : target.queryParam("before", before))
        .rel(relation)
        .build();
  }
}
