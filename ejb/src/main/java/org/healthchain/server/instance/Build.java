package org.healthchain.server.instance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is; the same sources give the same.
 *
 * @param version of the project
 * @param commit abbreviated, with {@code -dirty} behind it if the sources were changed since; empty
 *     if it was not built in a git repository
 */
public record Build(String version, String commit) {
  private static final Build CURRENT = read();

  /** The one that this code is of. */
  public static Build current() {
    return CURRENT;
  }

  /** What commands, pages and health checks tell: {@code 1.0.0 (0123456789ab)}. */
  public String text() {
    return commit.isEmpty() ? version : version + " (" + commit + ")";
  }

  private static Build read() {
    Properties build = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Build(build.getProperty("version"), build.getProperty("commit"));
  }
}
