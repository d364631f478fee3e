package org.healthchain.consensus.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RefusalTest {
  @Test
  void everyRefusalHasWordsOfItsOwn() {
    Set<String> words = new HashSet<>();
    for (Refusal refusal : Refusal.values()) {
      assertThat(refusal.words()).isNotBlank();
      assertThat(words.add(refusal.words())).as(refusal.words()).isTrue();
    }
  }
}
