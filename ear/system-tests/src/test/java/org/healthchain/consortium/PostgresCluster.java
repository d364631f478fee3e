package org.healthchain.consortium;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL cluster of the test's own, on loopback and in a temporary folder, from the programs
 * that are installed. PostgreSQL does not run as root; a test that does becomes {@code postgres}.
 */
final class PostgresCluster implements AutoCloseable {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String SUPERUSER = "postgres";
  private static final long PATIENCE_SECONDS = 120;

  private final Path programs;
  private final boolean asRoot = System.getProperty("user.name").equals("root");
  private final Path folder;
  private final int port;
  private final String password = UUID.randomUUID().toString();

  private PostgresCluster(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  static PostgresCluster start(int port) throws Exception {
    PostgresCluster cluster =
        new PostgresCluster(installed(), Files.createTempDirectory("healthchain-postgres"), port);
    cluster.initialise();
    cluster.run(
        "pg_ctl",
        "-D",
        cluster.data(),
        "-l",
        cluster.folder.resolve("log").toString(),
        "-w",
        "-o",
        "-p "
            + port
            + " -c listen_addresses=127.0.0.1"
            + " -c unix_socket_directories="
            + cluster.folder,
        "start");
    return cluster;
  }

  private static Path installed() throws IOException {
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        return versions
            .map(version -> version.resolve("bin"))
            .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
            .max(Comparator.naturalOrder())
            .orElseThrow();
      }
    }
    throw new IllegalStateException(
        "PostgreSQL is not installed; on Debian: apt-get install postgresql");
  }

  private void initialise() throws Exception {
    Path secret = Files.writeString(folder.resolve("password"), password);
    if (asRoot) {
      start(List.of("chown", "-R", SUPERUSER, folder.toString()));
    }
    run(
        "initdb",
        "-D",
        data(),
        "--username=" + SUPERUSER,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--pwfile=" + secret);
  }

  /** Makes a user of that name with a database of that name; returns the database's address. */
  String database(String name, String userPassword) throws Exception {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE USER " + name + " PASSWORD '" + userPassword + "'");
      statement.execute("CREATE DATABASE " + name + " OWNER " + name);
    }
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
  }

  Connection superuser() throws Exception {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", SUPERUSER, password);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (asRoot) {
      command.addAll(List.of("runuser", "-u", SUPERUSER, "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    start(command);
  }

  private void start(List<String> command) throws Exception {
    Path output = Files.createTempFile("postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command.get(0) + " failed: " + Files.readString(output));
      }
    } finally {
      Files.delete(output);
    }
  }

  @Override
  public void close() throws Exception {
    run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(PostgresCluster::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
