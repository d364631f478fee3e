package org.healthchain.server.ledger;

import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.TransactionHeader;

/** Decodes what this server wrote itself; malformed bytes mean that the database was changed. */
final class StoredBytes {
  private StoredBytes() {}

  static BlockHeader blockHeader(byte[] bytes) {
    try {
      return BlockHeader.decode(bytes);
    } catch (MalformedEncodingException e) {
      throw new DamagedLedgerException("a stored block header is malformed", e);
    }
  }

  static TransactionHeader transactionHeader(byte[] bytes) {
    try {
      return TransactionHeader.decode(bytes);
    } catch (MalformedEncodingException e) {
      throw new DamagedLedgerException("a stored transaction header is malformed", e);
    }
  }

  static ConsortiumState state(byte[] bytes) {
    try {
      return ConsortiumState.decode(bytes);
    } catch (MalformedEncodingException e) {
      throw new DamagedLedgerException("a stored state is malformed", e);
    }
  }
}
