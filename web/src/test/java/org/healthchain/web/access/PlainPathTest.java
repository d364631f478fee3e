package org.healthchain.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/signin.xhtml",
        "/api/visits/17",
        "/api/visits/",
        "/jakarta.faces.resource/jquery/jquery-plugins.js.xhtml",
        "/a_b-c~d/e.f"
      })
  void whatIsReadAlikeByAllIsPlain(String path) {
    assertThat(PlainPath.is(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signin.xhtml",
        "//signin.xhtml",
        "/api//visits",
        "/api/visits//",
        "/api/./visits",
        "/api/../doctor/visit.xhtml",
        "/..",
        "/.hidden",
        "/doctor/visit.xhtml;x",
        "/doctor;x/visit.xhtml",
        "/doctor/%76isit.xhtml",
        "/doctor%2fvisit.xhtml",
        "/doctor/visit.xhtml%00",
        "/doctor\\visit.xhtml",
        "/doctor/visit.xhtml\n",
        "/api/visits/ä",
        "http://host/api/visits"
      })
  void theRestIsNot(String path) {
    assertThat(PlainPath.is(path)).isFalse();
  }

  /** As long as the server takes addresses: each segment must not cost room on the stack. */
  @Test
  void aPathOfThousandsOfSegmentsIsReadToo() {
    assertThat(PlainPath.is("/a".repeat(30_000))).isTrue();
    assertThat(PlainPath.is("/a".repeat(30_000) + "//")).isFalse();
  }
}
