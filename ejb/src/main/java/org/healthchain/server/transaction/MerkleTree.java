package org.healthchain.server.transaction;

import java.util.ArrayList;
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

  /** The audit path of RFC 6962, §2.1.1, from the leaf's sibling up to the root's child. */
  public static List<Hash> path(List<byte[]> leaves, int index) {
    List<Hash> path = new ArrayList<>();
    List<Hash> part = hashes(leaves);
    int position = index;
    List<Hash> siblings = new ArrayList<>();
    while (part.size() > 1) {
      int split = Integer.highestOneBit(part.size() - 1);
      if (position < split) {
        siblings.add(rootOf(part.subList(split, part.size())));
        part = part.subList(0, split);
      } else {
        siblings.add(rootOf(part.subList(0, split)));
        part = part.subList(split, part.size());
        position -= split;
      }
    }
    for (int i = siblings.size() - 1; i >= 0; i--) {
      path.add(siblings.get(i));
    }
    return path;
  }

  /** Whether the path leads from the leaf at that index of so many leaves to the root. */
  public static boolean verifyPath(
      byte[] leaf, int index, int leafCount, List<Hash> path, Hash root) {
    if (index < 0 || index >= leafCount) {
      return false;
    }
    Hash hash = Hash.sha256(LEAF, leaf);
    int node = index;
    int last = leafCount - 1;
    for (Hash sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = Hash.sha256(NODE, sibling.bytes(), hash.bytes());
        while ((node & 1) == 0 && node != 0) {
          node >>= 1;
          last >>= 1;
        }
      } else {
        hash = Hash.sha256(NODE, hash.bytes(), sibling.bytes());
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
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
