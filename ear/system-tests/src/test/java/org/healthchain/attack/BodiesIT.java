package org.healthchain.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stranger without an account fills the server's memory with what he sends. */
@ExtendWith(AttackedServer.class)
class BodiesIT {
  private static final int MIB = 1024 * 1024;
  private static final int BODY_BYTES = 256 * 1024;
  private static final String MULTIPART = "multipart/form-data; boundary=b";

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

  private Stranger stranger() throws Exception {
    Stranger stranger = new Stranger(server.port());
    strangers.add(stranger);
    return stranger;
  }

  /** Each part was kept in memory, up to the server's end. */
  @Test
  void multipartBodiesWhoseLastBytesAreWithheld() throws Exception {
    byte[] part = new byte[MIB];
    Arrays.fill(part, (byte) 'A');
    for (String path : List.of("/signin.xhtml", "/operator/catalogue.xhtml", "/api/visits")) {
      for (int size : List.of(16, 32)) {
        Stranger stranger = stranger();
        stranger.says(post(path, MULTIPART, size * (MIB + 200)));
        for (int i = 0; i < size; i++) {
          stranger.says(
              "--b\r\nContent-Disposition: form-data; name=\"f" + i + "\"; filename=\"a\"\r\n\r\n");
          stranger.says(part);
        }
        assertThat(stranger.head()).as(path).containsPattern("^(HTTP/1.1 (302|401|413|415) .*)?");
        assertThat(server.get(server.monitor("/health/live")).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void anUploadByNobodyIsRefusedBeforeAnyOfItIsRead() throws Exception {
    for (String path : List.of("/signin.xhtml", "/api/visits", "/", "/nothing.xhtml")) {
      Stranger stranger = stranger();
      stranger.says(post(path, MULTIPART, MIB));
      assertThat(stranger.head()).as(path).containsPattern("^HTTP/1.1 415 ");
    }
    for (String path : List.of("/operator/catalogue.xhtml", "/authority/members.xhtml")) {
      Stranger stranger = stranger();
      stranger.says(post(path, MULTIPART, MIB));
      assertThat(stranger.head()).as(path).startsWith("HTTP/1.1 302").contains("/signin.xhtml?");
    }
  }

  @Test
  void bodiesThatNobodyNeedsAnnouncedOrInPieces() throws Exception {
    for (String path : List.of("/signin.xhtml", "/api/visits", "/api/status")) {
      String type = "application/x-www-form-urlencoded";
      Stranger announced = stranger();
      announced.says(post(path, type, BODY_BYTES + 1) + "a");
      assertThat(announced.head()).as(path).startsWith("HTTP/1.1 413");
      Stranger inPieces = stranger();
      inPieces.says(
          "POST "
              + path
              + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
              + "Content-Type: "
              + type
              + "\r\n\r\n");
      for (int i = 0; i < 5; i++) {
        inPieces.says("10000\r\n" + "a".repeat(0x10000) + "\r\n");
      }
      assertThat(inPieces.head()).as(path).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void restSaysWhyInItsOwnWords() throws Exception {
    URI visits = server.page("/api/visits");
    HttpResponse<String> refused =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(visits)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(BODY_BYTES + 1)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(refused.body()).contains(Integer.toString(BODY_BYTES));
  }

  /** Together they would take more than all of the heap. */
  @Test
  void manyBodiesAtOnceEachWithinItsBound() throws Exception {
    byte[] most = new byte[BODY_BYTES - 1];
    Arrays.fill(most, (byte) 'a');
    for (int i = 0; i < 95; i++) {
      Stranger stranger = stranger();
      stranger.says(post("/signin.xhtml", "application/x-www-form-urlencoded", BODY_BYTES));
      stranger.says(most);
    }
    server.servesEverybody();
    assertThat(strangers.stream().filter(BodiesIT::isTurnedAway)).hasSizeGreaterThan(20);
  }

  private static boolean isTurnedAway(Stranger stranger) {
    try {
      return stranger.answersWithin(100);
    } catch (IOException e) {
      return true;
    }
  }

  private static String post(String path, String type, int length) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: "
        + type
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }
}
