package org.healthchain.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestedPageTest {
  @Test
  void ourPagesAreTakenAndNothingElse() {
    assertThat(RequestedPage.accept("/doctor/visit.xhtml")).contains("/doctor/visit.xhtml");
    for (String path :
        new String[] {
          null,
          "",
          "//evil.example/doctor/visit.xhtml",
          "/doctor/../x.xhtml",
          "/signin.xhtml",
          "/doctor/visit.xhtml?x=1",
          "https://evil.example/",
          "/doctor/visit.xhtml\r\nX: y"
        }) {
      assertThat(RequestedPage.accept(path)).as(path).isEmpty();
    }
  }
}
