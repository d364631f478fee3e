package org.healthchain.server.ledger;

import java.util.List;
import java.util.Optional;

/** Reads the ledger of this server. Any signed-in role; shows nothing clinical. */
public interface LedgerService {
  /** Height of the newest block; 0 is the genesis. */
  long height();

  /** Newest first. */
  List<BlockView> blocks(int offset, int limit);

  Optional<BlockView> block(long height);

  /** The block whose header hash (64 hex digits) is given. */
  Optional<BlockView> blockByHash(String headerHash);

  List<TransactionView> transactionsOf(long height, int offset, int limit);

  /** By transaction id, 64 hex digits. */
  Optional<TransactionView> transaction(String transactionId);

  /** By serial number, 64 hex digits; newest first. */
  List<TransactionView> transactionsBySerialNumber(String serialNumber, int offset, int limit);

  /** How many transactions of that serial number there are. */
  long countBySerialNumber(String serialNumber);

  /** Verifies one stored block again: hash, link, Merkle root, certificate, signatures. */
  BlockVerification verify(long height);
}
