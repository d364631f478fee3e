package org.healthchain.operator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a small server that commits every visit after {@value #COMMIT_MILLIS} ms. */
class LoadRunTest {
  private static final int COMMIT_MILLIS = 40;

  @TempDir Path folder;
  private final List<Instant> queued = new CopyOnWriteArrayList<>();
  private final AtomicInteger basicSignIns = new AtomicInteger();
  private volatile boolean refusing;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/api/visits", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsEveryVisitOfAFileOnce() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("v.ndjson"),
            IntStream.range(0, 25)
                .mapToObj(
                    i ->
                        "{\"name\":\"A "
                            + i
                            + "\",\"idNumber\":\"999-11-0000\",\"time\":\"2024-01-01T00:00:00Z\","
                            + "\"conditions\":[{\"text\":\"x\",\"icd10\":\"I10\"},"
                            + "{\"text\":\"x\",\"icd10\":\"I10\"}]}")
                .collect(Collectors.joining("\n")));
    SampleVisits visits = SampleVisits.read(file);

    LoadReport report = run(visits, new LoadRun.All(4));

    assertThat(report.counts().sent()).isEqualTo(25);
    assertThat(report.complete()).isTrue();
    assertThat(queued).hasSize(25);
    assertThat(basicSignIns).hasValue(1);
  }

  @Test
  void measuresUntilTheCommitAndNotOnlyTheAnswer() throws Exception {
    LoadReport report = run(new SyntheticVisits(), new LoadRun.Clients(2));

    assertThat(report.complete()).isTrue();
    assertThat(report.times().commit().getMinValue() / 1000).isGreaterThanOrEqualTo(COMMIT_MILLIS);
    assertThat(report.toJson().getInt("committed")).isEqualTo((int) report.counts().committed());
    assertThat(report.toText()).contains("committed in a block");
  }

  @Test
  void tellsWhatEachServerSpentOnARecord() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Supplier<Map<String, Duration>> cpu =
        () -> Map.of("institution-1", Duration.ofMillis(100L * looks.getAndIncrement()));
    LoadReport report = run(new SyntheticVisits(), new LoadRun.Clients(2), cpu);

    assertThat(report.cpu()).containsEntry("institution-1", Duration.ofMillis(100));
    double perRecord =
        report
            .toJson()
            .getJsonObject("cpuMillisPerRecord")
            .getJsonNumber("institution-1")
            .doubleValue();
    assertThat(perRecord).isCloseTo(100.0 / report.counts().committed(), within(0.01));
    assertThat(report.toText()).contains("ms of CPU a record");
  }

  @Test
  void keepsTheRateThatIsAskedFor() throws Exception {
    LoadReport report = run(new SyntheticVisits(), new LoadRun.Rate(50, 64));

    assertThat(report.counts().sent()).isBetween(30L, 51L);
  }

  @Test
  void countsRefusals() throws Exception {
    refusing = true;

    LoadReport report = run(new SyntheticVisits(), new LoadRun.Rate(20, 64));

    assertThat(report.complete()).isFalse();
    assertThat(report.counts().failed()).isEqualTo(report.counts().sent());
    assertThat(report.counts().failures().keySet()).allMatch(reason -> reason.contains("HTTP 503"));
  }

  @Test
  void namesTheLineOfAFileThatIsNoVisit() throws Exception {
    Path file = Files.writeString(folder.resolve("v.ndjson"), "{\"name\":\"Secret\"}\n");

    assertThatThrownBy(() -> SampleVisits.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("Secret");
  }

  @Test
  void readsAFileAsStrictlyAsAServer() throws Exception {
    String good =
        "{\"name\":\"A\",\"idNumber\":\"999-11-0000\",\"time\":\"2024-01-01T00:00:00Z\",\"encounter\":\"Check-up\",\"conditions\":[{\"text\":\"Sore"
            + " throat\",\"icd10\":\"J02.9\"}]}";
    Path file = folder.resolve("v.ndjson");
    Files.writeString(file, "\n" + good + "\n\n" + good);
    assertThat(SampleVisits.read(file).next().orElseThrow().getString("notes"))
        .isEqualTo("Check-up\nSore throat");
    assertThat(SampleVisits.read(file).size()).isEqualTo(2);

    for (String wrong :
        List.of(
            good + good, good.replace("name", "Name"), good.replace("\"A\"", "\"A\",\"name\":1"))) {
      Files.writeString(file, good + "\n" + wrong + "\n");
      assertThatThrownBy(() -> SampleVisits.read(file)).hasMessageContaining("line 2 is no visit");
    }
    Files.write(file, good.replace("Sore", "Séré").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> SampleVisits.read(file))
        .hasMessageContaining("line 1 is no visit: NOT_UTF8");
  }

  private LoadReport run(VisitSource source, LoadRun.Mode mode) throws Exception {
    return run(source, mode, Map::of);
  }

  private LoadReport run(VisitSource source, LoadRun.Mode mode, Supplier<Map<String, Duration>> cpu)
      throws Exception {
    try (LoadRun run = new LoadRun(source, cpu)) {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      run.addDoctor("institution-1", address, "doctor", "password");
      return run.run(mode, Duration.ZERO, Duration.ofSeconds(1), line -> {});
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    boolean signedIn = exchange.getRequestHeaders().containsKey("Cookie");
    if (exchange.getRequestHeaders().containsKey("Authorization")) {
      basicSignIns.incrementAndGet();
      exchange.getResponseHeaders().add("Set-Cookie", "HEALTHCHAIN=1; Path=/");
      signedIn = true;
    }
    if (!signedIn) {
      respond(exchange, 401, "{}");
    } else if (refusing && exchange.getRequestMethod().equals("POST")) {
      respond(exchange, 503, "{}");
    } else if (exchange.getRequestMethod().equals("POST")) {
      queued.add(Instant.now());
      respond(exchange, 202, submission(queued.size() - 1));
    } else {
      respond(
          exchange,
          200,
          IntStream.range(0, queued.size())
              .map(i -> queued.size() - 1 - i)
              .limit(200)
              .mapToObj(this::submission)
              .collect(Collectors.joining(",", "[", "]")));
    }
  }

  private String submission(int id) {
    Instant committed = queued.get(id).plusMillis(COMMIT_MILLIS);
    boolean done = Instant.now().isAfter(committed);
    return String.format(
        "{\"id\":%d,\"state\":\"%s\",\"queuedAt\":\"%s\",\"committedAt\":%s}",
        id, done ? "COMMITTED" : "QUEUED", queued.get(id), done ? "\"" + committed + "\"" : "null");
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
