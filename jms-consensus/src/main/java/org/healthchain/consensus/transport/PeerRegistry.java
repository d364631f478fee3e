package org.healthchain.consensus.transport;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * The peers that a broker serves at present, found by certificate. Changes take effect at the next
 * handshake or authorisation check. Safe for concurrent use.
 */
final class PeerRegistry {
  private final Map<Digest, PeerEndpoint> byFingerprint = new ConcurrentHashMap<>();
  private final AtomicLong strangers = new AtomicLong();
  private final AtomicLong formerPeersRefused = new AtomicLong();
  private final AtomicLong trespasses = new AtomicLong();
  private volatile Set<Digest> former = Set.of();

  void add(PeerEndpoint peer) {
    remove(peer.id());
    byFingerprint.put(peer.certificateFingerprint(), peer);
  }

  Optional<PeerEndpoint> remove(ReplicaId id) {
    Optional<PeerEndpoint> old = byId(id);
    old.ifPresent(peer -> byFingerprint.remove(peer.certificateFingerprint()));
    return old;
  }

  Optional<PeerEndpoint> byId(ReplicaId id) {
    return byFingerprint.values().stream().filter(peer -> peer.id().equals(id)).findFirst();
  }

  Optional<PeerEndpoint> byCertificate(X509Certificate certificate) {
    return Optional.ofNullable(byFingerprint.get(PeerEndpoint.fingerprint(certificate)));
  }

  /** The peer of this certificate, if this is where it is reached. */
  Optional<PeerEndpoint> byCertificate(X509Certificate certificate, String host, int port) {
    return byCertificate(certificate)
        .filter(peer -> peer.host().equals(host) && peer.port() == port);
  }

  Collection<PeerEndpoint> all() {
    return List.copyOf(byFingerprint.values());
  }

  /** Whose certificates are to be told from those of strangers when they are refused. */
  void setFormer(Set<Digest> fingerprints) {
    former = Set.copyOf(fingerprints);
  }

  /** Counts a handshake or login that was refused. */
  void countRefused(@Nullable X509Certificate certificate) {
    boolean known = certificate != null && former.contains(PeerEndpoint.fingerprint(certificate));
    (known ? formerPeersRefused : strangers).incrementAndGet();
  }

  void countTrespass() {
    trespasses.incrementAndGet();
  }

  long strangers() {
    return strangers.get();
  }

  long formerPeersRefused() {
    return formerPeersRefused.get();
  }

  long trespasses() {
    return trespasses.get();
  }
}
