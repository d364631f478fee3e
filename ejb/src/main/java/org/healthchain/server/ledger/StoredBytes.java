package org.healthchain.server.ledger;

import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.State;
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

  static State state(byte[] bytes) {
    try {
      return State.decode(bytes);
    } catch (MalformedEncodingException e) {
      throw new DamagedLedgerException("a stored state is malformed", e);
    }
  }
}
