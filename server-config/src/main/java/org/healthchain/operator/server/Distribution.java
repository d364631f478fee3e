package org.healthchain.operator.server;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.healthchain.server.transaction.Hash;

/** The assembled programs: {@code server.jar} with its libraries, and this command line. */
public final class Distribution {
  private final Path root;

  /**
   * @param root the folder that holds {@code server.jar}
   */
  public Distribution(Path root) {
    this.root = root;
  }

  /** The one that this class was loaded from: {@code cli/consortium.jar} lies in it. */
  public static Distribution ofThisProgram() throws OperatorException {
    try {
      Path jar =
          Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path root = jar.resolve("../..").normalize();
      if (!Files.exists(root.resolve("server.jar"))) {
        throw new OperatorException(
            "The servers' programs are missing in " + root + ". Build them with: mvn package");
      }
      return new Distribution(root);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class without a place", e);
    }
  }

  Path serverJar() {
    return root.resolve("server.jar");
  }

  /** The enterprise archive without its libraries. */
  public Path application() {
    return root.resolve("healthchain.ear");
  }

  /** The jars on the servers' class path. */
  public List<Path> libraries() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String folder : List.of("ext", "runtime")) {
      try (Stream<Path> files = Files.list(root.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
      }
    }
    return jars;
  }

  /** Whether a server that has run since then runs an earlier build than this one. */
  public boolean newerThan(Instant start) throws IOException {
    return Files.getLastModifiedTime(serverJar()).toInstant().isAfter(start);
  }

  /** When its build began, in whole seconds: a source that is newer may not be in it. */
  public Instant built() throws IOException {
    return Files.getLastModifiedTime(root.resolve("built")).toInstant();
  }

  public Path sampleVisits() {
    return root.resolve("sample-data").resolve("visits.ndjson");
  }

  /**
   * Where the class archive of exactly these jars and this Java belongs; a build or an upgrade
   * gives another name, since the JVM refuses an archive of other jars.
   */
  Path classArchive() throws IOException {
    StringBuilder stamp = new StringBuilder(System.getProperty("java.vm.version"));
    List<Path> jars = new ArrayList<>(List.of(serverJar(), root.resolve("launch-micro.jar")));
    try (Stream<Path> libraries = Files.list(root.resolve("ext"))) {
      libraries.sorted().forEach(jars::add);
    }
    for (Path jar : jars) {
      stamp
          .append('\n')
          .append(jar)
          .append(' ')
          .append(Files.size(jar))
          .append(' ')
          .append(Files.getLastModifiedTime(jar).toMillis());
    }
    String hash =
        Hash.sha256(stamp.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)).hex();
    return root.resolve("server-" + hash.substring(0, 16) + ".jsa");
  }

  /** Removes archives of earlier builds and unfinished ones. */
  void deleteOtherArchives(Path current) throws IOException {
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(root, "*.jsa*")) {
      for (Path archive : archives) {
        if (!archive.equals(current)) {
          Files.delete(archive);
        }
      }
    }
  }
}
