package org.healthchain.operator.front;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.Connection;
import org.jspecify.annotations.Nullable;

/** The open connections: how many, from where, and which have taken too long. */
final class OpenConnections {
  private static final System.Logger LOGGER = System.getLogger(OpenConnections.class.getName());

  private final FrontLimits limits;
  private final Bodies bodies;
  private final Map<Connection<?>, Exchange> exchanges = new ConcurrentHashMap<>();
  private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();

  OpenConnections(FrontLimits limits, Bodies bodies) {
    this.limits = limits;
    this.bodies = bodies;
  }

  static long nowMillis() {
    return System.nanoTime() / 1_000_000;
  }

  /** Whether a new connection may stay. */
  boolean enter(Connection<?> connection) {
    InetAddress address = ((InetSocketAddress) connection.getPeerAddress()).getAddress();
    int own = perAddress.merge(address, 1, Integer::sum);
    Exchange exchange = new Exchange(address, bodies, nowMillis() + limits.times().requestMillis());
    exchanges.put(connection, exchange);
    boolean tooMany =
        own > limits.crowd().connectionsPerAddress() && !limits.crowd().proxies().contains(address);
    if (tooMany || exchanges.size() > limits.crowd().connections()) {
      leave(connection);
      refused.incrementAndGet();
      return false;
    }
    return true;
  }

  void leave(Connection<?> connection) {
    Exchange exchange = exchanges.remove(connection);
    if (exchange != null) {
      exchange.close();
      perAddress.computeIfPresent(exchange.address(), (address, own) -> own == 1 ? null : own - 1);
    }
  }

  /** Null if the connection was refused, is closed, or is older than the front door. */
  @Nullable Exchange exchange(Connection<?> connection) {
    return exchanges.get(connection);
  }

  /** Ends connections whose time is over. */
  void cutOverdue() {
    long nowMillis = nowMillis();
    int cut = 0;
    for (Map.Entry<Connection<?>, Exchange> entry : exchanges.entrySet()) {
      if (entry.getValue().overdue(nowMillis)) {
        entry.getKey().terminateSilently();
        leave(entry.getKey());
        cut++;
      }
    }
    int turnedAway = refused.getAndSet(0);
    if (cut > 0 || turnedAway > 0) {
      LOGGER.log(
          System.Logger.Level.DEBUG,
          "{0} connections took too long, {1} were too many",
          cut,
          turnedAway);
    }
  }
}
