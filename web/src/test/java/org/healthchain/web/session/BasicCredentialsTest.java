package org.healthchain.web.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BasicCredentialsTest {
  @Test
  void readsUserAndPasswordAlsoWithColonsAndUmlauts() {
    Optional<UsernamePasswordCredential> read = BasicCredentials.parse(header("änne:ge:heim"));
    assertThat(read).isPresent();
    assertThat(read.get().getCaller()).isEqualTo("änne");
    assertThat(read.get().getPasswordAsString()).isEqualTo("ge:heim");
  }

  @Test
  void refusesWhatIsNotBasic() {
    assertThat(BasicCredentials.parse(null)).isEmpty();
    assertThat(BasicCredentials.parse("Bearer abc")).isEmpty();
    assertThat(BasicCredentials.parse("Basic !!!")).isEmpty();
    assertThat(BasicCredentials.parse(header("nocolon"))).isEmpty();
    assertThat(BasicCredentials.parse(header(":nobody"))).isEmpty();
    assertThat(BasicCredentials.parse(header("a:" + "x".repeat(3000)))).isEmpty();
  }

  private static String header(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
