package org.healthchain.operator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.consensus.storage.StartMarker;
import org.healthchain.operator.ceremony.ConsortiumPlan;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.server.consensus.OperatorVotes;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.ledger.SchemaScripts;
import org.healthchain.server.ledger.TravellingBlock;
import org.healthchain.server.transaction.AccessDigest;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.ManagerAuthority;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.Transaction;

/**
 * A founded consortium of four institutions with all its keys, which no server runs of. Its ledgers
 * are written here, block by block, with the members' own certificates.
 */
final class StoppedConsortium {
  static final List<String> INSTITUTIONS =
      List.of("institution-1", "institution-2", "institution-3", "institution-4");
  static final String MANAGER = "manager";
  private static final List<String> SERVERS =
      Stream.concat(INSTITUTIONS.stream(), Stream.of(MANAGER)).toList();

  final Path home;
  final Genesis genesis;

  /** A block, and the states around it. */
  record Block(BlockHeader header, ConsortiumState before, BlockOutcome outcome) {}

  private final List<Block> blocks = new ArrayList<>();

  StoppedConsortium(Path home) throws Exception {
    this.home = home;
    new ConsortiumHome(home).found(new ConsortiumPlan("Stopped", 4, "127.0.0.1", 23_200), l -> {});
    genesis = instance(MANAGER).genesis();
  }

  /** As it was founded: empty ledgers, keys that have never voted, no recoveries. */
  void reset() throws Exception {
    blocks.clear();
    for (String server : SERVERS) {
      delete(instance(server).recoveries());
      delete(instance(server).sealedRecovery());
      wipe(server);
      StartMarker.ofNewKey(instance(server).startMarker());
    }
  }

  InstanceDirectory instance(String server) throws Exception {
    return InstanceDirectory.open(home.resolve(server));
  }

  /** Makes the next block of the chain; it stands nowhere yet. */
  Block block() throws Exception {
    BlockHeader parent = tip();
    Transaction order =
        ManagerAuthority.sign(
            genesis.chainId(),
            new AccessDigest(Hash.sha256(new byte[] {(byte) parent.height()}), 1),
            identity(MANAGER));
    OrderedTransactions ordered =
        new OrderedTransactions(
            0, parent.height() + 1, parent.timeMillis() + 1_000, List.of(order));
    BlockOutcome outcome =
        new BlockExecutor(genesis.chainId()).execute(parent, state(), ordered, id -> false);
    Block block = new Block(outcome.header(), state(), outcome);
    blocks.add(block);
    return block;
  }

  List<Block> blocks() {
    return List.copyOf(blocks);
  }

  private BlockHeader tip() {
    return blocks.isEmpty() ? genesis.header() : blocks.get(blocks.size() - 1).header();
  }

  private ConsortiumState state() {
    return blocks.isEmpty() ? genesis.state() : blocks.get(blocks.size() - 1).outcome().state();
  }

  Ed25519PrivateKeyParameters identity(String server) throws Exception {
    return new Ed25519PrivateKeyParameters(
        instance(server).keyStore().requireSecret(SecretName.IDENTITY_KEY), 0);
  }

  /** By the first three institutions. */
  TravellingBlock.Proof certificate(Block block) throws Exception {
    List<OperatorVotes.Vote> votes = new ArrayList<>();
    for (int id = 1; id <= 3; id++) {
      votes.add(
          OperatorVotes.sign(
              id, instance(INSTITUTIONS.get(id - 1)).keyStore(), block.header(), block.before()));
    }
    return OperatorVotes.certificate(votes, block.header(), block.before()).orElseThrow();
  }

  /** Appends a block to ledgers. */
  void write(Block block, Optional<TravellingBlock.Proof> proof, String... servers)
      throws Exception {
    write(block.outcome(), proof, Arrays.asList(servers));
  }

  void write(BlockOutcome block, Optional<TravellingBlock.Proof> proof, List<String> servers)
      throws Exception {
    long height = block.header().height();
    for (String server : servers) {
      try (Connection connection = connection(server)) {
        Transaction order = block.transactions().get(0);
        insert(connection, "hc_block", row(block.header(), order.leaf().length));
        insert(
            connection,
            "hc_transaction",
            height << 20,
            order.id().hex(),
            order.header().kind().code(),
            null,
            null,
            null,
            0,
            order.header().encode(),
            order.authorisation().bytes(),
            order.presentBody().length());
        insert(connection, "hc_body", height << 20, order.presentBody().bytes());
        insert(connection, "hc_state", height, block.state().encode());
        if (proof.isPresent()) {
          insert(
              connection,
              "hc_certificate",
              height,
              proof.get().bytes(),
              proof.get().signers(),
              proof.get().quorum());
        }
      }
    }
  }

  /** Deletes a server's data and gives it an empty ledger, as its next start would. */
  void wipe(String server) throws Exception {
    delete(instance(server).data());
    found(server);
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
  }

  private void found(String server) throws Exception {
    Files.createDirectories(instance(server).data());
    try (Connection connection = connection(server)) {
      SchemaScripts.apply(connection);
      insert(connection, "hc_block", row(genesis.header(), 0));
      insert(connection, "hc_state", 0L, genesis.state().encode());
    }
  }

  private Connection connection(String server) throws Exception {
    InstanceDirectory instance = instance(server);
    return DriverManager.getConnection(
        instance.databaseUrl(), instance.databaseUser(), instance.databasePassword());
  }

  private static Object[] row(BlockHeader header, int leafBytes) {
    return new Object[] {
      header.height(), header.hash().hex(), header.encode(), BlockHeader.BYTES + leafBytes
    };
  }

  private static void insert(Connection connection, String table, Object... values)
      throws Exception {
    String marks = "?" + ", ?".repeat(values.length - 1);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.executeUpdate();
    }
  }

  /** What a command printed, standard and error output together. */
  record Printed(int exitCode, String text) {}

  Printed run(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text, true);
    List<String> line = new ArrayList<>(List.of(arguments));
    line.add("--dir");
    line.add(home.toString());
    int exitCode =
        Consortium.commandLine().setOut(writer).setErr(writer).execute(line.toArray(new String[0]));
    return new Printed(exitCode, text.toString());
  }
}
