package org.healthchain.operator.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotSegmentsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"/.", "/..", "/a/.", "/a/x/..", "/a/%2e", "/a/%2E%2e", "/a/.%2e", "/a//."})
  void aPathMayEndWithOne(String raw) {
    assertThat(DotSegments.isOpen(raw)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/./b", "/a/../", "/a.", "/a..", "/...", "/a/.b"})
  void othersDoNot(String raw) {
    assertThat(DotSegments.isOpen(raw)).isFalse();
  }
}
