package org.healthchain.server.recovery;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.healthchain.server.consensus.DecisionProofs;
import org.healthchain.server.consensus.LedgerChecks;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.ledger.AuthorisationVerifier;
import org.healthchain.server.ledger.CertificateVerifier;
import org.healthchain.server.ledger.RestingLedger;
import org.healthchain.server.ledger.TravellingBlock;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.Recovery;
import org.healthchain.server.transaction.Transaction;

/**
 * Checks evidence against a ledger of one's own, which was verified: every block of the tail is
 * executed again, every signature verified.
 */
final class Witness {
  private final RestingLedger ledger;
  private final BlockExecutor executor;
  private final CertificateVerifier certificates;
  private final AuthorisationVerifier authorisations;

  Witness(Genesis genesis, RestingLedger ledger) {
    this.ledger = ledger;
    executor = new BlockExecutor(genesis.chainId());
    certificates = LedgerChecks.certificates();
    authorisations = LedgerChecks.authorisations(genesis);
  }

  /**
   * A chain that evidence leads along.
   *
   * @param hashes of the blocks of the tail, by height
   */
  record Chain(BlockHeader tip, ConsortiumState state, Map<Long, Hash> hashes) {}

  /**
   * @throws RecoveryRefusedException if something is wrong with the evidence, or the ledger ends
   *     below what it begins with
   */
  Chain follow(Evidence evidence) throws RecoveryRefusedException, SQLException {
    long from = evidence.certifiedHeight();
    if (ledger.top() < from) {
      throw new RecoveryRefusedException(
          "This server's ledger ends at block "
              + ledger.top()
              + ", and block "
              + from
              + " is certified: start the server until it has fetched up to there, then stop it.");
    }
    BlockHeader parent = ledger.header(from);
    if (evidence.certified().isPresent()) {
      check(evidence.certified().get(), parent);
    }
    ConsortiumState state = ledger.stateAfter(from);
    Map<Long, Hash> hashes = new HashMap<>();
    Map<Hash, Long> ordered = new HashMap<>();
    for (Evidence.TailBlock one : evidence.tail()) {
      BlockOutcome executed = execute(one.block(), parent, state, ordered, from);
      Optional<Opaque> proof = one.proof();
      if (proof.isPresent()
          && !DecisionProofs.fits(proof.get().bytes(), executed.header(), parent, state)) {
        throw wrong(executed.header(), "the proof of its decision does not fit");
      }
      if (executed.state().membershipEpoch() != state.membershipEpoch()) {
        throw wrong(executed.header(), "it changes the members and is not certified");
      }
      executed.transactions().forEach(each -> ordered.put(each.id(), executed.header().height()));
      parent = executed.header();
      state = executed.state();
      hashes.put(parent.height(), parent.hash());
    }
    return new Chain(parent, state, hashes);
  }

  private void check(Evidence.Certified claimed, BlockHeader own)
      throws RecoveryRefusedException, SQLException {
    if (!claimed.header().equals(own)) {
      throw wrong(claimed.header(), "this server's ledger has another block there");
    }
    ConsortiumState before = ledger.stateAfter(own.height() - 1);
    if (!certificates.verify(own, before, claimed.certificate().bytes()).valid()) {
      throw wrong(own, "its commit certificate does not verify");
    }
  }

  private BlockOutcome execute(
      TravellingBlock block,
      BlockHeader parent,
      ConsortiumState state,
      Map<Hash, Long> ordered,
      long certified)
      throws RecoveryRefusedException, SQLException {
    BlockHeader header = block.header();
    if (header.height() != parent.height() + 1
        || header.sequenceNumber() != header.height()
        || !authorisations.wrong(block.transactions()).isEmpty()) {
      throw wrong(header, "it does not follow, or a signature in it does not verify");
    }
    for (Transaction transaction : block.transactions()) {
      boolean before = ledger.place(transaction.id()).map(at -> at <= certified).orElse(false);
      if (before || ordered.containsKey(transaction.id()) || !transaction.bodyFits()) {
        throw wrong(header, "a transaction stands there twice or without its body");
      }
    }
    BlockOutcome executed = executor.execute(parent, state, orderedIn(block), id -> false);
    if (!executed.header().equals(header)) {
      throw wrong(header, "executing it gives another one");
    }
    if (header.height() <= ledger.top() && !ledger.header(header.height()).equals(header)) {
      throw wrong(header, "this server's ledger has another block there");
    }
    return executed;
  }

  /** The block that a recovery makes upon a chain. */
  BlockOutcome recover(Chain chain, Transaction transaction, long timeMillis)
      throws RecoveryRefusedException {
    if (!authorisations.wrong(List.of(transaction)).isEmpty()) {
      throw new RecoveryRefusedException("The manager has not signed this recovery.");
    }
    BlockOutcome block =
        executor.execute(
            chain.tip(),
            chain.state(),
            new OrderedTransactions(
                Recovery.ORIGINATING_VIEW,
                chain.tip().height() + 1,
                timeMillis,
                List.of(transaction)),
            id -> false);
    if (!block.refused().isEmpty()) {
      throw new RecoveryRefusedException(
          "The recovery does not fit block "
              + chain.tip().height()
              + ": too few or wrong reports, a report that reaches further, another epoch, or an"
              + " earlier attempt that may have got its quorum upon another block.");
    }
    return block;
  }

  private static OrderedTransactions orderedIn(TravellingBlock block) {
    BlockHeader header = block.header();
    return new OrderedTransactions(
        header.originatingView(),
        header.sequenceNumber(),
        header.timeMillis(),
        block.transactions());
  }

  private static RecoveryRefusedException wrong(BlockHeader header, String what) {
    return new RecoveryRefusedException("Block " + header.height() + ": " + what + ".");
  }
}
