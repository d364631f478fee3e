package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One key and one verifier for all threads of a server. */
class ManyThreadsTest {
  @Test
  void aKeyAndAVerifierAreShared() throws Exception {
    TestGroup group = TestGroup.of("threads", "north");
    MemberKey key = group.member("north");
    BatchVerifier verifier = BatchVerifier.of(group.group);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Integer>>> results = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int number = thread;
        results.add(
            threads.submit(
                () -> {
                  List<SignedMessage> batch = new ArrayList<>();
                  for (int i = 0; i < 6; i++) {
                    byte[] message = bytes(number + " " + i);
                    byte[] sent = key.sign(message).wire();
                    batch.add(new SignedMessage(0, i == number % 6 ? bytes("x") : message, sent));
                  }
                  return verifier.verify(batch).invalid();
                }));
      }
      for (int thread = 0; thread < 8; thread++) {
        assertThat(results.get(thread).get()).containsExactly(thread % 6);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** The tables of a key are built by its first signature: here by all threads' first at once. */
  @Test
  void theFirstUseMayComeFromAllThreadsAtOnce() throws Exception {
    TestGroup group = TestGroup.of("first use", "north");
    for (int round = 0; round < 3; round++) {
      MemberKey fresh = MemberKey.fromBytes(group.member("north").toBytes());
      List<byte[]> signed =
          together(() -> fresh.sign(bytes("m"), new SeededRandom("the same for all")).wire());
      assertThat(signed).allSatisfy(each -> assertThat(each).isEqualTo(signed.get(0)));
      assertThat(group.group.verify(bytes("m"), signed.get(0))).isTrue();
    }
  }

  @Test
  void issuerAndOpenerServeManyThreads() throws Exception {
    TestGroup group = TestGroup.of("roles", "north", "south");
    byte[] message = bytes("m");
    GroupSignature signature = group.member("south").sign(message);
    List<byte[]> openings =
        together(
            () ->
                group
                    .opening
                    .open(group.group, message, signature, new SeededRandom("opener"))
                    .toBytes());
    assertThat(openings).allSatisfy(each -> assertThat(each).isEqualTo(openings.get(0)));
    List<byte[]> updates =
        together(
            () ->
                group
                    .issuing
                    .nextEpoch(group.group, group.registry, new SeededRandom("issuer"))
                    .toBytes());
    assertThat(updates).allSatisfy(each -> assertThat(each).isEqualTo(updates.get(0)));
    assertThat(EpochUpdate.fromBytes(updates.get(0)).verify(group.group).epoch()).isEqualTo(1);
  }

  /** Eight threads that begin at the same moment. */
  private static List<byte[]> together(Callable<byte[]> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CyclicBarrier start = new CyclicBarrier(8);
    try {
      List<Callable<byte[]>> all =
          Collections.nCopies(
              8,
              () -> {
                start.await(1, TimeUnit.MINUTES);
                return work.call();
              });
      List<byte[]> results = new ArrayList<>();
      for (Future<byte[]> result : threads.invokeAll(all)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
