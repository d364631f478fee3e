package org.healthchain.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusResourceTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.2, 127.0.0.1, true",
    "::1, ::1, true",
    // The operator's tools ask a server where it listens, which may be the machine's own address.
    "192.0.2.7, 192.0.2.7, true",
    "2001:db8::7, 2001:db8:0:0:0:0:0:7, true",
    "::ffff:192.0.2.7, 192.0.2.7, true",
    // Somebody else, or the machine's other address, of which the server can't know.
    "192.0.2.8, 192.0.2.7, false",
    "198.51.100.7, 192.0.2.7, false",
    "192.0.2.7, 127.0.0.1, false",
    "2001:db8::8, 2001:db8::7, false",
  })
  void onlyACallerOnLoopbackOrAtTheAddressThatItCallsIsOnThisMachine(
      String remote, String local, boolean here) throws Exception {
    assertThat(StatusResource.onThisMachine(remote, local)).isEqualTo(here);
  }
}
