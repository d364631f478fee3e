package org.healthchain.operator.dev;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.healthchain.operator.server.Distribution;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.operator.server.Starter;

/** Servers that run from the unpacked application and deploy it anew when they are told to. */
final class DevelopedServers {
  private static final Duration DEPLOYMENT_PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 100;

  private final List<ManagedServer> servers;
  private final Path application;
  private final int debugPort;

  /**
   * @param debugPort of the first server, on loopback; the others' follow
   */
  DevelopedServers(List<ManagedServer> servers, Path application, int debugPort) {
    this.servers = List.copyOf(servers);
    this.application = application;
    this.debugPort = debugPort;
  }

  void start(Distribution distribution, PrintWriter out) throws IOException, OperatorException {
    for (ManagedServer server : servers) {
      Files.deleteIfExists(order(server));
      Files.deleteIfExists(answer(server));
    }
    Starter.debugging(distribution, out, this::options).start(servers);
  }

  private List<String> options(ManagedServer server) {
    return List.of(
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
            + debugPort(server),
        "-Dhealthchain.pages.stage=Development",
        "-Dhealthchain.application=" + application,
        "-Dhealthchain.redeploy.order=" + order(server));
  }

  int debugPort(ManagedServer server) {
    return debugPort + servers.indexOf(server);
  }

  /**
   * Has all of them deploy the application anew and waits until they have.
   *
   * @throws OperatorException naming the server that did not
   */
  void redeploy() throws IOException, InterruptedException, OperatorException {
    String text = Instant.now().toString();
    for (ManagedServer server : servers) {
      Files.deleteIfExists(answer(server));
      write(order(server), text);
    }
    Instant deadline = Instant.now().plus(DEPLOYMENT_PATIENCE);
    for (ManagedServer server : servers) {
      while (!Files.exists(answer(server)) && Instant.now().isBefore(deadline)) {
        Thread.sleep(POLL_MILLIS);
      }
      if (!Files.exists(answer(server)) || !Files.readString(answer(server)).equals(text)) {
        throw new OperatorException(
            server.name() + " did not deploy it; its log tells why: " + server.instance().logs());
      }
    }
  }

  /** In one step, so that no server reads half of it. */
  private static void write(Path order, String text) throws IOException {
    Path whole = Files.writeString(order.resolveSibling(order.getFileName() + ".new"), text);
    Files.move(whole, order, StandardCopyOption.ATOMIC_MOVE);
  }

  /** At the same time, and without ceremony: what is on disk is sound at every moment. */
  void stop() {
    servers.parallelStream()
        .forEach(
            server -> {
              try {
                server.stop(STOP_PATIENCE);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }

  private static Path order(ManagedServer server) {
    return server.instance().root().resolve("redeploy");
  }

  private static Path answer(ManagedServer server) {
    return server.instance().root().resolve("redeploy.answer");
  }
}
