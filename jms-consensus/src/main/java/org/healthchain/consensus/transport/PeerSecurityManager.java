package org.healthchain.consensus.transport;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.NoCacheLoginException;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.CertificateUtil;
import org.healthchain.consensus.message.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what at this broker. Code of this virtual machine (the in-VM acceptor) may do all. A
 * peer, recognised by its certificate and by nothing else, may make its federation's queues on the
 * broadcast address and on the address directed to it, and consume them. Names and passwords are
 * ignored. Anyone else is refused and counted.
 */
final class PeerSecurityManager implements ActiveMQSecurityManager5 {
  private static final UserPrincipal LOCAL = new UserPrincipal("local");

  private final ReplicaId self;
  private final PeerRegistry peers;

  PeerSecurityManager(ReplicaId self, PeerRegistry peers) {
    this.self = self;
    this.peers = peers;
  }

  @Override
  public Subject authenticate(
      String user, String password, RemotingConnection connection, String securityDomain)
      throws NoCacheLoginException {
    Subject subject = new Subject();
    if (connection.getTransportConnection() instanceof InVMConnection) {
      subject.getPrincipals().add(LOCAL);
      return subject;
    }
    PeerEndpoint peer =
        peerOf(connection)
            .orElseThrow(
                () -> {
                  peers.countRefused(certificate(connection));
                  return new NoCacheLoginException("no certificate of a peer");
                });
    PeerPrincipal principal = new PeerPrincipal(peer.id());
    subject.getPrincipals().add(principal);
    subject.getPrincipals().add(new UserPrincipal(principal.getName()));
    return subject;
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
    if (subject == null) {
      return false;
    }
    if (subject.getPrincipals().contains(LOCAL)) {
      return true;
    }
    boolean allowed =
        (check == CheckType.CONSUME || check == CheckType.CREATE_DURABLE_QUEUE)
            && subject.getPrincipals(PeerPrincipal.class).stream()
                .anyMatch(peer -> peers.byId(peer.id()).isPresent() && mayPull(peer.id(), address));
    if (!allowed) {
      peers.countTrespass();
    }
    return allowed;
  }

  private boolean mayPull(ReplicaId peer, String address) {
    int queue = address.indexOf("::");
    String bare = queue < 0 ? address : address.substring(0, queue);
    return bare.equals(BrokerAddresses.broadcast(self))
        || bare.equals(BrokerAddresses.directed(self, peer));
  }

  void countTrespass() {
    peers.countTrespass();
  }

  Optional<PeerEndpoint> peerOf(RemotingConnection connection) {
    return Optional.ofNullable(certificate(connection)).flatMap(peers::byCertificate);
  }

  /** Null if none was shown. */
  private static @Nullable X509Certificate certificate(RemotingConnection connection) {
    X509Certificate[] chain = CertificateUtil.getCertsFromConnection(connection);
    return chain == null || chain.length == 0 ? null : chain[0];
  }

  /** Never asked by a broker that knows version 5 of the interface. */
  @Override
  public boolean validateUser(String user, String password) {
    return false;
  }

  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType checkType) {
    return false;
  }
}
