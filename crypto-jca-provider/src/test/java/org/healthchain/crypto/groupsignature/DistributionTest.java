package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import org.junit.jupiter.api.Test;

/**
 * Two members' signatures on one message look alike: no byte of the public parts is distributed
 * otherwise for one than for the other. No proof of anonymity, but it would find a secret that is
 * left standing in a signature.
 */
class DistributionTest {
  private static final int SIGNATURES = 300;
  private static final byte[] MESSAGE = bytes("the same message");

  @Test
  void everyBitIsSetAboutAsOftenForOneMemberAsForAnother() {
    TestGroup group = TestGroup.of("distribution", "north", "south");
    int[] north = bitCounts(group.member("north"));
    int[] south = bitCounts(group.member("south"));
    double largest = 0;
    int constant = 0;
    for (int i = 0; i < north.length; i++) {
      double difference = north[i] - south[i];
      int both = north[i] + south[i];
      if (both == 0 || both == 2 * SIGNATURES) {
        constant++;
        continue;
      }
      double p = both / (2.0 * SIGNATURES);
      largest = Math.max(largest, Math.abs(difference) / Math.sqrt(2 * SIGNATURES * p * (1 - p)));
    }
    // The largest of 8,960 normal deviates stays below 6 but once in 60,000 runs; seeds are fixed.
    assertThat(largest).isLessThan(6);
    // Three flag bits for x and three unused bits for y of each of ten points, and one
    // for each of five scalars, are zero; the rest must vary.
    assertThat(constant).isEqualTo(10 * 6 + 5);
  }

  private static int[] bitCounts(MemberKey key) {
    int[] counts = new int[GroupSignature.WIRE_BYTES * 8];
    SeededRandom random = new SeededRandom("distribution of " + key.hashCode());
    for (int n = 0; n < SIGNATURES; n++) {
      byte[] wire = key.sign(MESSAGE, random).wire();
      for (int i = 0; i < counts.length; i++) {
        counts[i] += (wire[i / 8] >>> (7 - i % 8)) & 1;
      }
    }
    return counts;
  }
}
