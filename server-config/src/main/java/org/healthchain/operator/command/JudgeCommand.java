package org.healthchain.operator.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.healthchain.operator.server.LedgerSnapshot;
import org.healthchain.operator.server.ManagedServer;
import org.healthchain.operator.server.OperatorException;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.retrieval.SignerEvidence;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code judge}. */
@Command(
    name = "judge",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a proof of who signed a record, as the manager's page creates it:",
      "whether it is valid, and which institution signed which transaction. Needs no",
      "secret and no running server: it uses a ledger here (the default), or with",
      "--genesis the genesis alone, which only knows the institutions that founded the",
      "consortium, and not which block the transaction is in.",
      "Ends with 1 if the proof is not valid."
    })
final class JudgeCommand implements Callable<Integer> {
  private static final int MAX_PROOF_BYTES = 1 << 20;
  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(paramLabel = "PROOF", description = "File with the proof; - for standard input.")
  private String proof;

  @ArgGroup private Measure measure = new Measure();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** By what the proof is judged. */
  private static final class Measure {
    @Option(
        names = "--server",
        paramLabel = "SERVER",
        description =
            "Check against this server's ledger; by default the first one here that has a ledger.")
    private @Nullable String server;

    @Option(
        names = "--genesis",
        paramLabel = "FILE",
        description = "Check against this genesis.bin, the same at every server, without a ledger.")
    private @Nullable Path genesis;
  }

  @Override
  public Integer call() throws Exception {
    Judgement judgement = judge();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(judgement.toJson());
    } else {
      judgement.print(out);
    }
    out.flush();
    return judgement.good() ? Consortium.OK : Consortium.FAILED;
  }

  private Judgement judge() throws IOException, SQLException, OperatorException {
    SignerEvidence evidence;
    try {
      evidence = SignerEvidence.parse(read());
    } catch (IllegalArgumentException e) {
      return Judgement.malformed(OperatorException.words(e));
    }
    try {
      return measure.genesis != null
          ? new ProofCourt(InstanceDirectory.genesis(measure.genesis)).judge(evidence)
          : byLedger(evidence);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Judgement byLedger(SignerEvidence evidence)
      throws IOException, SQLException, OperatorException {
    List<ManagedServer> servers =
        home.home().servers(measure.server == null ? List.of() : List.of(measure.server));
    OperatorException none =
        new OperatorException("There is no server in this consortium's directory.");
    for (ManagedServer server : servers) {
      try (LedgerSnapshot snapshot = LedgerSnapshot.of(server.instance())) {
        return new ProofCourt(server.instance().genesis())
            .judge(evidence, server.name(), snapshot.connection());
      } catch (OperatorException e) {
        none = e;
      }
    }
    throw none;
  }

  private String read() throws OperatorException {
    try (InputStream in =
        proof.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(proof))) {
      byte[] text = in.readNBytes(MAX_PROOF_BYTES + 1);
      if (text.length > MAX_PROOF_BYTES) {
        throw new OperatorException("This is not a proof: it is larger than 1 MiB.");
      }
      return new String(text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static OperatorException unreadable(IOException e) {
    return new OperatorException(
        e instanceof NoSuchFileException
            ? "There is no file " + e.getMessage() + "."
            : "The proof cannot be read: " + e.getMessage());
  }
}
