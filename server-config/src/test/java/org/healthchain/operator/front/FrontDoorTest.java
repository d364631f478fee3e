package org.healthchain.operator.front;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.healthchain.operator.front.GuardedServer.BODIES_BYTES;
import static org.healthchain.operator.front.GuardedServer.BODY_BYTES;
import static org.healthchain.operator.front.GuardedServer.PER_ADDRESS;
import static org.healthchain.operator.front.GuardedServer.REQUEST_MILLIS;
import static org.healthchain.operator.front.GuardedServer.UPLOAD_BYTES;
import static org.healthchain.operator.front.GuardedServer.post;
import static org.healthchain.operator.front.GuardedServer.rest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrontDoorTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  private static final String UPLOAD = "Content-Type: multipart/form-data; boundary=b\r\n";

  private final List<Socket> held = new ArrayList<>();
  private GuardedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new GuardedServer(Set.of());
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
    server.close();
  }

  private Socket hold(String bytes) throws IOException {
    Socket socket = server.send(bytes);
    held.add(socket);
    return socket;
  }

  @Test
  void wholeRequestsAreAnsweredWithAndWithoutABody() throws IOException {
    assertThat(server.ask(GET)).startsWith("HTTP/1.1 200").contains("read 0");
    assertThat(server.ask(post("/", 5, "") + "12345")).contains("read 5");
    assertThat(server.ask(post("/", BODY_BYTES, "") + "x".repeat(BODY_BYTES)))
        .contains("read " + BODY_BYTES);
    assertThat(server.ask(chunked("12345", "678"))).contains("read 8");
    assertThat(server.door().standsIn(server.transport())).isTrue();
  }

  @Test
  void pathsThatEndWithADotAreAnswered() throws IOException {
    for (String path : List.of("/.", "/a/x/..", "/a/%2e", "/a/.%2E")) {
      assertThat(server.ask(GET.replace("GET / ", "GET " + path + " ")))
          .as(path)
          .contains("read 0");
    }
  }

  @Test
  void manyRequestsOnOneConnectionAreAnswered() throws IOException {
    String kept = post("/", 3, "").replace("Connection: close\r\n", "") + "abc";
    try (Socket socket = server.send(kept + kept + kept + GET)) {
      assertThat(rest(socket).split("read 3", -1)).hasSize(4);
    }
  }

  @Test
  void whoSendsSlowlyHoldsNoWorker() throws IOException {
    for (int i = 0; i < PER_ADDRESS / 2; i++) {
      hold(post("/", 1_000, "") + "slow");
    }
    assertThat(server.ask(GET)).contains("read 0");
    assertThat(server.ask(post("/", 2, "") + "ab")).contains("read 2");
  }

  @Test
  void aRequestHasADeadlineHoweverOftenAByteComes() throws Exception {
    Socket head = hold("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    Socket body = hold(post("/", 1_000, ""));
    Socket silent = hold("");
    long begin = System.nanoTime();
    while ((System.nanoTime() - begin) / 1_000_000 < REQUEST_MILLIS + 1_500) {
      dribble(head);
      dribble(body);
      Thread.sleep(100);
    }
    for (Socket socket : List.of(head, body, silent)) {
      assertThat(ended(socket)).isTrue();
    }
  }

  @Test
  void aHeadInThousandPiecesIsNotWaitedFor() throws Exception {
    Socket socket = hold("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    socket.setTcpNoDelay(true);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                socket.getOutputStream().write('a');
                Thread.sleep(1);
              }
            })
        .isInstanceOf(SocketException.class);
  }

  @Test
  void aLargeBodyIsRefusedWhetherAnnouncedOrNot() throws IOException {
    String large = "x".repeat(BODY_BYTES + 1);
    assertThat(server.ask(post("/", large.length(), "") + large)).startsWith("HTTP/1.1 413");
    assertThat(server.ask(chunked(large))).startsWith("HTTP/1.1 413");
    assertThat(server.ask(chunked(large.substring(1), "x"))).startsWith("HTTP/1.1 413");
    try (Socket only = server.send(post("/", Integer.MAX_VALUE, ""))) {
      byte[] start = new byte[12];
      assertThat(only.getInputStream().readNBytes(start, 0, start.length)).isEqualTo(start.length);
      assertThat(new String(start, ISO_8859_1)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void allBodiesTogetherAreBoundedAndTheirRoomComesBack() throws Exception {
    int whole = BODIES_BYTES / BODY_BYTES;
    for (int i = 0; i < whole; i++) {
      hold(post("/", BODY_BYTES, "") + "x".repeat(BODY_BYTES - 1));
    }
    String large = post("/", BODY_BYTES, "") + "x".repeat(BODY_BYTES);
    soon(() -> server.door().bodies().freeBytes() == 0);
    assertThat(server.ask(large)).startsWith("HTTP/1.1 503");
    for (Socket socket : held) {
      socket.getOutputStream().write('x');
      assertThat(rest(socket)).contains("read " + BODY_BYTES);
    }
    for (int i = 0; i < 2 * whole; i++) {
      assertThat(server.ask(large)).contains("read " + BODY_BYTES);
    }
  }

  @Test
  void connectionsOfOneAddressAreBoundedUnlessItIsAProxy() throws IOException {
    for (int i = 0; i < PER_ADDRESS; i++) {
      hold("GET ");
    }
    assertThat(ended(hold(""))).isTrue();
    try (GuardedServer proxied = new GuardedServer(Set.of(InetAddress.getLoopbackAddress()))) {
      for (int i = 0; i < PER_ADDRESS; i++) {
        held.add(proxied.send("GET "));
      }
      assertThat(proxied.ask(GET)).contains("read 0");
    }
  }

  @Test
  void whoOffersAnotherProtocolIsAnsweredInThisOneAndBoundedLikeAll() throws IOException {
    String offer = "Upgrade: h2c\r\n";
    assertThat(server.ask(GET.replace("\r\nConn", "\r\n" + offer + "Conn"))).contains("read 0");
    assertThat(server.ask(post("/", 2, offer) + "ab")).contains("read 2");
    String large = "x".repeat(BODY_BYTES + 1);
    assertThat(server.ask(post("/", large.length(), offer) + large)).startsWith("HTTP/1.1 413");
    for (int i = 0; i < PER_ADDRESS / 2; i++) {
      hold(post("/", 1_000, offer) + "slow");
    }
    assertThat(server.ask(GET)).contains("read 0");
  }

  @Test
  void nobodyCanSayThatHisRequestIsRefused() throws IOException {
    assertThat(server.ask(post("/", 1, FrontDoor.REFUSED + ": 500\r\n") + "a")).contains("read 1");
  }

  @Test
  void whoAsksWhetherToGoOnIsToldSo() throws IOException {
    Socket socket = hold(post("/", 5, "Expect: 100-continue\r\n"));
    byte[] first = new byte[25];
    assertThat(socket.getInputStream().readNBytes(first, 0, first.length)).isEqualTo(first.length);
    assertThat(new String(first, ISO_8859_1)).startsWith("HTTP/1.1 100 Continue\r\n\r\n");
    socket.getOutputStream().write("12345".getBytes(ISO_8859_1));
    assertThat(rest(socket)).startsWith("HTTP/1.1 200").contains("read 5");
  }

  @Test
  void uploadsPassThroughUpToTheirOwnBoundAndNumber() throws Exception {
    String upload = "x".repeat(UPLOAD_BYTES);
    assertThat(server.ask(upload(upload.length()) + upload)).contains("read " + UPLOAD_BYTES);
    assertThat(server.ask(upload(UPLOAD_BYTES + 1) + upload + "x")).startsWith("HTTP/1.1 413");
    Socket slow = hold(upload(10));
    Socket alsoSlow = hold(upload(10));
    soon(() -> server.door().bodies().freeUploads() == 0);
    assertThat(server.ask(upload(1) + "x")).startsWith("HTTP/1.1 503");
    for (Socket socket : List.of(slow, alsoSlow)) {
      socket.getOutputStream().write(new byte[10]);
      assertThat(rest(socket)).contains("read 10");
    }
    assertThat(server.ask(upload(1) + "x")).contains("read 1");
  }

  @Test
  void anUploadThatNobodyReadsGivesItsPlaceBackAndItsSenderSeesTheAnswer() throws IOException {
    String upload = "x".repeat(UPLOAD_BYTES);
    for (int i = 0; i < 5; i++) {
      String kept = upload(UPLOAD_BYTES).replace("POST /", "POST /unread");
      try (Socket socket = server.send(kept.replace("Connection: close\r\n", ""))) {
        socket.getOutputStream().write(upload.getBytes(ISO_8859_1));
        socket.getOutputStream().write(GET.getBytes(ISO_8859_1));
        assertThat(rest(socket).split("read 0", -1)).hasSize(3);
      }
    }
  }

  @Test
  void noLengthAndNonsenseAreRefusedAndTheNextIsServed() throws IOException {
    String head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(server.ask(head + "zz\r\nxx\r\n")).startsWith("HTTP/1.1 400");
    assertThat(server.ask(GET)).contains("read 0");
  }

  /** Connections are read by several threads: what was sent first is not always read first. */
  private static void soon(BooleanSupplier holds) throws InterruptedException {
    for (int i = 0; i < 100 && !holds.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(holds.getAsBoolean()).isTrue();
  }

  private static String upload(int length) {
    return post("/", length, "").replace("Content-Type: application/json\r\n", UPLOAD);
  }

  private static String chunked(String... chunks) {
    String head =
        String.join(
            "\r\n",
            "POST / HTTP/1.1",
            "Host: x",
            "Connection: close",
            "Transfer-Encoding: chunked");
    StringBuilder text = new StringBuilder(head).append("\r\n\r\n");
    for (String chunk : chunks) {
      text.append(Integer.toHexString(chunk.length())).append("\r\n").append(chunk).append("\r\n");
    }
    return text.append("0\r\n\r\n").toString();
  }

  private static void dribble(Socket socket) {
    try {
      socket.getOutputStream().write('a');
    } catch (IOException e) {
      assertThat(e).isInstanceOf(SocketException.class);
    }
  }

  private static boolean ended(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }
}
