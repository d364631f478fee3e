package org.healthchain.server.transaction;

import java.util.List;

/** Merkle trees of RFC 6962, §2.1: leaf hash SHA-256(0x00 ‖ d), node SHA-256(0x01 ‖ l ‖ r). */
public final class MerkleTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private MerkleTree() {}

  /** Root of the tree over the leaves; SHA-256 of nothing if there is none. */
  public static Hash root(List<byte[]> leaves) {
    return leaves.isEmpty() ? Hash.sha256() : rootOf(hashes(leaves));
  }

  private static List<Hash> hashes(List<byte[]> leaves) {
    return leaves.stream().map(leaf -> Hash.sha256(LEAF, leaf)).toList();
  }

  private static Hash rootOf(List<Hash> hashes) {
    if (hashes.size() == 1) {
      return hashes.get(0);
    }
    int split = Integer.highestOneBit(hashes.size() - 1);
    return Hash.sha256(
        NODE,
        rootOf(hashes.subList(0, split)).bytes(),
        rootOf(hashes.subList(split, hashes.size())).bytes());
  }
}
