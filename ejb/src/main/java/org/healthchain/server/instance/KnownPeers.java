package org.healthchain.server.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;

/**
 * Whom a server that was admitted later finds at its first start: the members at its admission, who
 * need not be those of the genesis. Of no more use once the own ledger knows the server.
 */
public record KnownPeers(List<Peer> peers) {
  public static final KnownPeers NONE = new KnownPeers(List.of());

  private static final int VERSION = 1;
  private static final int MAX_PEERS = 1025;
  private static final int MAX_TEXT_BYTES = 262;

  public KnownPeers {
    peers = List.copyOf(peers);
  }

  /**
   * A server to talk to.
   *
   * @param memberId {@link Genesis#MANAGER_ID} for the manager
   * @param brokerAddress host:port
   */
  public record Peer(int memberId, String brokerAddress, Hash certificateFingerprint) {}

  public byte[] encode() {
    CanonicalWriter out = new CanonicalWriter(64 + peers.size() * 128).u8(VERSION);
    out.u16(peers.size());
    for (Peer peer : peers) {
      out.u32(peer.memberId()).text(peer.brokerAddress()).hash(peer.certificateFingerprint());
    }
    return out.toByteArray();
  }

  /** Reads the file; {@link #NONE} if there is none, as at the founders. */
  public static KnownPeers read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return NONE;
    }
    try {
      CanonicalReader in = new CanonicalReader(Files.readAllBytes(file));
      in.version(VERSION);
      List<Peer> peers = new ArrayList<>();
      for (int left = in.count16(MAX_PEERS); left > 0; left--) {
        peers.add(new Peer(in.u32(), in.text(MAX_TEXT_BYTES), in.hash()));
      }
      in.end();
      return new KnownPeers(peers);
    } catch (MalformedEncodingException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }
}
