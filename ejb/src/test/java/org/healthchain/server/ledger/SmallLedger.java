package org.healthchain.server.ledger;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthchain.server.transaction.AccessDigest;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Erasure;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.ManagerAuthority;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.QuorumSize;
import org.healthchain.server.transaction.Samples;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;

/**
 * A ledger of every kind of transaction, written as a server writes it. Group signatures and commit
 * certificates are stood for by hashes here, since this package only hands them on.
 */
final class SmallLedger {
  final Samples samples = new Samples(11);
  final ConsortiumState genesisState = samples.state(4);
  final BlockHeader genesis = BlockHeader.genesis(Samples.CHAIN, genesisState, 5);
  final Transaction erased = record(genesisState);
  BlockHeader tip = genesis;
  ConsortiumState state = genesisState;

  void write(TestDatabase database) {
    database.inTransaction(
        entities -> new LedgerStore(entities).appendGenesis(genesis, genesisState));
    append(database, erased, record(state), record(state));
    append(database, samples.control(samples.dayKey()), record(state));
    append(database);
    append(database, samples.control(samples.revocation(state, 3)));
    append(database, record(state), samples.control(new AccessDigest(samples.hash(), 3)));
    append(database, samples.control(new Erasure(List.of(erased.id()))));
    append(database, record(state));
  }

  void append(TestDatabase database, Transaction... transactions) {
    append(database, (header, before, after) -> Optional.of(votes(header, before)), transactions);
  }

  /** Who certifies a block, if anybody does. */
  @FunctionalInterface
  interface Certifying {
    Optional<Votes> by(BlockHeader header, ConsortiumState before, ConsortiumState after);
  }

  void append(TestDatabase database, Certifying certifying, Transaction... transactions) {
    append(database, certifying, samples.ordered(tip.height() + 1, transactions));
  }

  void append(TestDatabase database, Certifying certifying, OrderedTransactions ordered) {
    BlockOutcome block = new BlockExecutor(Samples.CHAIN).execute(tip, state, ordered, id -> false);
    ConsortiumState before = state;
    boolean changed = !block.state().equals(before);
    database.inTransaction(
        entities -> {
          LedgerStore store = new LedgerStore(entities);
          store.append(block, changed);
          certifying
              .by(block.header(), before, block.state())
              .ifPresent(
                  votes ->
                      store.certify(
                          block.header().height(),
                          votes.encode(),
                          votes.signers(),
                          quorum(before)));
        });
    tip = block.header();
    state = block.state();
  }

  Transaction record(ConsortiumState current) {
    Transaction unsigned = samples.record(current);
    TransactionHeader header = unsigned.header();
    if (samples.bytes(1)[0] > 0) {
      header =
          new TransactionHeader(
              header.kind(),
              header.chainId(),
              header.groupEpoch(),
              header.serialNumber(),
              header.bodyCommitment(),
              header.keyId(),
              header.algorithms(),
              header.nonce(),
              samples.hash());
    }
    return new Transaction(header, signature(header), unsigned.body());
  }

  static Opaque signature(TransactionHeader header) {
    return Opaque.of(Hash.sha256(new byte[] {7}, header.encode()).bytes());
  }

  /**
   * Stands for a certificate: the members' epoch, how many of them voted, and a hash of each one's
   * key with the header in place of a signature.
   */
  record Votes(BlockHeader header, ConsortiumState members, int signers) {
    byte[] encode() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(members.membershipEpoch());
      for (ConsortiumMember member : members.activeMembers().subList(0, signers)) {
        byte[] key = member.identityKey().bytes();
        out.writeBytes(Hash.sha256(key, header.hash().bytes()).bytes());
      }
      return out.toByteArray();
    }
  }

  /** Of just a quorum. */
  static Votes votes(BlockHeader header, ConsortiumState members) {
    return new Votes(header, members, quorum(members));
  }

  private static int quorum(ConsortiumState members) {
    return new QuorumSize(members.activeMembers().size()).quorum();
  }

  private static CertificateVerifier.Outcome judge(
      BlockHeader header, ConsortiumState before, byte[] certificate) {
    int signers = certificate.length / Hash.BYTES;
    boolean valid =
        signers >= quorum(before)
            && signers <= before.activeMembers().size()
            && Arrays.equals(certificate, new Votes(header, before, signers).encode());
    return new CertificateVerifier.Outcome(valid, signers, quorum(before));
  }

  LedgerVerifier verifier() {
    Opaque manager = samples.managerPublicKey();
    return new LedgerVerifier(
        genesis, genesisState, SmallLedger::judge, transactions -> wrong(transactions, manager));
  }

  private static Set<Integer> wrong(List<Transaction> transactions, Opaque manager) {
    Set<Integer> wrong = new HashSet<>();
    for (int i = 0; i < transactions.size(); i++) {
      Transaction transaction = transactions.get(i);
      boolean right =
          transaction.header().kind().isControl()
              ? ManagerAuthority.verify(transaction, manager)
              : transaction.authorisation().equals(signature(transaction.header()));
      if (!right) {
        wrong.add(i);
      }
    }
    return wrong;
  }
}
