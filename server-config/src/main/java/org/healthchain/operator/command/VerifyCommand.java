package org.healthchain.operator.command;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.healthchain.operator.server.LedgerSnapshot;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.server.audit.AuditVerification;
import org.healthchain.server.audit.AuditVerifier;
import org.healthchain.server.consensus.LedgerChecks;
import org.healthchain.server.instance.ServerRole;
import org.healthchain.server.ledger.LedgerProblem;
import org.healthchain.server.ledger.LedgerVerification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies whole ledgers offline, starting from the genesis alone: hashes, links, Merkle",
      "roots, states, commit certificates, signatures and contents; where the members change, the",
      "certificate of the members before. Names the first wrong block, and the newest blocks that",
      "no certificate covers yet. Verifies the manager's audit trail, too, up to its newest anchor",
      "on the ledger. Works on a snapshot, whether servers run or not. Ends with 1 if anything is",
      "wrong."
    })
final class VerifyCommand implements Callable<Integer> {
  private static final long PROGRESS_BLOCKS = 1000;

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private ServerNames servers;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    JsonArrayBuilder results = Json.createArrayBuilder();
    boolean allValid = true;
    for (ManagedServer server : home.home().servers(servers.names())) {
      Found found = verify(server, out);
      allValid &= found.valid();
      if (json) {
        results.add(toJson(server, found));
      } else {
        out.println(toText(server, found.ledger()));
        found.trail().ifPresent(trail -> out.println(toText(server, trail)));
        out.flush();
      }
    }
    if (json) {
      out.println(Json.createObjectBuilder().add("ledgers", results).build());
    }
    out.flush();
    return allValid ? Consortium.OK : Consortium.FAILED;
  }

  /**
   * @param trail of a manager whose ledger is whole, which it is checked against
   */
  private record Found(LedgerVerification ledger, Optional<AuditVerification> trail) {
    boolean valid() {
      return ledger.valid() && trail.map(AuditVerification::whole).orElse(true);
    }
  }

  private Found verify(ManagedServer server, PrintWriter out)
      throws IOException, SQLException, OperatorException {
    try (LedgerSnapshot snapshot = LedgerSnapshot.of(server.instance())) {
      LedgerVerification ledger =
          LedgerChecks.of(server.instance().genesis())
              .verify(
                  snapshot.connection(),
                  height -> {
                    if (!json && height > 0 && height % PROGRESS_BLOCKS == 0) {
                      out.println("  " + server.name() + ": " + height + " blocks");
                      out.flush();
                    }
                  });
      boolean withTrail = ledger.valid() && server.instance().role() == ServerRole.MANAGER;
      return new Found(
          ledger,
          withTrail ? Optional.of(AuditVerifier.verify(snapshot.connection())) : Optional.empty());
    }
  }

  private static String toText(ManagedServer server, AuditVerification trail) {
    return trail.whole()
        ? String.format(
            "%-16s audit trail verified: entries %d, anchored on the ledger up to entry %d",
            server.name(), trail.entries(), trail.pinned())
        : String.format(
            "%-16s audit trail WRONG at entry %d", server.name(), trail.firstWrongEntry());
  }

  private static String toText(ManagedServer server, LedgerVerification result) {
    if (result.valid()) {
      return String.format(
          "%-16s verified: blocks %d, transactions %d, newest block %s%s%s",
          server.name(),
          result.blocks(),
          result.transactions(),
          result.tipHash(),
          recovered(result),
          uncovered(result));
    }
    return String.format(
        "%-16s WRONG at block %d: %s",
        server.name(),
        result.firstWrongHeight(),
        result.problems().stream().map(LedgerProblem::toString).collect(Collectors.joining("; ")));
  }

  private static String recovered(LedgerVerification result) {
    return result.recoveries().isEmpty()
        ? ""
        : ", recovered by its operators at block "
            + result.recoveries().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String uncovered(LedgerVerification result) {
    if (result.uncertified() == 0) {
      return "";
    }
    return String.format(
        "; no certificate yet for blocks %d to %d",
        result.certifiedHeight() + 1, result.blocks() - 1);
  }

  private static JsonObjectBuilder toJson(ManagedServer server, Found found) {
    LedgerVerification result = found.ledger();
    JsonObjectBuilder entry =
        Json.createObjectBuilder()
            .add("server", server.name())
            .add("valid", result.valid())
            .add("blocks", result.blocks())
            .add("transactions", result.transactions())
            .add("erasedBodies", result.erasedBodies())
            .add("uncertified", result.uncertified())
            .add("certifiedHeight", result.certifiedHeight())
            .add("recoveredAt", Json.createArrayBuilder(result.recoveries()))
            .add("firstWrongHeight", result.firstWrongHeight())
            .add(
                "problems",
                Json.createArrayBuilder(
                    result.problems().stream().map(LedgerProblem::toString).toList()));
    found
        .trail()
        .ifPresent(
            trail ->
                entry.add(
                    "auditTrail",
                    Json.createObjectBuilder()
                        .add("valid", trail.whole())
                        .add("entries", trail.entries())
                        .add("pinnedEntries", trail.pinned())
                        .add("firstWrongEntry", trail.firstWrongEntry())));
    return result.tipHash() == null ? entry : entry.add("tipHash", result.tipHash());
  }
}
