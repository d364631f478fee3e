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
 * @param directory for the peers' trust stores and the broker's other files
 */
public record BrokerConfiguration(
    ReplicaId self, int inVmId, Acceptor acceptor, TlsKey key, Path directory) {
  /** Where peers connect, by TLS. */
  public record Acceptor(String host, int port) {
    public Acceptor {
      Objects.requireNonNull(host);
      if (port < 1 || port > 0xFFFF) {
        throw new IllegalArgumentException("port out of range: " + port);
      }
    }
  }

  /**
   * The TLS key pair.
   *
   * @param keyStore PKCS#12 file
   * @param password of file and key
   * @param alias of the key in the file
   */
  public record TlsKey(Path keyStore, String password, String alias) {
    public TlsKey {
      Objects.requireNonNull(keyStore);
      Objects.requireNonNull(password);
      Objects.requireNonNull(alias);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "TLS key " + alias;
    }
  }

  /** Messages that wait for one slow peer on one address; the oldest give way. */
  public static final long RING_MESSAGES = 20_000;

  /** A frame that waited so long is of no use to anyone. */
  public static final long EXPIRY_MILLIS = 5_000;

  public BrokerConfiguration {
    Objects.requireNonNull(self);
    Objects.requireNonNull(acceptor);
    Objects.requireNonNull(key);
    Objects.requireNonNull(directory);
  }

  @Override
  public String toString() {
    return "broker of " + self + " at " + acceptor.host() + ":" + acceptor.port();
  }
}
