package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
}
