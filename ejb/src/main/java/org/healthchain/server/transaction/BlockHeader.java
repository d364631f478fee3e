package org.healthchain.server.transaction;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A block's header; {@value #BYTES} bytes. The commit certificate signs its hash.
 *
 * @param stateRoot of the consortium's state after this block
 * @param originatingView view in which the proposal was made, not the one in which it committed
 * @param membershipEpoch epoch before this block: its members certify the block
 */
public record BlockHeader(
    Hash chainId,
    long height,
    Hash previousHash,
    Hash merkleRoot,
    Hash stateRoot,
    long originatingView,
    long sequenceNumber,
    int membershipEpoch,
    long timeMillis,
    int transactionCount) {
  public static final int VERSION = 1;
  public static final int BYTES = 169;
  private static final byte[] DOMAIN = "HealthChain/block/v1".getBytes(StandardCharsets.US_ASCII);

  public BlockHeader {
    Objects.requireNonNull(chainId);
    Objects.requireNonNull(previousHash);
    Objects.requireNonNull(merkleRoot);
    Objects.requireNonNull(stateRoot);
  }

  /** The block at height 0: empty, vouched for by the manager's signature on the genesis. */
  public static BlockHeader genesis(Hash chainId, ConsortiumState state, long timeMillis) {
    return new BlockHeader(
        chainId,
        0,
        Hash.ZERO,
        MerkleTree.root(List.of()),
        state.root(),
        0,
        0,
        state.membershipEpoch(),
        timeMillis,
        0);
  }

  /** SHA-256("HealthChain/block/v1" ‖ header). */
  public Hash hash() {
    return Hash.sha256(DOMAIN, encode());
  }

  public byte[] encode() {
    return new CanonicalWriter(BYTES)
        .u8(VERSION)
        .hash(chainId)
        .u64(height)
        .hash(previousHash)
        .hash(merkleRoot)
        .hash(stateRoot)
        .u64(originatingView)
        .u64(sequenceNumber)
        .u32(membershipEpoch)
        .u64(timeMillis)
        .u32(transactionCount)
        .toByteArray();
  }

  public static BlockHeader decode(byte[] bytes) throws MalformedEncodingException {
    CanonicalReader in = new CanonicalReader(bytes);
    in.version(VERSION);
    BlockHeader header =
        new BlockHeader(
            in.hash(), in.u64(), in.hash(), in.hash(), in.hash(), in.u64(), in.u64(), in.u32(),
            in.u64(), in.u32());
    in.end();
    return header;
  }
}
