package org.healthchain.operator.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starts servers and waits until their applications answer. */
public final class Starter {
  /** Servers that start together share the machine's processors. */
  private static final Duration PATIENCE_FOR_ONE = Duration.ofMinutes(4);

  private static final Duration PATIENCE_FOR_EACH_MORE = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration ARCHIVE_PATIENCE = Duration.ofMinutes(3);

  private final Distribution distribution;
  private final StatusClient status = new StatusClient();
  private final PrintWriter out;
  private final Function<ManagedServer, List<String>> options;
  private final boolean makesArchive;

  public Starter(Distribution distribution, PrintWriter out) {
    this(distribution, out, server -> List.of(), true);
  }

  private Starter(
      Distribution distribution,
      PrintWriter out,
      Function<ManagedServer, List<String>> options,
      boolean makesArchive) {
    this.distribution = distribution;
    this.out = out;
    this.options = options;
    this.makesArchive = makesArchive;
  }

  /**
   * Starts servers with a debugger: these use the class archive if it is there, but cannot make it.
   *
   * @param options of the virtual machine, for each server
   */
  public static Starter debugging(
      Distribution distribution, PrintWriter out, Function<ManagedServer, List<String>> options) {
    return new Starter(distribution, out, options, false);
  }

  /**
   * Starts all of them at once. The ports of all are checked before the first is started.
   *
   * @throws OperatorException if a port is taken, or a server ends or does not answer in time
   */
  public void start(List<ManagedServer> servers) throws IOException, OperatorException {
    for (ManagedServer server : servers) {
      server.requireFreePorts();
    }
    @Nullable String archive = archiveOption(servers);
    Instant begin = Instant.now();
    for (ManagedServer server : servers) {
      server.start(command(server, archive));
    }
    awaitReady(servers, begin);
  }

  /**
   * The class archive makes every start faster and smaller. The first start after a build makes it:
   * one server starts and ends once more before the others.
   */
  private @Nullable String archiveOption(List<ManagedServer> servers)
      throws IOException, OperatorException {
    Path archive = distribution.classArchive();
    if (!Files.exists(archive) && makesArchive) {
      print("Preparing the class archive (once after a build)");
      distribution.deleteOtherArchives(archive);
      Path unfinished = archive.resolveSibling(archive.getFileName() + ".new");
      ManagedServer first = servers.get(0);
      first.start(command(first, "-XX:ArchiveClassesAtExit=" + unfinished));
      awaitReady(List.of(first), Instant.now());
      first.stop(ARCHIVE_PATIENCE);
      if (Files.exists(unfinished)) {
        Files.move(unfinished, archive);
      }
    }
    return Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : null;
  }

  private ServerCommand command(ManagedServer server, @Nullable String archiveOption) {
    return new ServerCommand(distribution.serverJar(), archiveOption, options.apply(server));
  }

  /**
   * Waits for servers that are starting, or run already.
   *
   * @throws OperatorException if one ends or does not answer in time
   */
  public void awaitReady(List<ManagedServer> servers) throws IOException, OperatorException {
    awaitReady(servers, Instant.now());
  }

  private void awaitReady(List<ManagedServer> servers, Instant begin)
      throws IOException, OperatorException {
    List<ManagedServer> waiting = new ArrayList<>(servers);
    Instant deadline =
        begin.plus(PATIENCE_FOR_ONE).plus(PATIENCE_FOR_EACH_MORE.multipliedBy(servers.size() - 1));
    while (!waiting.isEmpty()) {
      for (ManagedServer server : List.copyOf(waiting)) {
        if (status.status(server).isPresent()) {
          waiting.remove(server);
          print(
              String.format(
                  "  %-16s ready after %.1f s",
                  server.name(), Duration.between(begin, Instant.now()).toMillis() / 1000.0));
        } else if (!server.running()) {
          throw new OperatorException(failure(server, "ended while it started"));
        } else if (Instant.now().isAfter(deadline)) {
          throw new OperatorException(failure(server, "is not responding"));
        }
      }
      pause();
    }
  }

  private static String failure(ManagedServer server, String what) {
    return server.name()
        + " "
        + what
        + ". Its logs say why: consortium logs "
        + server.name()
        + " ("
        + server.instance().logs()
        + ")";
  }

  private static void pause() throws OperatorException {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorException("Interrupted; the servers are still starting.");
    }
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
