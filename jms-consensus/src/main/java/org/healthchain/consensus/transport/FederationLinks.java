package org.healthchain.consensus.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
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
 */
final class FederationLinks implements ActiveMQServerFederationPlugin {
  private final Set<FederatedQueueConsumer> links = ConcurrentHashMap.newKeySet();

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
