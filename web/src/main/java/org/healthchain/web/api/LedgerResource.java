package org.healthchain.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.diagnosis.DiagnosisService;
import org.healthchain.server.ledger.LedgerService;

/** Blocks of this server's ledger and the catalogue of diagnoses, for whoever is signed in. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class LedgerResource {
  private static final int MAX_SUGGESTIONS = 50;

  @Inject private LedgerService ledger;
  @Inject private DiagnosisService catalogue;

  @GET
  @Path("blocks/{height: [0-9]{1,18}}")
  public Response block(@PathParam("height") long height) {
    return ledger
        .block(height)
        .map(block -> Response.ok(block).build())
        .orElseGet(() -> Problems.respond(404, "unknown", "There is no block of that height."));
  }

  @GET
  @Path("diagnoses")
  public List<Diagnosis> diagnoses(
      @QueryParam("q") @DefaultValue("") String query,
      @QueryParam("limit") @DefaultValue("20") int limit) {
    return catalogue.search(query, Math.max(1, Math.min(limit, MAX_SUGGESTIONS)));
  }
}
