package org.healthchain.operator.front;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.HttpServerFilter;

/** Puts the filters into a listener's chain and looks at deadlines from then on. */
public final class FrontDoor implements AutoCloseable {
  /**
   * Header of a request that is to be refused; its value is the status. Who read its body would
   * wait for what is thrown away. The application knows it by the same name; nobody can send it.
   */
  static final String REFUSED = "HealthChain-Refused";

  private static final Logger LOG = Logger.getLogger(FrontDoor.class.getName());
  private static final long LOOK_MILLIS = 500;

  private final Bodies bodies;
  private final ConnectionFilter connections;
  private final WholeRequestFilter requests;
  private final ScheduledExecutorService clock;

  /** Stands in no chain yet. */
  public FrontDoor(FrontLimits limits) {
    bodies = new Bodies(limits.room());
    OpenConnections crowd = new OpenConnections(limits, bodies);
    connections = new ConnectionFilter(crowd, limits);
    requests = new WholeRequestFilter(crowd, bodies, limits);
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "front-door");
              thread.setDaemon(true);
              return thread;
            });
    Future<?> unused =
        clock.scheduleWithFixedDelay(
            () -> look(crowd), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The clock would stop for good at the first exception. */
  private static void look(OpenConnections crowd) {
    try {
      crowd.cutOverdue();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Could not end the connections whose time is over", e);
    }
  }

  /**
   * Gives the listener a chain with the filters in it. Connections that it accepted before are cut
   * at their next byte.
   *
   * @throws IllegalStateException if the listener's is no chain of TCP and HTTP
   */
  public void standIn(Transport transport) {
    FilterChainBuilder builder = FilterChainBuilder.stateless();
    builder.addAll((FilterChain) transport.getProcessor());
    int codec = builder.indexOfType(HttpServerFilter.class);
    int tcp = builder.indexOfType(TransportFilter.class);
    if (tcp < 0 || codec <= tcp) {
      throw new IllegalStateException("not a listener for HTTP: " + transport);
    }
    builder.add(codec + 1, requests);
    builder.add(tcp + 1, connections);
    transport.setProcessor(builder.build());
  }

  /** Whether both filters stand in that listener's chain. */
  public boolean standsIn(Transport transport) {
    FilterChain chain = (FilterChain) transport.getProcessor();
    return chain.contains(connections) && chain.contains(requests);
  }

  /** What room there is at this moment. */
  Bodies bodies() {
    return bodies;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
