package org.healthchain.consensus.transport;

import java.nio.file.Path;
import java.util.Objects;
import org.healthchain.consensus.message.ReplicaId;

/**
 * What an {@link EmbeddedBroker} needs to know.
 *
 * @param self the server's own number
 * @param inVmId the in-VM acceptor's number, unique in the virtual machine; 0 in an application
 *     server
 * @param host to listen on
 * @param port of the TLS acceptor
 * @param keyStore PKCS#12 file with the TLS key pair
 * @param keyStorePassword of file and key
 * @param keyAlias of the TLS key in the file
 * @param directory for the broker's journal and the peers' trust stores
 * @param persistent whether durable messages on local queues survive a restart; frames never do
 */
public record BrokerConfiguration(
    ReplicaId self,
    int inVmId,
    String host,
    int port,
    Path keyStore,
    String keyStorePassword,
    String keyAlias,
    Path directory,
    boolean persistent) {
  /** Messages that wait for one slow peer on one address; the oldest give way. */
  public static final long RING_MESSAGES = 20_000;

  /** A frame that waited so long is of no use to anyone. */
  public static final long EXPIRY_MILLIS = 5_000;

  public BrokerConfiguration {
    Objects.requireNonNull(self);
    Objects.requireNonNull(host);
    Objects.requireNonNull(keyStore);
    Objects.requireNonNull(keyStorePassword);
    Objects.requireNonNull(keyAlias);
    Objects.requireNonNull(directory);
    if (port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("port out of range: " + port);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "broker of " + self + " at " + host + ":" + port;
  }
}
