package org.healthchain.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeMap;
import org.healthchain.server.network.NetworkService;
import org.healthchain.server.network.NetworkView;

/**
 * The network as this server sees it. The status is open to all; how much waits in this server's
 * outbox is told on this machine only, to its operator's tools.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class StatusResource {
  @Inject private NetworkService network;

  @GET
  @Path("status")
  public NetworkView status(@Context HttpServletRequest request) throws UnknownHostException {
    NetworkView view = network.overview();
    return onThisMachine(request) ? view : view.withoutPendingSubmissions();
  }

  /**
   * Over loopback, or from the very address that was called: a server that listens on one address
   * only is asked there by its own operator's tools. A proxy on this machine says for whom it asks.
   */
  private static boolean onThisMachine(HttpServletRequest request) throws UnknownHostException {
    boolean proxied =
        request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
    return !proxied && onThisMachine(request.getRemoteAddr(), request.getLocalAddr());
  }

  /**
   * Whether a connection begins and ends on one machine: nobody else gets answers that are sent to
   * its own address.
   *
   * @param remote the caller's IP address
   * @param local the IP address that was called
   */
  static boolean onThisMachine(String remote, String local) throws UnknownHostException {
    InetAddress caller = InetAddress.getByName(remote);
    return caller.isLoopbackAddress() || caller.equals(InetAddress.getByName(local));
  }

  @GET
  @Path("rejections")
  public Map<String, Long> rejections() {
    Map<String, Long> counters = new TreeMap<>();
    network.rejections().forEach((reason, count) -> counters.put(reason.name(), count));
    return counters;
  }
}
