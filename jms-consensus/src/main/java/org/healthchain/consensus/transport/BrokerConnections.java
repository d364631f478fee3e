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
  /** Above the longest frame, since the broker keeps longer messages in files. */
  private static final int NEVER_A_FILE_BYTES = FrameCodec.MAX_FRAME_BYTES + 65_536;

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
    factory.setMinLargeMessageSize(NEVER_A_FILE_BYTES);
    return factory;
  }
}
