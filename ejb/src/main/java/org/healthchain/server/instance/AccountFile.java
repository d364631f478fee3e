package org.healthchain.server.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The accounts of one server, {@code accounts.txt}: one a line, {@code user|display
 * name|ROLE,ROLE|password hash}. Lines that begin with {@code #} are comments.
 */
public final class AccountFile {
  private static final int MAX_ACCOUNTS = 10_000;
  private static final String SEPARATOR = "|";

  private AccountFile() {}

  /** One line. Role names are those of {@code org.healthchain.server.accounts.Roles}. */
  public record Entry(
      String userName, String displayName, Set<String> roles, PasswordHash passwordHash) {
    public Entry {
      roles = Set.copyOf(roles);
      if (userName.isBlank() || (userName + displayName).matches(".*[|\\r\\n].*")) {
        throw new IllegalArgumentException("an account's name is empty or holds a separator");
      }
    }

    private String line() {
      return String.join(
          SEPARATOR,
          userName,
          displayName,
          String.join(",", new TreeSet<>(roles)),
          passwordHash.toString());
    }
  }

  /**
   * @throws IOException if a line is malformed; the message names its number, not its content
   */
  public static List<Entry> read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split("\\|", -1);
      if (fields.length != 4 || entries.size() == MAX_ACCOUNTS) {
        throw new IOException(file + ", line " + number + ": not an account, or too many");
      }
      try {
        entries.add(
            new Entry(
                fields[0], fields[1], Set.of(fields[2].split(",")), PasswordHash.parse(fields[3])));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ", line " + number + ": not an account", e);
      }
    }
    return entries;
  }

  /** The file's content for these accounts. */
  public static String format(List<Entry> entries) {
    StringBuilder text = new StringBuilder("# user|display name|roles|password hash\n");
    entries.forEach(entry -> text.append(entry.line()).append('\n'));
    return text.toString();
  }
}
