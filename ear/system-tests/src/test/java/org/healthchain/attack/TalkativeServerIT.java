package org.healthchain.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stranger without an account makes the server say, or write down, what it should not. */
@ExtendWith(AttackedServer.class)
class TalkativeServerIT {
  private static AttackedServer server;

  @BeforeAll
  static void up(AttackedServer attacked) {
    server = attacked;
  }

  private static String answer(String request) throws Exception {
    try (Stranger stranger = new Stranger(server.port())) {
      stranger.says(request);
      return stranger.head();
    }
  }

  private static String get(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n";
  }

  private static String form(String headers, String body) {
    return "POST /signin.xhtml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        + "Content-Type: application/x-www-form-urlencoded\r\n"
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  void theHostOfARequestStandsInNoAddressThatTheServerSendsTo() throws Exception {
    for (String path :
        List.of("/", "/doctor", "/doctor/visit.xhtml", "/operator/catalogue.xhtml", "/resources")) {
      for (String headers :
          List.of(
              "Host: evil.example\r\n",
              "Host: x\r\nX-Forwarded-Host: evil.example\r\n",
              "Host: x\r\nForwarded: host=evil.example;proto=https\r\n")) {
        assertThat(answer(get(path, headers))).as(path).doesNotContain("evil.example");
      }
    }
    assertThat(answer(get("/doctor/visit.xhtml", "Host: evil.example\r\n")))
        .contains("\r\nLocation: /signin.xhtml?page=/doctor/visit.xhtml\r\n");
  }

  @Test
  void noAnswerNamesTheServersProgramOrItsVersion() throws Exception {
    for (String request :
        List.of(
            get("/signin.xhtml", "Host: x\r\n"),
            get("/api/status", "Host: x\r\n"),
            get("/nothing", "Host: x\r\n"),
            get("/signin.xhtml", ""),
            form("", "signin=signin&jakarta.faces.ViewState=stateless"))) {
      assertThat(answer(request))
          .startsWith("HTTP/1.1 ")
          .doesNotContainIgnoringCase("payara")
          .doesNotContainIgnoringCase("grizzly")
          .doesNotContain("\r\nServer:")
          .doesNotContain("\r\nX-Powered-By:");
    }
  }

  @Test
  void healthAndMetricsAreNotAmongThePagesAndPagesNotAtTheMonitor() throws Exception {
    for (String path : List.of("/health", "/health/ready", "/metrics", "/metrics/application")) {
      for (String headers : List.of("Host: x\r\n", "Host: 127.0.0.1\r\n", "Host: monitor\r\n")) {
        assertThat(answer(get(path, headers))).as(path).startsWith("HTTP/1.1 404");
      }
    }
    assertThat(server.get(server.monitor("/health/live")).statusCode()).isEqualTo(200);
    assertThat(server.get(server.monitor("/metrics?scope=application")).body())
        .contains("healthchain_outbox_submissions");
    for (String path : List.of("/signin.xhtml", "/api/status", "/doctor/visit.xhtml", "/x/..")) {
      assertThat(server.get(server.monitor(path)).statusCode()).as(path).isNotEqualTo(200);
    }
  }

  /** A proxy on the server's machine that adds no header looks like the operator's own tools. */
  @Test
  void whoeverComesOverLoopbackIsStillAStranger() throws Exception {
    assertThat(server.get(server.page("/api/status")).body()).contains("\"pendingSubmissions\":-1");
  }

  @Test
  void requestsThatCannotBeRightLeaveNoTraceInTheLog() throws Exception {
    long before = server.traces();
    for (String request :
        List.of(
            form("", "signin=signin"),
            form("", "signin=signin&jakarta.faces.ViewState=broken"),
            form("", "signin=signin&jakarta.faces.ViewState=1:2"),
            form("", "signin=signin&jakarta.faces.ViewState=stateless"),
            form("", "signin=signin&jakarta.faces.ViewState=stateless&primefaces.nonce=%0d%0a"),
            form("Faces-Request: partial/ajax\r\n", "jakarta.faces.partial.ajax=true"),
            form("", "a=%zz&b=%ff%c0"),
            get("/jakarta.faces.resource/no.js.xhtml?ln=..", "Host: x\r\n"),
            get("/signin.xhtml", "Host: monitor\r\n"),
            get("/signin.xhtml?a=%zz", "Host: x\r\nAccept-Language: %%-x;q=y\r\n"),
            get("/signin.xhtml", "Host: x\r\nCookie: HEALTHCHAIN=\\\r\n"),
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")) {
      answer(request);
    }
    Thread.sleep(500);
    assertThat(server.traces()).isEqualTo(before);
  }
}
