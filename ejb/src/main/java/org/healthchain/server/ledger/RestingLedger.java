package org.healthchain.server.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;

/**
 * The ledger of a server that may be stopped, over plain JDBC. Believes what is there: {@link
 * LedgerVerifier#verify} comes first.
 */
public final class RestingLedger {
  private final StoredRows rows;

  public RestingLedger(Connection connection) {
    this.rows = new StoredRows(connection);
  }

  /** Height of the newest block. */
  public long top() throws SQLException {
    return rows.number("SELECT MAX(height) FROM hc_block");
  }

  /** Height of the newest block that has a commit certificate; 0 if none has. */
  public long certifiedHeight() throws SQLException {
    return rows.number("SELECT MAX(height) FROM hc_certificate");
  }

  public BlockHeader header(long height) throws SQLException {
    byte[] header = rows.block(height).orElseThrow(() -> missing(height)).header();
    return read(height, () -> BlockHeader.decode(header));
  }

  public Optional<byte[]> certificate(long height) throws SQLException {
    return rows.certificate(height).map(StoredRows.CertificateRow::certificate);
  }

  /** The state in force after the block of that height. */
  public ConsortiumState stateAfter(long height) throws SQLException {
    byte[] state = rows.stateAfter(height).orElseThrow(() -> missing(height));
    return read(height, () -> ConsortiumState.decode(state));
  }

  /** As it travels, with the certificate that is stored for it. */
  public TravellingBlock block(long height) throws SQLException {
    Optional<TravellingBlock.Proof> proof =
        certificate(height).map(bytes -> new TravellingBlock.Proof(Opaque.of(bytes), 0, 0));
    List<Transaction> transactions = new ArrayList<>();
    for (StoredRows.TransactionRow row : rows.transactions(height)) {
      byte[] body = row.body();
      TransactionHeader header = read(height, () -> TransactionHeader.decode(row.header()));
      transactions.add(
          new Transaction(
              header, Opaque.of(row.authorisation()), body == null ? null : Opaque.of(body)));
    }
    return new TravellingBlock(header(height), proof, transactions);
  }

  /** Height of the block that the transaction stands in. */
  public Optional<Long> place(Hash transactionId) throws SQLException {
    return rows.place(transactionId).map(TransactionNumber::height);
  }

  private interface Decoding<T> {
    T decode() throws MalformedEncodingException;
  }

  private static <T> T read(long height, Decoding<T> decoding) {
    try {
      return decoding.decode();
    } catch (MalformedEncodingException e) {
      throw new IllegalStateException("block " + height + " is damaged", e);
    }
  }

  private static IllegalStateException missing(long height) {
    return new IllegalStateException("block " + height + " is missing");
  }
}
