package org.healthchain.server.ledger;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.healthchain.server.transaction.BlockHeader;

/** A block: its canonical header and what is needed to find it. Never changes. */
@Entity
@Access(AccessType.FIELD)
@Table(name = "hc_block")
public class BlockEntity {
  @Id private long height;

  @Column(name = "header_hash", updatable = false)
  private String headerHash;

  @Column(updatable = false)
  private byte[] header;

  /** Header and leaves; bodies come and go. */
  @Column(name = "size_bytes", updatable = false)
  private int sizeBytes;

  protected BlockEntity() {}

  BlockEntity(BlockHeader block, int sizeBytes) {
    this.height = block.height();
    this.headerHash = block.hash().hex();
    this.header = block.encode();
    this.sizeBytes = sizeBytes;
  }

  long height() {
    return height;
  }

  String headerHash() {
    return headerHash;
  }

  int sizeBytes() {
    return sizeBytes;
  }

  BlockHeader header() {
    return StoredBytes.blockHeader(header);
  }
}
