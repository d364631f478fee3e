package org.healthchain.consensus.transport;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.ActiveMQDisconnectedException;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.core.client.impl.ClientSessionInternal;
import org.apache.activemq.artemis.core.server.federation.FederatedQueueConsumer;
import org.apache.activemq.artemis.core.server.federation.FederatedQueueConsumerImpl;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerFederationPlugin;

/**
 * Knows the broker's links to its peers and can end them at once. A link that tries to reach a dead
 * peer holds monitors of the federation, for which the removal of a queue waits while it holds the
 * post office; a link that lost its peer waits half a minute for an answer when it is closed. So a
 * peer's links are cut before anything of it is taken down.
 *
 * <p>It also mends what the broker leaves broken. A peer's two links share a connection; when one
 * of them fails to form it ends the connection, of which the other is not told: that one stays deaf
 * for good. And a link that failed several times waits half a minute before it tries again.
 */
final class FederationLinks implements ActiveMQServerFederationPlugin {
  private static final Logger LOG = Logger.getLogger(FederationLinks.class.getName());
  private static final long MAX_WAIT_MILLIS = 2_000;

  private final Set<FederatedQueueConsumer> links = ConcurrentHashMap.newKeySet();

  /** Sessions that were found closed at the last look; used by the reviving thread alone. */
  private final Map<FederatedQueueConsumer, ClientSession> foundClosed = new ConcurrentHashMap<>();

  @Override
  public void afterCreateFederatedQueueConsumer(FederatedQueueConsumer consumer) {
    links.add(consumer);
  }

  @Override
  public void afterCloseFederatedQueueConsumer(FederatedQueueConsumer consumer) {
    links.remove(consumer);
  }

  /** Cuts the links of one federation. They come again unless the federation is taken down. */
  void cut(String federation) {
    for (FederatedQueueConsumer link : links) {
      if (link.getFederation().getName().toString().equals(federation)) {
        cut(link);
      }
    }
  }

  void cutAll() {
    links.forEach(FederationLinks::cut);
  }

  /** To be called about every second: connects links that ended untold or wait too long. */
  void revive() {
    foundClosed.keySet().retainAll(links);
    for (FederatedQueueConsumer link : links) {
      if (link instanceof FederatedQueueConsumerImpl trying) {
        try {
          revive(trying);
        } catch (RuntimeException e) {
          // One that escapes would end the timer that calls this, and all links with it.
          LOG.log(Level.WARNING, "A link of " + link.getFederation().getName() + " stays down", e);
        }
      }
    }
  }

  private void revive(FederatedQueueConsumerImpl link) {
    ClientSession session = link.getClientSession();
    if (session != null && session.isClosed()) {
      // A link that is just being closed is so for a moment: look twice.
      if (foundClosed.put(link, session) == session) {
        foundClosed.remove(link);
        LOG.info(() -> "A link of " + link.getFederation().getName() + " ended untold: again");
        link.connectionFailed(new ActiveMQDisconnectedException("ended untold"), false);
      }
      return;
    }
    foundClosed.remove(link);
    ScheduledFuture<?> next = link.getCurrentConnectTask();
    if (next != null
        && next.getDelay(TimeUnit.MILLISECONDS) > MAX_WAIT_MILLIS
        && next.cancel(false)) {
      link.connectionFailed(new ActiveMQDisconnectedException("waited long enough"), false);
    }
  }

  private static void cut(FederatedQueueConsumer link) {
    if (link instanceof FederatedQueueConsumerImpl trying) {
      Future<?> attempt = trying.getCurrentConnectTask();
      if (attempt != null) {
        attempt.cancel(true);
      }
    }
    ClientSession session = link.getClientSession();
    if (session instanceof ClientSessionInternal established) {
      established.getSessionFactory().cleanup(); // asks the peer for no answer
    }
  }
}
