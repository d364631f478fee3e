package org.healthchain.operator.dev;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.healthchain.operator.server.Distribution;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.OperatorException;

/** Runs servers from the sources and follows their changes. */
public final class DevLoop {
  private static final long POLL_MILLIS = 250;

  /** An editor's "save all", or a checkout, takes a moment. */
  private static final long SETTLE_MILLIS = 100;

  private final PrintWriter out;
  private final SourceWatch watch;
  private final UnpackedApplication application;
  private final DevelopedServers servers;

  /**
   * @param project the root of the sources, of which the distribution was built
   * @param debugPort of the first server's debugger; the others' follow
   */
  public DevLoop(
      Path project,
      Distribution distribution,
      List<ManagedServer> servers,
      int debugPort,
      PrintWriter out)
      throws IOException {
    this.out = out;
    this.watch = new SourceWatch(sources(project), distribution.built());
    this.application =
        new UnpackedApplication(
            distribution, project, project.resolve("server-config/target/dev/application"));
    this.servers = new DevelopedServers(servers, application.folder(), debugPort);
  }

  private static List<Path> sources(Path project) throws IOException {
    try (Stream<Path> folders = Files.list(project)) {
      return Stream.concat(
              Stream.of(project.resolve("pom.xml")),
              folders
                  .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                  .flatMap(
                      folder -> Stream.of(folder.resolve("pom.xml"), folder.resolve("src/main"))))
          .toList();
    }
  }

  /** Starts the servers; they end with this process. */
  public void start(Distribution distribution) throws IOException, OperatorException {
    Runtime.getRuntime().addShutdownHook(new Thread(servers::stop, "stop-servers"));
    servers.start(distribution, out);
  }

  /** The debugger's port of a server, on loopback. */
  public int debugPort(ManagedServer server) {
    return servers.debugPort(server);
  }

  /** Follows changes until one asks for a build; the servers are stopped then. */
  public void followUntilBuild() throws IOException, InterruptedException {
    // What could not be compiled or deployed is tried again with the next change.
    Set<Path> untaken = new HashSet<>();
    while (true) {
      Set<Path> changed = nextChanges();
      untaken.addAll(changed);
      SourceChange change = application.change(untaken);
      print(change, changed);
      if (change == SourceChange.BUILD) {
        servers.stop();
        return;
      }
      if (take(change, untaken)) {
        untaken.clear();
      }
    }
  }

  private Set<Path> nextChanges() throws IOException, InterruptedException {
    Set<Path> changed = new HashSet<>();
    while (changed.isEmpty()) {
      Thread.sleep(POLL_MILLIS);
      changed.addAll(watch.changes());
    }
    for (Set<Path> more = changed; !more.isEmpty(); more = watch.changes()) {
      changed.addAll(more);
      Thread.sleep(SETTLE_MILLIS);
    }
    return changed;
  }

  /** Says whether the servers run with all that changed. */
  private boolean take(SourceChange change, Set<Path> changed)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Optional<String> problem = application.take(changed);
    if (problem.isPresent()) {
      say(problem.get());
      say("  Pages are taken over; the servers go on with the old classes.");
      return false;
    }
    if (change == SourceChange.PAGE) {
      say("  seen at the next request");
      return true;
    }
    long taken = System.nanoTime();
    try {
      servers.redeploy();
      say(
          String.format(
              Locale.ROOT,
              "  compiled in %.1f s, deployed in %.1f s",
              (taken - start) / 1e9,
              (System.nanoTime() - taken) / 1e9));
      return true;
    } catch (OperatorException e) {
      say("  " + e.getMessage());
      return false;
    }
  }

  private void print(SourceChange change, Set<Path> changed) {
    String first = String.valueOf(changed.iterator().next().getFileName());
    String more = changed.size() > 1 ? " and " + (changed.size() - 1) + " more" : "";
    say(change.name().toLowerCase(Locale.ROOT) + ": " + first + more);
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
