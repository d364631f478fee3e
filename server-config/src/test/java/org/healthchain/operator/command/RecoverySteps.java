package org.healthchain.operator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.operator.command.StoppedConsortium.INSTITUTIONS;
import static org.healthchain.operator.command.StoppedConsortium.MANAGER;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.operator.command.StoppedConsortium.Block;
import org.healthchain.operator.command.StoppedConsortium.Printed;
import org.healthchain.server.consensus.OperatorVotes;
import org.healthchain.server.ledger.TravellingBlock;
import org.healthchain.server.recovery.VoteFile;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.OrderedTransactions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of a recovery do on servers that do not run: block 1 is certified and everywhere,
 * block 2 was executed by institution 1 alone and certified nowhere, as far as anybody knows.
 */
abstract class RecoverySteps {
  @TempDir static Path home;
  static StoppedConsortium consortium;
  @TempDir Path folder;
  Block second;

  @BeforeAll
  static void found() throws Exception {
    consortium = new StoppedConsortium(home.resolve("consortium"));
  }

  @BeforeEach
  void blocks() throws Exception {
    consortium.reset();
    Block first = consortium.block();
    consortium.write(
        first,
        Optional.of(consortium.certificate(first)),
        "institution-1",
        "institution-2",
        "institution-3",
        "institution-4",
        MANAGER);
    second = consortium.block();
    consortium.write(second, Optional.empty(), "institution-1");
  }

  Block first() {
    return consortium.blocks().get(0);
  }

  BlockHeader parentOfSecond() {
    return first().header();
  }

  void writeSealed(TravellingBlock block) throws Exception {
    BlockOutcome again =
        new BlockExecutor(consortium.genesis.chainId())
            .execute(
                second.header(),
                second.outcome().state(),
                new OrderedTransactions(
                    block.header().originatingView(),
                    3,
                    block.header().timeMillis(),
                    block.transactions()),
                id -> false);
    assertThat(again.header()).isEqualTo(block.header());
    TravellingBlock.Proof proof = block.certificate().orElseThrow();
    consortium.write(
        again,
        Optional.of(new TravellingBlock.Proof(proof.encoded(), 3, 3)),
        List.of("institution-1"));
  }

  void report(int id, int attempt) {
    done("report", server(id), file("report-" + attempt + "-" + id), "--attempt", "" + attempt);
  }

  void reportAll(int attempt) {
    for (int id = 1; id <= INSTITUTIONS.size(); id++) {
      report(id, attempt);
    }
  }

  void propose(int attempt) {
    done("propose", file("proposal"), reports(attempt), "--reason", "a fire");
  }

  void sign(int id) {
    done("sign", server(id), file("proposal"), file("vote-" + id));
  }

  String[] reports(int attempt) {
    List<String> files = new ArrayList<>();
    for (int id = 1; id <= INSTITUTIONS.size(); id++) {
      files.add(file("report-" + attempt + "-" + id));
    }
    return files.toArray(new String[0]);
  }

  String[] votes(int... ids) {
    List<String> files = new ArrayList<>();
    for (int id : ids) {
      files.add(file("vote-" + id));
    }
    return files.toArray(new String[0]);
  }

  /** A vote for the proposal of the first attempt that is at hand. */
  String[] signed(int id) throws Exception {
    Path vote = Path.of(file("vote-" + id));
    if (!Files.exists(vote)) {
      sign(id);
    }
    Path early = Path.of(file("early-" + id));
    var instance = consortium.instance(server(id));
    Files.write(
        early,
        new VoteFile(
                second.header().hash(),
                OperatorVotes.sign(id, instance.keyStore(), second.header(), second.before()))
            .encode());
    return new String[] {early.toString()};
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }

  static String server(int id) {
    return INSTITUTIONS.get(id - 1);
  }

  static String[] concat(Object... parts) {
    List<String> all = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof String[] several) {
        all.addAll(List.of(several));
      } else {
        all.add((String) part);
      }
    }
    return all.toArray(new String[0]);
  }

  String done(Object... arguments) {
    Printed printed = recovery(concat(arguments));
    assertThat(printed.exitCode()).as(printed.text()).isZero();
    return printed.text();
  }

  void assertRefused(String why, Object... arguments) {
    Printed printed = recovery(concat(arguments));
    assertThat(printed.exitCode()).as(printed.text()).isNotZero();
    assertThat(printed.text()).contains(why);
  }

  Printed recovery(String[] arguments) {
    return consortium.run(concat("recovery", arguments));
  }
}
