package org.healthchain.server.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;

/**
 * A recovery that a quorum of operators voted for, as the manager hands it to every server: the
 * letters HCRS, u8 version, u16 count, blocks (u32 length each).
 *
 * @param blocks ascending; the last one is the recovery block with its commit certificate, those
 *     before are the ones that no certificate covered
 */
public record SealedRecovery(List<TravellingBlock> blocks) {
  /** More blocks than replicas can have decided without a certificate, several times. */
  public static final int MAX_BLOCKS = 1025;

  public static final int MAX_BLOCK_BYTES = 32 << 20;

  private static final int VERSION = 1;
  private static final byte[] LETTERS = "HCRS".getBytes(StandardCharsets.US_ASCII);

  public SealedRecovery {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty() || blocks.size() > MAX_BLOCKS) {
      throw new IllegalArgumentException("sealed blocks: " + blocks.size());
    }
  }

  public TravellingBlock last() {
    return blocks.get(blocks.size() - 1);
  }

  public byte[] encode() {
    CanonicalWriter out = new CanonicalWriter(4096).raw(LETTERS).u8(VERSION).u16(blocks.size());
    blocks.forEach(block -> out.bytes32(block.encode()));
    return out.toByteArray();
  }

  public static SealedRecovery decode(byte[] bytes) throws MalformedEncodingException {
    CanonicalReader in = new CanonicalReader(bytes);
    if (!Opaque.of(in.raw(LETTERS.length)).equals(Opaque.of(LETTERS))) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
    in.version(VERSION);
    int count = in.count16(MAX_BLOCKS);
    List<TravellingBlock> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(TravellingBlock.decode(in.bytes32(MAX_BLOCK_BYTES)));
    }
    in.end();
    if (blocks.isEmpty()) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
    return new SealedRecovery(blocks);
  }
}
