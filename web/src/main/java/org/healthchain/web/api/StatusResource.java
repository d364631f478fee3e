package org.healthchain.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.TreeMap;
import org.healthchain.server.network.NetworkService;
import org.healthchain.server.network.NetworkView;

/** The network as this server sees it; the status is open to all, it holds no secret. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StatusResource {
  @Inject private NetworkService network;

  @GET
  @Path("status")
  public NetworkView status() {
    return network.overview();
  }

  @GET
  @Path("rejections")
  public Map<String, Long> rejections() {
    Map<String, Long> counters = new TreeMap<>();
    network.rejections().forEach((reason, count) -> counters.put(reason.name(), count));
    return counters;
  }
}
