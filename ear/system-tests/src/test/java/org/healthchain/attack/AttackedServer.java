package org.healthchain.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.healthchain.operator.ceremony.DemoAccounts;
import org.healthchain.server.instance.InstanceDirectory;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The server that is attacked: one institution, founded and started by the {@code consortium}
 * command when the first class asks, stopped when all tests are done.
 */
final class AttackedServer implements ParameterResolver, AutoCloseable {
  static final String NAME = "institution-1";
  private static final int BASE_PORT = 26_000;
  private static final Path HOME = Path.of("target", "attacked-server").toAbsolutePath();
  private static final Duration COMMAND = Duration.ofMinutes(6);

  /** Patience with an answer while the server is attacked. */
  static final Duration PROMPT = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == AttackedServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(AttackedServer.class))
        .getOrComputeIfAbsent("server", key -> start(), AttackedServer.class);
  }

  private static AttackedServer start() {
    try {
      delete();
      command("found", "--institutions", "1", "--base-port", Integer.toString(BASE_PORT));
      command("start", NAME);
      return new AttackedServer();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not start", e);
    }
  }

  private static void delete() throws IOException {
    if (Files.exists(HOME)) {
      try (Stream<Path> files = Files.walk(HOME)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void command(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("../../server-config/consortium"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--dir", HOME.toString()));
    Process process = new ProcessBuilder(line).inheritIO().start();
    assertThat(process.waitFor(COMMAND.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(process.exitValue()).as(line.toString()).isZero();
  }

  private static InstanceDirectory instance() throws IOException {
    return InstanceDirectory.open(HOME.resolve(NAME));
  }

  int port() throws IOException {
    return instance().httpPort();
  }

  URI page(String path) throws IOException {
    return URI.create(instance().httpAddress() + path);
  }

  URI monitor(String path) throws IOException {
    return URI.create("http://127.0.0.1:" + instance().monitorPort() + path);
  }

  String password(String user) throws IOException {
    return DemoAccounts.read(HOME).stream()
        .filter(account -> account.server().equals(NAME) && account.userName().equals(user))
        .findFirst()
        .orElseThrow()
        .password();
  }

  /** A somebody who asks for a page and goes away again. */
  HttpResponse<String> get(URI address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address).timeout(PROMPT).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Pages, REST and health answer, and all of them at once. */
  void servesEverybody() throws Exception {
    for (URI address : List.of(page("/signin.xhtml"), page("/api/status"))) {
      assertThat(get(address).statusCode()).as(address.toString()).isEqualTo(200);
    }
    assertThat(get(monitor("/health/live")).statusCode()).isEqualTo(200);
  }

  /** Lines of stack traces in the server's logs. */
  long traces() throws IOException {
    long found = 0;
    try (Stream<Path> logs = Files.list(instance().logs())) {
      for (Path log : logs.filter(file -> file.toString().endsWith(".log")).toList()) {
        found += Files.readAllLines(log).stream().filter(line -> line.startsWith("\tat ")).count();
      }
    }
    return found;
  }

  @Override
  public void close() throws Exception {
    command("down");
  }
}
