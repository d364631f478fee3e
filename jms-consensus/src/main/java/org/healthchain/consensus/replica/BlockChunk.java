package org.healthchain.consensus.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.CommitCertificates;
import org.healthchain.consensus.core.Verifier;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.SequenceNumber;

/**
 * Consecutive blocks from one peer that are not trusted yet. A block is trusted when a quorum of
 * the membership in force certified it, or certified a later one that leads back to it by hashes.
 */
final class BlockChunk {
  private final List<Entry> blocks = new ArrayList<>();
  private long bytes;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody; carried only
  private record Entry(byte[] bytes, Application.FetchedBlock block) {}

  /** How a certificate is judged. */
  record Trust(Digest chainId, Verifier verifier) {
    /** Whether a quorum of that membership certified the block. */
    boolean certifies(
        Optional<CheckpointCertificate> certificate,
        Application.FetchedBlock block,
        Membership membership) {
      return certificate.isPresent()
          && certificate.get().height().equals(block.height())
          && certificate.get().headerHash().equals(block.headerHash())
          && CommitCertificates.verify(
              certificate.get().certificate(),
              chainId,
              membership,
              block.height(),
              block.headerHash(),
              verifier);
    }
  }

  /** False when the block does not follow the last one by height and hash. */
  boolean add(byte[] encoded, Application.FetchedBlock block) {
    if (!blocks.isEmpty()) {
      Application.FetchedBlock last = blocks.get(blocks.size() - 1).block;
      if (!block.height().equals(last.height().next())
          || !block.previousHash().equals(last.headerHash())) {
        return false;
      }
    }
    blocks.add(new Entry(encoded, block));
    bytes += encoded.length;
    return true;
  }

  int size() {
    return blocks.size();
  }

  long bytes() {
    return bytes;
  }

  /** The first block must follow the ledger's tip. */
  boolean follows(SequenceNumber height, Digest headerHash) {
    return blocks.isEmpty()
        || (blocks.get(0).block.height().equals(height.next())
            && blocks.get(0).block.previousHash().equals(headerHash));
  }

  /**
   * How many blocks from the first on are trusted under this membership: up to the highest one that
   * has a certificate of its epoch that verifies.
   */
  int trusted(Membership membership, Optional<CheckpointCertificate> proof, Trust trust) {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      Application.FetchedBlock block = blocks.get(i).block;
      if (trust.certifies(block.certificate(), block, membership)
          || trust.certifies(proof, block, membership)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Takes the first block out. */
  byte[] removeFirst() {
    Entry first = blocks.remove(0);
    bytes -= first.bytes.length;
    return first.bytes;
  }
}
