package org.healthchain.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.diagnosis.DiagnosisService;
import org.healthchain.server.ledger.LedgerService;

/** Blocks of this server's ledger and the catalogue of diagnoses, for whoever is signed in. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class LedgerResource {
  private static final int SUGGESTIONS = 20;
  private static final int MAX_SUGGESTIONS = 50;

  @Inject private LedgerService ledger;
  @Inject private DiagnosisService catalogue;

  @GET
  @Path("blocks/{height: [0-9]{1,18}}")
  public Response block(@PathParam("height") long height) {
    return ledger
        .block(height)
        .map(block -> Response.ok(block).build())
        .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.NOT_FOUND)));
  }

  @GET
  @Path("diagnoses")
  public List<Diagnosis> diagnoses(@Context UriInfo uri) {
    Query query = Query.of(uri, "q", "limit");
    return catalogue.search(
        query.text("q").orElse(""),
        (int) query.number("limit", 1, MAX_SUGGESTIONS).orElse(SUGGESTIONS));
  }
}
