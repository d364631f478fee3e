package org.healthchain.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  /** Leaves and roots of the Certificate Transparency project's reference tests for RFC 6962. */
  private static final List<byte[]> LEAVES =
      List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657").stream()
          .map(hex -> HexFormat.of().parseHex(hex))
          .toList();

  @Test
  void rootsAreThoseOfTheReferenceTests() {
    assertThat(MerkleTree.root(List.of()).hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(MerkleTree.root(LEAVES.subList(0, 1)).hex())
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assertThat(MerkleTree.root(LEAVES.subList(0, 2)).hex())
        .isEqualTo("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    assertThat(MerkleTree.root(LEAVES.subList(0, 7)).hex())
        .isEqualTo("ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c");
  }
}
