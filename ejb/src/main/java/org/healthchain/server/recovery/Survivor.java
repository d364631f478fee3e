package org.healthchain.server.recovery;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.healthchain.server.consensus.LedgerChecks;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.instance.InstanceDirectory;
import org.healthchain.server.ledger.LedgerProblem;
import org.healthchain.server.ledger.LedgerVerification;
import org.healthchain.server.ledger.RestingLedger;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Opaque;

/**
 * A server that does not run, with its ledger, which was verified.
 *
 * @param certifiedHeight of its last certified block; 0 if none is
 * @param tipHeight of its last block; that before it, if the last one changes the members and
 *     nothing certifies it, since nobody can go on from there
 */
public record Survivor(
    InstanceDirectory instance,
    Genesis genesis,
    RestingLedger ledger,
    long certifiedHeight,
    long tipHeight) {

  /**
   * Verifies the ledger.
   *
   * @param progress is told heights
   * @throws RecoveryRefusedException if something is wrong with it
   */
  public static Survivor of(
      InstanceDirectory instance, Connection connection, LongConsumer progress)
      throws RecoveryRefusedException, IOException, SQLException {
    Genesis genesis = instance.genesis();
    LedgerVerification found = LedgerChecks.of(genesis).verify(connection, progress);
    if (!found.valid()) {
      throw new RecoveryRefusedException(
          "The ledger of "
              + instance.name()
              + " is wrong at block "
              + found.firstWrongHeight()
              + " ("
              + found.problems().stream()
                  .map(LedgerProblem::toString)
                  .collect(Collectors.joining("; "))
              + "): let the server fetch it anew, with an empty data folder.");
    }
    RestingLedger ledger = new RestingLedger(connection);
    long top = ledger.top();
    boolean handsOver =
        top > found.certifiedHeight()
            && ledger.stateAfter(top).membershipEpoch() != ledger.header(top).membershipEpoch();
    return new Survivor(
        instance, genesis, ledger, found.certifiedHeight(), handsOver ? top - 1 : top);
  }

  BlockHeader tip() throws SQLException {
    return ledger.header(tipHeight);
  }

  /** The last block that has a certificate; empty if that is the genesis, which needs none. */
  Optional<Evidence.Certified> certified() throws SQLException {
    BlockHeader header = ledger.header(certifiedHeight);
    return ledger
        .certificate(certifiedHeight)
        .map(bytes -> new Evidence.Certified(header, Opaque.of(bytes)));
  }

  ConsortiumState state() throws SQLException {
    return ledger.stateAfter(tipHeight);
  }

  /**
   * Shows that the ledger reaches to its tip.
   *
   * @param certified the block to begin with; empty for the genesis
   * @param decisions proofs, by height
   */
  Evidence evidence(Optional<Evidence.Certified> certified, Map<Long, byte[]> decisions)
      throws RecoveryRefusedException, SQLException {
    long from = certified.map(block -> block.header().height()).orElse(0L);
    if (tipHeight - from > Evidence.MAX_TAIL_BLOCKS) {
      throw new RecoveryRefusedException(
          "Block "
              + from
              + " is more than "
              + Evidence.MAX_TAIL_BLOCKS
              + " below block "
              + tipHeight
              + ": let the others fetch first.");
    }
    List<Evidence.TailBlock> tail = new ArrayList<>();
    for (long height = from + 1; height <= tipHeight; height++) {
      tail.add(
          new Evidence.TailBlock(
              ledger.block(height), Optional.ofNullable(decisions.get(height)).map(Opaque::of)));
    }
    return new Evidence(certified, tail);
  }
}
