package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.InstanceKeyStore;

/** A client at another member's broker, with a certificate that is let in. */
final class Visitor implements AutoCloseable {
  private final ActiveMQConnectionFactory factory;
  private final Connection connection;

  private Visitor(ActiveMQConnectionFactory factory) throws JMSException {
    this.factory = factory;
    this.connection = factory.createConnection();
  }

  static Visitor withKeysOf(InstanceDirectory instance, String brokerAddress) throws Exception {
    return new Visitor(
        new ActiveMQConnectionFactory(
            "tcp://"
                + brokerAddress
                + "?sslEnabled=true;enabledProtocols=TLSv1.3;trustAll=true;verifyHost=false"
                + ";forceSSLParameters=true;keyStoreType=PKCS12;keyStoreAlias="
                + InstanceKeyStore.TLS_ALIAS
                + ";keyStorePath="
                + instance.keyStoreFile()
                + ";keyStorePassword="
                + new String(instance.keyStorePassword())));
  }

  /** Tries to send; fails unless it is refused. */
  void writes(String address) {
    assertThatThrownBy(
            () -> {
              try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
                session
                    .createProducer(session.createTopic(address))
                    .send(session.createBytesMessage());
              }
            })
        .isInstanceOf(JMSException.class);
  }

  /** Tries to consume; fails unless it is refused. */
  void reads(String address) {
    assertThatThrownBy(
            () -> {
              try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
                session.createConsumer(session.createTopic(address));
              }
            })
        .isInstanceOf(JMSException.class);
  }

  @Override
  public void close() throws JMSException {
    connection.close();
    factory.close();
  }
}
