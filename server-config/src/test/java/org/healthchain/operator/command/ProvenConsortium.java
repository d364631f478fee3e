package org.healthchain.operator.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.crypto.groupsignature.Credential;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignature;
import org.healthchain.crypto.groupsignature.IssuingKey;
import org.healthchain.crypto.groupsignature.JoinRequest;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.crypto.groupsignature.MemberSecret;
import org.healthchain.crypto.groupsignature.OpeningKey;
import org.healthchain.crypto.groupsignature.Registry;
import org.healthchain.operator.ceremony.ConsortiumPlan;
import org.healthchain.operator.server.ConsortiumHome;
import org.healthchain.server.group.GroupMembers;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.ledger.SchemaScripts;
import org.healthchain.server.retrieval.SignerEvidence;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MemberStatus;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;

/**
 * A founded consortium of two institutions with all its keys. The first one has a ledger, of the
 * genesis and a block with one record that the second one signed.
 */
final class ProvenConsortium {
  static final String WITH_LEDGER = "institution-1";
  static final String WITHOUT_LEDGER = "institution-2";
  static final int SIGNER = 2;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Opaque BODY = Opaque.of(new byte[] {1, 2, 3});

  final Path home;
  final Genesis genesis;
  final Transaction record;
  private final GroupPublicKey group;
  private final MemberKey signer;
  private final OpeningKey opening;

  ProvenConsortium(Path home) throws Exception {
    this.home = home;
    new ConsortiumHome(home).found(new ConsortiumPlan("Proven", 2, "127.0.0.1", 23_100), l -> {});
    genesis = instance(WITH_LEDGER).genesis();
    group = GroupPublicKey.fromBytes(genesis.groupPublicKey().bytes());
    signer =
        GroupMembers.signingKey(
                group,
                genesis.state(),
                SIGNER,
                MemberSecret.fromBytes(secret("institution-2", SecretName.MEMBER_SECRET)))
            .orElseThrow();
    opening = OpeningKey.fromBytes(secret("manager", SecretName.OPENING_KEY));
    record = signed(header());
    write(record);
  }

  private InstanceDirectory instance(String server) throws Exception {
    return InstanceDirectory.open(home.resolve(server));
  }

  private byte[] secret(String server, SecretName name) throws Exception {
    return instance(server).keyStore().requireSecret(name);
  }

  /** Of a new record of this consortium. */
  TransactionHeader header() {
    return header(genesis);
  }

  private static TransactionHeader header(Genesis of) {
    return TransactionHeader.record(
            of.chainId(), 0, Hash.ZERO, of.state().dayKeys().get(0).keyId(), Hash.ZERO)
        .committingTo(BODY.bytes());
  }

  Transaction signed(TransactionHeader header) {
    return new Transaction(header, Opaque.of(signer.sign(header.encode()).wire()), BODY);
  }

  SignerEvidence proof(Transaction transaction) throws Exception {
    byte[] message = transaction.header().encode();
    GroupSignature signature = GroupSignature.fromBytes(transaction.authorisation().bytes());
    return new SignerEvidence(
        transaction.header(), signature, opening.open(group, message, signature, RANDOM));
  }

  /** Of a record by somebody whom the issuer admitted and nobody registered. */
  SignerEvidence proofOfAGhost() throws Exception {
    IssuingKey issuing = IssuingKey.fromBytes(secret("manager", SecretName.ISSUING_KEY));
    MemberSecret ghost = MemberSecret.generate(group.parameters(), RANDOM);
    byte[] nonce = IssuingKey.newNonce(RANDOM);
    JoinRequest request = ghost.requestJoin(group, "ghost", nonce, new byte[64], RANDOM);
    Credential credential = issuing.admit(group, request, nonce, Registry.empty(), RANDOM);
    TransactionHeader header = header();
    GroupSignature signature = ghost.accept(group, credential).sign(header.encode());
    return proof(new Transaction(header, Opaque.of(signature.wire()), BODY));
  }

  /** A genesis of the same keys in which one institution did not sign its group key. */
  Genesis withAnUnsignedRegistration() throws Exception {
    List<ConsortiumMember> members = new ArrayList<>();
    for (MemberStatus status : genesis.state().members()) {
      ConsortiumMember member = status.member();
      members.add(
          member.id() != SIGNER
              ? member
              : new ConsortiumMember(
                  member.id(),
                  member.name(),
                  member.brokerAddress(),
                  member.identityKey(),
                  member.voteKey(),
                  member.votePossession(),
                  member.certificateFingerprint(),
                  member.groupKey(),
                  Opaque.of(new byte[64]),
                  member.credential()));
    }
    return new Genesis.Draft(
            genesis.consortium(),
            genesis.nonce(),
            genesis.timeMillis(),
            genesis.manager(),
            genesis.groupPublicKey(),
            genesis.authorityCertificate(),
            ConsortiumState.genesis(0, members, genesis.state().dayKeys()))
        .sign(new Ed25519PrivateKeyParameters(secret("manager", SecretName.IDENTITY_KEY)));
  }

  SignerEvidence proofFor(Genesis other) throws Exception {
    return proof(signed(header(other)));
  }

  void execute(String sql) throws Exception {
    try (Connection connection = connection()) {
      connection.createStatement().executeUpdate(sql);
    }
  }

  private Connection connection() throws Exception {
    InstanceDirectory instance = instance(WITH_LEDGER);
    Files.createDirectories(instance.data());
    return DriverManager.getConnection(
        instance.databaseUrl(), instance.databaseUser(), instance.databasePassword());
  }

  private void write(Transaction transaction) throws Exception {
    BlockOutcome block =
        new BlockExecutor(genesis.chainId())
            .execute(
                genesis.header(),
                genesis.state(),
                new OrderedTransactions(0, 1, genesis.timeMillis() + 1_000, List.of(transaction)),
                id -> false);
    TransactionHeader header = transaction.header();
    try (Connection connection = connection()) {
      SchemaScripts.apply(connection);
      insert(connection, "hc_block", row(genesis.header(), 0));
      insert(connection, "hc_state", 0L, genesis.state().encode());
      insert(connection, "hc_block", row(block.header(), transaction.leaf().length));
      insert(
          connection,
          "hc_transaction",
          1L << 20,
          transaction.id().hex(),
          header.kind().code(),
          null,
          header.keyId().hex(),
          null,
          header.groupEpoch(),
          header.encode(),
          transaction.authorisation().bytes(),
          BODY.length());
      insert(connection, "hc_body", 1L << 20, BODY.bytes());
    }
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
}
