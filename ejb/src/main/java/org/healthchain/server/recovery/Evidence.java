package org.healthchain.server.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.ledger.SealedRecovery;
import org.healthchain.server.ledger.TravellingBlock;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;

/**
 * What shows that a ledger reaches as far as is claimed: a block with its commit certificate, and
 * all blocks above it.
 *
 * @param certified empty if no block but the genesis is certified
 * @param tail ascending from the height after the certified block
 */
public record Evidence(Optional<Certified> certified, List<TailBlock> tail) {
  /** More blocks than replicas can have decided without a certificate, several times. */
  public static final int MAX_TAIL_BLOCKS = SealedRecovery.MAX_BLOCKS - 1;

  static final int MAX_CERTIFICATE_BYTES = 128 << 10;
  private static final int MAX_PROOF_BYTES = 1 << 20;

  public Evidence {
    tail = List.copyOf(tail);
    if (tail.size() > MAX_TAIL_BLOCKS) {
      throw new IllegalArgumentException("a tail of " + tail.size() + " blocks");
    }
  }

  /** A block that a quorum of its epoch's members certified. */
  public record Certified(BlockHeader header, Opaque certificate) {}

  /**
   * A block above the last certified one.
   *
   * @param proof that it was decided; empty if that was lost with the vote log
   */
  public record TailBlock(TravellingBlock block, Optional<Opaque> proof) {}

  /** Height of the certified block; 0 for the genesis. */
  public long certifiedHeight() {
    return certified.map(block -> block.header().height()).orElse(0L);
  }

  void write(CanonicalWriter out) {
    out.u8(certified.isPresent() ? 1 : 0);
    certified.ifPresent(
        block -> out.raw(block.header().encode()).bytes32(block.certificate().bytes()));
    out.u16(tail.size());
    for (TailBlock one : tail) {
      out.bytes32(one.block().encode());
      out.bytes32(one.proof().map(Opaque::bytes).orElse(new byte[0]));
    }
  }

  static Evidence read(CanonicalReader in) throws MalformedEncodingException {
    int present = in.u8();
    if (present > 1) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
    Optional<Certified> certified =
        present == 0
            ? Optional.empty()
            : Optional.of(
                new Certified(
                    BlockHeader.decode(in.raw(BlockHeader.BYTES)),
                    Opaque.of(in.bytes32(MAX_CERTIFICATE_BYTES))));
    int count = in.count16(MAX_TAIL_BLOCKS);
    List<TailBlock> tail = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TravellingBlock block = TravellingBlock.decode(in.bytes32(SealedRecovery.MAX_BLOCK_BYTES));
      byte[] proof = in.bytes32(MAX_PROOF_BYTES);
      tail.add(
          new TailBlock(
              block, proof.length == 0 ? Optional.empty() : Optional.of(Opaque.of(proof))));
    }
    return new Evidence(certified, tail);
  }
}
