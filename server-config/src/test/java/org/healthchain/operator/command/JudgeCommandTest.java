package org.healthchain.operator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.operator.command.ProvenConsortium.SIGNER;
import static org.healthchain.operator.command.ProvenConsortium.WITHOUT_LEDGER;
import static org.healthchain.operator.command.ProvenConsortium.WITH_LEDGER;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.membership.Armour;
import org.healthchain.server.retrieval.SignerEvidence;
import org.healthchain.server.transaction.Transaction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A court with the text of a proof, and a copy of a ledger or the genesis. */
class JudgeCommandTest {
  private static final String KIND = "PROOF OF SIGNER";

  /** Version; the header's twelve; length, ten points and five scalars; length, kind, Y, c, s. */
  private static final int[] FIELD_BYTES = {
    1, 1, 1, 32, 4, 32, 32, 32, 1, 1, 1, 16, 32, 2, 96, 96, 96, 96, 96, 96, 96, 96, 96, 96, 32, 32,
    32, 32, 32, 2, 2, 48, 32, 32
  };

  @TempDir static Path folder;
  private static ProvenConsortium consortium;
  private static String good;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void prove() throws Exception {
    consortium = new ProvenConsortium(folder.resolve("home"));
    good = consortium.proof(consortium.record).toText();
  }

  @Test
  void aGoodProofNamesInstitutionTransactionAndBlock() throws Exception {
    assertThat(judge(good)).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("The proof is valid.")
        .contains(signerName() + ", member " + SIGNER)
        .contains(consortium.record.id().hex())
        .contains("Proven, chain " + consortium.genesis.chainId().hex())
        .contains("1 of " + WITH_LEDGER)
        .contains("no commit certificate yet")
        .contains("consortium verify " + WITH_LEDGER);
  }

  @Test
  void theGenesisAloneDoesAsWellAndSaysWhatItLeavesOpen() throws Exception {
    InputStream terminal = System.in;
    System.setIn(new ByteArrayInputStream(("> mail\n" + good).getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(run("judge", "-", "--genesis", genesisFile(consortium.genesis))).isZero();
    } finally {
      System.setIn(terminal);
    }

    assertThat(out.toString())
        .contains("The proof is valid.", signerName(), "Checked against the genesis alone")
        .doesNotContain("block  ");
  }

  @Test
  void machinesReadTheSame() throws Exception {
    assertThat(judge(good, "--json", "--server", WITH_LEDGER)).isZero();
    JsonObject found = json();
    assertThat(found.getBoolean("good")).isTrue();
    assertThat(found.getString("outcome")).isEqualTo("PROVED");
    assertThat(found.getString("institution")).isEqualTo(signerName());
    assertThat(found.getInt("memberId")).isEqualTo(SIGNER);
    assertThat(found.getString("transactionId")).isEqualTo(consortium.record.id().hex());
    assertThat(found.getInt("blockHeight")).isEqualTo(1);
    assertThat(found.getBoolean("certified")).isFalse();

    assertThat(judge("nothing", "--json")).isEqualTo(1);
    JsonObject nothing = json();
    assertThat(nothing.getString("outcome")).isEqualTo("MALFORMED");
    assertThat(nothing.getBoolean("good")).isFalse();
  }

  @Test
  void aByteChangedInAnyFieldMakesItWorthless() throws Exception {
    byte[] bytes = Armour.unwrap(KIND, good);
    assertThat(Arrays.stream(FIELD_BYTES).sum()).isEqualTo(bytes.length);
    String genesis = genesisFile(consortium.genesis);
    int end = 0;
    for (int length : FIELD_BYTES) {
      end += length;
      byte[] changed = bytes.clone();
      changed[end - 1] ^= 1;
      String text = Armour.wrap(KIND, changed);
      // With a ledger, what is before the opening would be found there already.
      boolean ofOpening = end > bytes.length - 2 - 48 - 64;
      int exit = ofOpening ? judge(text) : judge(text, "--genesis", genesis);
      assertThat(exit).as("byte before %d", end).isEqualTo(1);
    }
    assertThat(out.toString()).doesNotContain("is valid").doesNotContain("signed by");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aTruncatedProofIsToldWhereItEnds() throws Exception {
    byte[] bytes = Armour.unwrap(KIND, good);
    refused(Armour.wrap(KIND, new byte[0]), "its version, from byte 0 of 0: ends too early");
    refused(cut(bytes, 100), "its transaction header, from byte 1 of 100: ends too early");
    refused(cut(bytes, 1000), "its group signature, from byte 186 of 1000: ends too early");
    refused(cut(bytes, bytes.length - 1), "its opening, from byte 1308 of 1423: ends too early");
    refused(cut(bytes, bytes.length + 1), "bytes too many: 1");
    refused(good.substring(0, good.length() / 2), "all between them");
    refused(good.replaceFirst("\n.", "\n%"), "damaged in line 2");
  }

  @Test
  void aTextOfSomethingElseIsNamedSo() throws Exception {
    refused("", "This is no proof of signer");
    refused("a letter", "-----BEGIN HEALTHCHAIN PROOF OF SIGNER-----");
    refused(good.replace(KIND, "ADMISSION"), "This is no proof of signer");
    refused(Armour.wrap(KIND, "a letter".getBytes(StandardCharsets.UTF_8)), "version 97 is");
    refused(
        Armour.wrap(KIND, Files.readAllBytes(Path.of(genesisFile(consortium.genesis)))),
        "its transaction header");
  }

  @Test
  void itSaysExactlyWhatIsWrong() throws Exception {
    SignerEvidence proof = consortium.proof(consortium.record);
    Transaction other = consortium.signed(consortium.header());
    SignerEvidence elsewhere = consortium.proof(other);
    Transaction again = consortium.signed(consortium.record.header());

    refused(elsewhere.toText(), "is not on the ledger of " + WITH_LEDGER + " up to block 1");
    refused(consortium.proof(again).toText(), "with a different signature from the proof's");
    refused(with(proof, elsewhere).toText(), "does not prove that the institution's key made the");
    Genesis unsigned = consortium.withAnUnsignedRegistration();
    refused(good, "about a record of another consortium", "--genesis", genesisFile(unsigned));
    refused(
        consortium.proofFor(unsigned).toText(),
        "never signed the key that is registered for it (" + signerName(),
        "--genesis",
        genesisFile(unsigned));
    refused(
        consortium.proofOfAGhost().toText(),
        "registered for no institution in the genesis",
        "--genesis",
        genesisFile(consortium.genesis));
    refused(
        new SignerEvidence(other.header(), proof.signature(), proof.opening()).toText(),
        "the group signature is not valid",
        "--genesis",
        genesisFile(consortium.genesis));
  }

  @Test
  void aDamagedLedgerIsNoWitness() throws Exception {
    consortium.execute("UPDATE hc_block SET size_bytes = size_bytes + 1 WHERE height = 1");
    try {
      refused(good, "the ledger of " + WITH_LEDGER + " is wrong at block 1: the stored size");
    } finally {
      consortium.execute("UPDATE hc_block SET size_bytes = size_bytes - 1 WHERE height = 1");
    }
  }

  @Test
  void whatTheOperatorCanMendIsToldInOneLine() throws Exception {
    assertThat(judge(good, "--server", WITHOUT_LEDGER)).isEqualTo(1);
    assertThat(run("judge", folder.resolve("none.txt").toString())).isEqualTo(1);
    assertThat(judge(good, "--genesis", folder.resolve("none.bin").toString())).isEqualTo(1);
    assertThat(judge(good, "--genesis", written(good))).isEqualTo(1);
    assertThat(judge(good, "--genesis", "x", "--server", WITH_LEDGER)).isEqualTo(2);

    assertThat(err.toString())
        .contains("has no ledger yet", "There is no file", "none.txt", "none.bin", "proof.txt")
        .doesNotContain("\tat ");
    assertThat(out.toString()).isEmpty();
  }

  private void refused(String text, String words, String... options) throws Exception {
    out.getBuffer().setLength(0);
    assertThat(judge(text, options)).as(words).isEqualTo(1);
    assertThat(out.toString()).contains(words).doesNotContain("is valid");
  }

  private int judge(String text, String... options) throws Exception {
    return run(
        Stream.concat(Stream.of("judge", written(text)), Stream.of(options))
            .toArray(String[]::new));
  }

  private int run(String... arguments) {
    String[] whole = Arrays.copyOf(arguments, arguments.length + 2);
    whole[arguments.length] = "--dir";
    whole[arguments.length + 1] = consortium.home.toString();
    CommandLine command = Consortium.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(whole);
  }

  private JsonObject json() {
    try (var reader = Json.createReader(new StringReader(out.toString()))) {
      return reader.readObject();
    } finally {
      out.getBuffer().setLength(0);
    }
  }

  private static String written(String text) throws Exception {
    return Files.writeString(folder.resolve("proof.txt"), text).toString();
  }

  private static String genesisFile(Genesis genesis) throws Exception {
    return Files.write(folder.resolve("genesis.bin"), genesis.encode()).toString();
  }

  private static SignerEvidence with(SignerEvidence proof, SignerEvidence other) {
    return new SignerEvidence(proof.header(), proof.signature(), other.opening());
  }

  private static String cut(byte[] bytes, int length) {
    return Armour.wrap(KIND, Arrays.copyOf(bytes, length));
  }

  private static String signerName() {
    return consortium.genesis.state().member(SIGNER).orElseThrow().member().name();
  }
}
