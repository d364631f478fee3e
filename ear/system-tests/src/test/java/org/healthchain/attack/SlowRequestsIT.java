package org.healthchain.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger without an account holds what the server has few of, by being slow. */
@ExtendWith(AttackedServer.class)
class SlowRequestsIT {
  /** More than the server has threads for pages. */
  private static final int MANY = 40;

  private static final int DEADLINE_MILLIS = 20_000;
  private static final int BYTE_EVERY_MILLIS = 2_000;
  private static final int MORE_THAN_AN_ADDRESS_MAY = 130;

  private static AttackedServer server;
  private final List<Stranger> strangers = new ArrayList<>();

  @BeforeAll
  static void up(AttackedServer attacked) {
    server = attacked;
  }

  @AfterEach
  void leave() throws Exception {
    for (Stranger stranger : strangers) {
      stranger.close();
    }
    server.servesEverybody();
  }

  /** A head, a body that is announced, one in chunks, one to REST. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /signin.xhtml HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        "POST /signin.xhtml HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n\r\nsignin=",
        "POST /signin.xhtml HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n\r\n3e8\r\nsignin=",
        "POST /api/visits HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
            + "Content-Type: application/json\r\n\r\n{"
      })
  void aByteNowAndThenOnFortyConnections(String beginning) throws Exception {
    for (int i = 0; i < MANY; i++) {
      Stranger stranger = new Stranger(server.port());
      strangers.add(stranger);
      stranger.says(beginning);
    }
    long begin = System.nanoTime();
    while ((System.nanoTime() - begin) / 1_000_000 < DEADLINE_MILLIS + BYTE_EVERY_MILLIS) {
      server.servesEverybody();
      strangers.forEach(stranger -> stranger.says("a"));
      Thread.sleep(BYTE_EVERY_MILLIS);
    }
    for (Stranger stranger : strangers) {
      assertThat(stranger.isCutWithin(BYTE_EVERY_MILLIS)).isTrue();
    }
  }

  @Test
  void oneAddressCannotTakeAllConnections() throws Exception {
    for (int i = 0; i < MORE_THAN_AN_ADDRESS_MAY; i++) {
      Stranger stranger = new Stranger(server.port());
      strangers.add(stranger);
      stranger.says("GET ");
    }
    assertThat(strangers.get(MORE_THAN_AN_ADDRESS_MAY - 1).isCutWithin(2_000)).isTrue();
    assertThat(server.get(server.monitor("/health/live")).statusCode()).isEqualTo(200);
  }
}
