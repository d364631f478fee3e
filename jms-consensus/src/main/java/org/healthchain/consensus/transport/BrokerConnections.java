package org.healthchain.consensus.transport;

import jakarta.jms.ConnectionFactory;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Connection settings for a broker in the same virtual machine. */
final class BrokerConnections {
  private BrokerConnections() {}

  static ConnectionFactory inVm(int inVmId) {
    TransportConfiguration connector =
        new TransportConfiguration(
            InVMConnectorFactory.class.getName(), Map.of("serverId", inVmId));
    ActiveMQConnectionFactory factory =
        ActiveMQJMSClient.createConnectionFactoryWithoutHA(JMSFactoryType.CF, connector);
    factory.setReconnectAttempts(-1);
    factory.setBlockOnNonDurableSend(false);
    factory.setBlockOnAcknowledge(false);
    factory.setProducerWindowSize(-1);
    factory.setConsumerWindowSize(1 << 20);
    // The broker keeps longer messages in files, and peers cut whoever sends them one.
    factory.setMinLargeMessageSize(PacketLimit.MAX_PACKET_BYTES);
    return factory;
  }
}
