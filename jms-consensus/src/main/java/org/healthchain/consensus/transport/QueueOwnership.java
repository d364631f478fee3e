package org.healthchain.consensus.transport;

import java.util.Optional;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.healthchain.consensus.message.ReplicaId;

/**
 * Keeps a peer to the queues of its own federation: it can neither fill the broker with queues nor
 * consume what waits for another peer on the same address. (The broker's authorisation sees
 * addresses only.)
 */
final class QueueOwnership implements ActiveMQServerPlugin {
  private final ReplicaId self;
  private final PeerSecurityManager security;

  @SuppressWarnings("NullAway.Init") // the broker calls registered() before all else
  private ActiveMQServer server;

  QueueOwnership(ReplicaId self, PeerSecurityManager security) {
    this.self = self;
    this.security = security;
  }

  @Override
  public void registered(ActiveMQServer registeredServer) {
    this.server = registeredServer;
  }

  @Override
  public void beforeCreateQueue(QueueConfiguration queue) throws ActiveMQException {
    String user = queue.getUser() == null ? "" : queue.getUser().toString();
    if (!user.startsWith("peer-")) {
      return;
    }
    ReplicaId peer = new ReplicaId(Integer.parseInt(user.substring("peer-".length())));
    if (!owns(peer, queue.getName().toString())) {
      security.countTrespass();
      throw new ActiveMQSecurityException(peer + " may not make this queue");
    }
  }

  @Override
  public void afterCreateConsumer(ServerConsumer consumer) throws ActiveMQException {
    ServerSession session = server.getSessionByID(consumer.getSessionID());
    Optional<PeerEndpoint> peer =
        session == null ? Optional.empty() : security.peerOf(session.getRemotingConnection());
    if (peer.isPresent() && !owns(peer.get().id(), consumer.getQueueName().toString())) {
      security.countTrespass();
      session.getRemotingConnection().fail(new ActiveMQSecurityException("not its own queue"));
    }
  }

  private boolean owns(ReplicaId peer, String queue) {
    return queue.startsWith(BrokerAddresses.federatedQueuePrefix(peer, self));
  }
}
