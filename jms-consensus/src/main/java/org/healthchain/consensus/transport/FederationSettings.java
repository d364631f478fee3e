package org.healthchain.consensus.transport;

import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.core.config.FederationConfiguration;
import org.apache.activemq.artemis.core.config.TransformerConfiguration;
import org.apache.activemq.artemis.core.config.federation.FederationAddressPolicyConfiguration;
import org.apache.activemq.artemis.core.config.federation.FederationTransformerConfiguration;
import org.apache.activemq.artemis.core.config.federation.FederationUpstreamConfiguration;
import org.healthchain.consensus.message.ReplicaId;

/** How this server pulls one peer's addresses. */
final class FederationSettings {
  private static final long CHECK_PERIOD_MILLIS = 10_000;
  private static final long CONNECTION_TTL_MILLIS = 30_000;
  private static final long CALL_TIMEOUT_MILLIS = 15_000;
  private static final long RETRY_MILLIS = 200;
  private static final long MAX_RETRY_MILLIS = 2_000;
  private static final int RECONNECT_ATTEMPTS = 5;
  private static final long PAUSE_MILLIS = 500;
  private static final long ABANDONED_QUEUE_MILLIS = 5_000;

  private FederationSettings() {}

  static FederationConfiguration pull(ReplicaId self, PeerEndpoint peer) {
    String policy = "frames";
    FederationUpstreamConfiguration upstream =
        new FederationUpstreamConfiguration()
            .setName("r" + peer.id().value())
            .addPolicyRef(policy)
            .setStaticConnectors(List.of(BrokerAddresses.connector(peer)));
    // The times are the measured minimum on a busy machine; shorter ones cut healthy links.
    // Attempts are few and short: a link that tries holds monitors of the federation, for which the
    // removal of any queue waits while it holds the post office. What failed is tried again by the
    // link itself and by FederationLinks. A lost connection is tried again here too, since a peer
    // whose TLS refuses us is lost only after we were told that we are connected.
    upstream
        .getConnectionConfiguration()
        .setShareConnection(true)
        .setUsername("r" + self.value())
        .setPassword("by certificate")
        .setClientFailureCheckPeriod(CHECK_PERIOD_MILLIS)
        .setConnectionTTL(CONNECTION_TTL_MILLIS)
        .setCallTimeout(CALL_TIMEOUT_MILLIS)
        .setRetryInterval(RETRY_MILLIS)
        .setRetryIntervalMultiplier(1.5)
        .setMaxRetryInterval(MAX_RETRY_MILLIS)
        .setInitialConnectAttempts(1)
        .setReconnectAttempts(RECONNECT_ATTEMPTS)
        .setCircuitBreakerTimeout(PAUSE_MILLIS);
    // The broker keeps one object for each name, whatever its properties: so a name for each peer.
    FederationTransformerConfiguration guard =
        new FederationTransformerConfiguration(
            "guard." + BrokerAddresses.federation(self, peer.id()),
            new TransformerConfiguration(AddressGuard.class.getName())
                .setProperties(
                    Map.of(
                        AddressGuard.BROADCAST,
                        BrokerAddresses.broadcast(peer.id()),
                        AddressGuard.DIRECTED,
                        BrokerAddresses.directed(peer.id(), self))));
    FederationAddressPolicyConfiguration addresses =
        new FederationAddressPolicyConfiguration()
            .setName(policy)
            .setMaxHops(1)
            .setTransformerRef(guard.getName())
            .setAutoDelete(true)
            .setAutoDeleteDelay(ABANDONED_QUEUE_MILLIS)
            .setAutoDeleteMessageCount(-1L)
            .addInclude(match(BrokerAddresses.broadcast(peer.id())))
            .addInclude(match(BrokerAddresses.directed(peer.id(), self)));
    return new FederationConfiguration()
        .setName(BrokerAddresses.federation(self, peer.id()))
        .addTransformerConfiguration(guard)
        .addUpstreamConfiguration(upstream)
        .addAddressPolicy(addresses);
  }

  private static FederationAddressPolicyConfiguration.Matcher match(String address) {
    FederationAddressPolicyConfiguration.Matcher matcher =
        new FederationAddressPolicyConfiguration.Matcher();
    matcher.setName(address);
    return matcher.setAddressMatch(address);
  }
}
