package org.healthchain.operator.ceremony;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.instance.AccountFile;
import org.healthchain.server.instance.PasswordHash;
import org.healthchain.server.instance.ServerRole;

/**
 * Accounts for trying the system out, with fresh passwords. The servers keep hashes; the passwords
 * stand in {@value #FILE} (mode 0600) beside them, so that they can be shown again.
 */
public final class DemoAccounts {
  public static final String FILE = "demo-accounts.tsv";

  /** In the order of the institutions, again from the first when they run out. */
  private static final List<String> DOCTORS =
      List.of(
          "Dr. Chen Jing",
          "Dr. Amara Okafor",
          "Dr. Lena Vogel",
          "Dr. José Álvarez",
          "Dr. Maya Patel",
          "Dr. Ivo Novak",
          "Dr. Fatima Haddad",
          "Dr. Owen Hughes");

  private static final List<String> OPERATORS =
      List.of(
          "Tom Lindqvist",
          "Zhao Min",
          "Priya Nair",
          "Daniel Costa",
          "Aisha Rahman",
          "Peter Novotny",
          "Sofia Rossi",
          "Ben Carter");

  private final List<Account> accounts = new ArrayList<>();
  private final SecureRandom random;

  public DemoAccounts(SecureRandom random) {
    this.random = random;
  }

  /**
   * One account with its password in clear.
   *
   * @param displayName the person's name, as the pages show it
   */
  public record Account(
      String server, String userName, String role, String password, String displayName) {
    private static final int FIELDS = 5;

    private String line() {
      return String.join("\t", server, userName, role, password, displayName);
    }

    private static Optional<Account> parse(String line) {
      String[] fields = line.split("\t", -1);
      return fields.length == FIELDS
          ? Optional.of(new Account(fields[0], fields[1], fields[2], fields[3], fields[4]))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return "Account[" + userName + " at " + server + "]";
    }
  }

  /** Makes the accounts of one server; returns its account file's content. */
  String makeFor(ConsortiumPlan.Server server) {
    List<AccountFile.Entry> entries = new ArrayList<>();
    if (server.role() == ServerRole.MANAGER) {
      entries.add(make(server, "manager", "Ruth Keller", Roles.MANAGER));
      entries.add(make(server, "auditor", "Samuel Osei", Roles.AUDITOR));
      entries.add(make(server, "operator", "Nora Brandt", Roles.OPERATOR));
    } else {
      int index = server.memberId() - 1;
      entries.add(make(server, "doctor", DOCTORS.get(index % DOCTORS.size()), Roles.DOCTOR));
      entries.add(
          make(server, "operator", OPERATORS.get(index % OPERATORS.size()), Roles.OPERATOR));
    }
    return AccountFile.format(entries);
  }

  private AccountFile.Entry make(
      ConsortiumPlan.Server server, String userName, String displayName, String role) {
    String password = Passwords.forPerson(random);
    accounts.add(new Account(server.directory(), userName, role, password, displayName));
    return new AccountFile.Entry(
        userName, displayName, Set.of(role), PasswordHash.of(password.toCharArray(), random));
  }

  void write(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    accounts.forEach(account -> text.append(account.line()).append('\n'));
    SecretFiles.create(folder.resolve(FILE), text.toString());
  }

  /** Adds these accounts to those that {@link #write} wrote. */
  public void append(Path folder) throws IOException {
    for (Account account : accounts) {
      Files.writeString(folder.resolve(FILE), account.line() + '\n', StandardOpenOption.APPEND);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static List<Account> read(Path folder) throws IOException {
    List<Account> accounts = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(FILE))) {
      Account.parse(line).ifPresent(accounts::add);
    }
    return accounts;
  }
}
