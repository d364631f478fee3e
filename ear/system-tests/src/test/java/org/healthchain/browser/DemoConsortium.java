package org.healthchain.browser;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The consortium that the pages are looked at: the one in the directory that the system property
 * {@code healthchain.home} names, else one of this module's own, which is founded and started.
 */
final class DemoConsortium {
  private static final Path OWN = Path.of("target", "consortium").toAbsolutePath();
  private static final String OWN_BASE_PORT = "28480";

  private final Path home;
  private final boolean own;

  private DemoConsortium(Path home, boolean own) {
    this.home = home;
    this.own = own;
  }

  static DemoConsortium open() throws IOException, InterruptedException {
    String named = System.getProperty("healthchain.home", "");
    DemoConsortium consortium =
        named.isEmpty() ? new DemoConsortium(OWN, true) : new DemoConsortium(Path.of(named), false);
    consortium.command("up", "--base-port", OWN_BASE_PORT);
    return consortium;
  }

  void close() throws IOException, InterruptedException {
    command("down");
  }

  private void command(String... arguments) throws IOException, InterruptedException {
    if (!own) {
      return;
    }
    List<String> line = new ArrayList<>(List.of("../../server-config/consortium", arguments[0]));
    line.addAll(List.of("--dir", home.toString()));
    line.addAll(List.of(arguments).subList(1, arguments.length));
    int exit = new ProcessBuilder(line).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", line) + " ended with " + exit);
    }
  }

  String address(String server) throws IOException {
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(home.resolve(server).resolve("healthchain.properties"))) {
      properties.load(reader);
    }
    return "http://"
        + properties.getProperty("healthchain.http.address")
        + ":"
        + properties.getProperty("healthchain.http.port");
  }

  String password(String server, String user) throws IOException {
    return Files.readAllLines(home.resolve("demo-accounts.tsv")).stream()
        .map(line -> line.split("\t", -1))
        .filter(fields -> fields[0].equals(server) && fields[1].equals(user))
        .map(fields -> fields[3])
        .findFirst()
        .orElseThrow();
  }
}
