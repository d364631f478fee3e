package org.healthchain.operator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import org.healthchain.operator.ceremony.DemoAccounts;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.OperatorException;

/** Addresses and demo accounts, for people. */
final class Summary {
  private final ConsortiumHome home;

  Summary(ConsortiumHome home) {
    this.home = home;
  }

  void print(PrintWriter out) throws IOException, OperatorException {
    List<DemoAccounts.Account> accounts =
        Files.exists(home.root().resolve(DemoAccounts.FILE))
            ? DemoAccounts.read(home.root())
            : List.of();
    out.println();
    for (ManagedServer server : home.servers()) {
      out.printf(
          "%-16s %-28s %s%n",
          server.name(), server.instance().displayName(), server.instance().httpAddress() + "/");
      accounts.stream()
          .filter(account -> account.server().equals(server.name()))
          .forEach(
              account ->
                  out.printf(
                      "                   sign in as %-10s password %s  (%s)%n",
                      account.userName(), account.password(), account.displayName()));
    }
    out.println();
    out.println("Demo accounts are in " + home.root().resolve(DemoAccounts.FILE));
    out.println("Next: consortium status | logs --follow | verify | load | down");
    out.flush();
  }
}
