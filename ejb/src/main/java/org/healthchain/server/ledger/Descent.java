package org.healthchain.server.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.ledger.LedgerProblem.Kind;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;

/**
 * The way from the genesis up to a block by headers, states and the certificates of blocks that
 * change the members: enough to know whose quorum vouches for what comes next.
 */
final class Descent {
  private final StoredRows rows;
  private final CertificateVerifier certificates;
  private BlockHeader header;
  private ConsortiumState state;

  Descent(
      StoredRows rows,
      CertificateVerifier certificates,
      BlockHeader genesis,
      ConsortiumState genesisState) {
    this.rows = rows;
    this.certificates = certificates;
    this.header = genesis;
    this.state = genesisState;
  }

  long height() {
    return header.height();
  }

  /** Of the last block that is known to descend from the genesis. */
  BlockHeader header() {
    return header;
  }

  /** After that block. */
  ConsortiumState state() {
    return state;
  }

  /**
   * Goes on to the next block, which is not the last one wanted.
   *
   * @return what is wrong with it; then there is no going on
   */
  List<LedgerProblem> next() throws SQLException {
    long height = header.height() + 1;
    try {
      Optional<StoredRows.BlockRow> row = rows.block(height);
      if (row.isEmpty()) {
        return wrong(Kind.DESCENT, height);
      }
      BlockHeader next = BlockHeader.decode(row.get().header());
      Optional<ConsortiumState> after = stateAfter(next);
      if (!follows(next) || after.isEmpty()) {
        return wrong(Kind.DESCENT, height);
      }
      if (BlockCheck.handsOver(state, after.get()) && !certified(next)) {
        return wrong(Kind.HANDOVER, height);
      }
      header = next;
      state = after.get();
      return List.of();
    } catch (MalformedEncodingException e) {
      return wrong(Kind.DESCENT, height);
    }
  }

  private static List<LedgerProblem> wrong(Kind kind, long height) {
    return List.of(LedgerProblem.of(kind, height));
  }

  private boolean follows(BlockHeader next) {
    return next.chainId().equals(header.chainId())
        && next.height() == header.height() + 1
        && next.previousHash().equals(header.hash())
        && next.membershipEpoch() == state.membershipEpoch();
  }

  /** The state that the header names by its root; empty if it is not there. */
  private Optional<ConsortiumState> stateAfter(BlockHeader next)
      throws SQLException, MalformedEncodingException {
    if (next.stateRoot().equals(header.stateRoot())) {
      return Optional.of(state);
    }
    Optional<byte[]> stored = rows.state(next.height());
    return stored.isPresent() && Hash.sha256(stored.get()).equals(next.stateRoot())
        ? Optional.of(ConsortiumState.decode(stored.get()))
        : Optional.empty();
  }

  /** By a quorum of the members before. */
  private boolean certified(BlockHeader next) throws SQLException {
    Optional<StoredRows.CertificateRow> row = rows.certificate(next.height());
    return row.isPresent() && certificates.verify(next, state, row.get().certificate()).valid();
  }
}
