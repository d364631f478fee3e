package org.healthchain.server.consensus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.ledger.CertificateVerifier;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.LedgerTip;
import org.healthchain.server.ledger.LedgerWriter;
import org.healthchain.server.ledger.SealedRecovery;
import org.healthchain.server.ledger.TravellingBlock;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.OrderedTransactions;

/**
 * Appends a sealed recovery to the ledger before the replica starts. A server whose ledger ends
 * further down fetches it from the others as it does every block.
 */
final class RecoveryAppender {
  private static final Logger LOG = Logger.getLogger(RecoveryAppender.class.getName());

  private final LedgerReader reader;
  private final LedgerWriter writer;
  private final Genesis genesis;

  RecoveryAppender(LedgerReader reader, LedgerWriter writer, Genesis genesis) {
    this.reader = reader;
    this.writer = writer;
    this.genesis = genesis;
  }

  /**
   * @param file there need not be one
   * @throws IOException if it is no recovery of this ledger; nothing is appended then
   */
  void append(Path file, LedgerTip tip) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    List<TravellingBlock> missing = new ArrayList<>();
    for (TravellingBlock block : read(file).blocks()) {
      Optional<BlockHeader> own = reader.header(block.header().height());
      if (own.isEmpty()) {
        missing.add(block);
      } else if (!own.get().equals(block.header())) {
        throw new IOException(
            "this ledger has another block "
                + block.header().height()
                + " than the recovery: keep data/ aside for an inquiry and start with an empty"
                + " one");
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    if (missing.get(0).header().height() != tip.height() + 1) {
      LOG.log(
          Level.INFO,
          "The recovery stands at {0}, the ledger ends at {1}: fetching",
          new Object[] {missing.get(missing.size() - 1).header().height(), tip.height()});
      return;
    }
    for (TravellingBlock block : verified(missing, tip)) {
      writer.install(block, id -> !reader.known(List.of(id)).isEmpty());
    }
    LOG.log(
        Level.INFO,
        "The operators ended an epoch: appended up to block {0}",
        missing.get(missing.size() - 1).header().height());
  }

  private static SealedRecovery read(Path file) throws IOException {
    try {
      return SealedRecovery.decode(Files.readAllBytes(file));
    } catch (MalformedEncodingException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  /** All of them, or none: the last one's certificate vouches for those before. */
  private List<TravellingBlock> verified(List<TravellingBlock> blocks, LedgerTip tip)
      throws IOException {
    BlockExecutor executor = new BlockExecutor(genesis.chainId());
    BlockHeader parent = tip.header();
    ConsortiumState before = tip.state();
    ConsortiumState state = tip.state();
    Set<Hash> here = new HashSet<>();
    for (TravellingBlock block : blocks) {
      BlockHeader header = block.header();
      if (header.sequenceNumber() != parent.height() + 1) {
        throw wrong(header);
      }
      BlockOutcome executed =
          executor.execute(
              parent,
              state,
              new OrderedTransactions(
                  header.originatingView(),
                  header.sequenceNumber(),
                  header.timeMillis(),
                  block.transactions()),
              id -> here.contains(id) || !reader.known(List.of(id)).isEmpty());
      if (!executed.header().equals(header)
          || !LedgerChecks.authorisations(genesis).wrong(block.transactions()).isEmpty()) {
        throw wrong(header);
      }
      block.transactions().forEach(transaction -> here.add(transaction.id()));
      parent = header;
      before = state;
      state = executed.state();
    }
    TravellingBlock last = blocks.get(blocks.size() - 1);
    TravellingBlock.Proof proof = last.certificate().orElseThrow(() -> wrong(last.header()));
    CertificateVerifier.Outcome outcome =
        LedgerChecks.certificates().verify(last.header(), before, proof.bytes());
    if (!outcome.valid() || state.recoveredAtHeight() != last.header().height()) {
      throw wrong(last.header());
    }
    List<TravellingBlock> checked = new ArrayList<>();
    blocks
        .subList(0, blocks.size() - 1)
        .forEach(block -> checked.add(block.certifiedBy(Optional.empty())));
    checked.add(
        last.certifiedBy(
            Optional.of(
                new TravellingBlock.Proof(proof.encoded(), outcome.signers(), outcome.quorum()))));
    return checked;
  }

  private static IOException wrong(BlockHeader header) {
    return new IOException("the recovery's block " + header.height() + " is wrong");
  }
}
