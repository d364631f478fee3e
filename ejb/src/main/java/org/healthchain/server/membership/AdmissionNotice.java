package org.healthchain.server.membership;

import java.util.ArrayList;
import java.util.List;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.IdentitySignatures;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;

/**
 * Third document of a join, from the manager to the joiner: what it needs to reach the others. The
 * credential itself stands on the chain, where the joiner finds it when it has caught up.
 *
 * @param genesis the consortium's signed genesis file
 * @param certificates X.509 encodings: the joiner's TLS certificate, then the consortium's CA
 * @param sealedSerialKey the consortium's serial-number key in an envelope to the transport key
 * @param peers where the present members and the manager are
 * @param signature the manager's Ed25519 signature on everything above
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by nobody
public record AdmissionNotice(
    Hash chainId,
    int memberId,
    byte[] genesis,
    List<Opaque> certificates,
    Opaque sealedSerialKey,
    List<Peer> peers,
    Opaque signature) {
  private static final String KIND = "ADMISSION";
  private static final int VERSION = 1;
  private static final int MAX_GENESIS_BYTES = 1 << 20;
  private static final int MAX_CERTIFICATES = 4;
  private static final int MAX_PEERS = 1024;
  private static final int MAX_PART_BYTES = 8192;
  private static final int MAX_TEXT_BYTES = 262;

  public AdmissionNotice {
    genesis = genesis.clone();
    certificates = List.copyOf(certificates);
    peers = List.copyOf(peers);
  }

  /**
   * A server to talk to.
   *
   * @param memberId 0 for the manager
   * @param brokerAddress host:port
   */
  public record Peer(
      int memberId, String brokerAddress, Opaque identityKey, Hash certificateFingerprint) {}

  @Override
  public byte[] genesis() {
    return genesis.clone();
  }

  /** What {@link #signature} covers. */
  public byte[] signedBytes() {
    return new CanonicalWriter(4096).text("HealthChain/admission/v1").raw(unsigned()).toByteArray();
  }

  public AdmissionNotice withSignature(byte[] bytes) {
    return new AdmissionNotice(
        chainId, memberId, genesis, certificates, sealedSerialKey, peers, Opaque.of(bytes));
  }

  public String toText() {
    return Armour.wrap(
        KIND, new CanonicalWriter(4096).raw(unsigned()).bytes16(signature).toByteArray());
  }

  private byte[] unsigned() {
    CanonicalWriter out =
        new CanonicalWriter(4096 + genesis.length)
            .u8(VERSION)
            .hash(chainId)
            .u32(memberId)
            .bytes32(genesis)
            .u16(certificates.size());
    certificates.forEach(out::bytes16);
    out.bytes16(sealedSerialKey).u16(peers.size());
    for (Peer peer : peers) {
      out.u32(peer.memberId())
          .text(peer.brokerAddress())
          .bytes16(peer.identityKey())
          .hash(peer.certificateFingerprint());
    }
    return out.toByteArray();
  }

  /**
   * Reads a notice; verifies nothing.
   *
   * @throws RefusedException if the text is no admission
   */
  public static AdmissionNotice parse(String text) {
    CanonicalReader in = new CanonicalReader(Armour.unwrap(KIND, text));
    try {
      in.version(VERSION);
      Hash chainId = in.hash();
      int memberId = in.u32();
      byte[] genesis = in.bytes32(MAX_GENESIS_BYTES);
      List<Opaque> certificates = new ArrayList<>();
      for (int left = in.count16(MAX_CERTIFICATES); left > 0; left--) {
        certificates.add(in.bytes16(MAX_PART_BYTES));
      }
      Opaque sealedSerialKey = in.bytes16(MAX_PART_BYTES);
      List<Peer> peers = new ArrayList<>();
      for (int left = in.count16(MAX_PEERS); left > 0; left--) {
        peers.add(
            new Peer(in.u32(), in.text(MAX_TEXT_BYTES), in.bytes16(MAX_PART_BYTES), in.hash()));
      }
      Opaque signature = in.bytes16(IdentitySignatures.SIGNATURE_BYTES);
      in.end();
      return new AdmissionNotice(
          chainId, memberId, genesis, certificates, sealedSerialKey, peers, signature);
    } catch (MalformedEncodingException e) {
      throw new IllegalArgumentException(
          "The admission cannot be read (" + e.getMessage() + "); ask the manager for it again", e);
    }
  }
}
