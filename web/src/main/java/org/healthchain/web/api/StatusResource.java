package org.healthchain.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
import java.util.TreeMap;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.network.NetworkService;
import org.healthchain.server.network.NetworkView;

/**
 * The network as this server sees it. The status is open to all; how much waits in this server's
 * outbox is told to its operators only, because it tells whose records stand in a block.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StatusResource {
  @Inject private NetworkService network;

  @GET
  @Path("status")
  public NetworkView status(@Context SecurityContext caller) {
    NetworkView view = network.overview();
    return caller.isUserInRole(Roles.OPERATOR) ? view : view.withoutPendingSubmissions();
  }

  @GET
  @Path("rejections")
  public Map<String, Long> rejections() {
    Map<String, Long> counters = new TreeMap<>();
    network.rejections().forEach((reason, count) -> counters.put(reason.name(), count));
    return counters;
  }
}
