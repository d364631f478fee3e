package org.healthchain.server.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.transaction.Hash;
import org.jspecify.annotations.Nullable;

/** Reads the ledger's tables as they are, believing nothing. */
final class StoredRows {
  private final Connection connection;

  StoredRows(Connection connection) {
    this.connection = connection;
  }

  @SuppressWarnings("ArrayRecordComponent") // a row as read; compared by nobody
  record BlockRow(long height, String headerHash, byte[] header, int sizeBytes) {}

  @SuppressWarnings("ArrayRecordComponent") // a row as read; compared by nobody
  record CertificateRow(byte[] certificate, int signers, int quorum) {}

  /**
   * @param body null if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // a row as read; compared by nobody
  record TransactionRow(
      long number,
      String transactionId,
      int kind,
      @Nullable String serialNumber,
      @Nullable String keyId,
      @Nullable String supersedes,
      int groupEpoch,
      byte[] header,
      byte[] authorisation,
      int bodyBytes,
      byte @Nullable [] body) {}

  Optional<BlockRow> block(long height) throws SQLException {
    return first(
        "SELECT height, header_hash, header, size_bytes FROM hc_block WHERE height = ?",
        height,
        row -> new BlockRow(row.getLong(1), row.getString(2), row.getBytes(3), row.getInt(4)));
  }

  Optional<CertificateRow> certificate(long height) throws SQLException {
    return first(
        "SELECT certificate, signers, quorum FROM hc_certificate WHERE height = ?",
        height,
        row -> new CertificateRow(row.getBytes(1), row.getInt(2), row.getInt(3)));
  }

  Optional<byte[]> state(long height) throws SQLException {
    return first("SELECT state FROM hc_state WHERE height = ?", height, row -> row.getBytes(1));
  }

  /** The newest state at or below the height. */
  Optional<byte[]> stateAfter(long height) throws SQLException {
    return first(
        "SELECT state FROM hc_state WHERE height <= ? ORDER BY height DESC FETCH FIRST 1 ROWS ONLY",
        height,
        row -> row.getBytes(1));
  }

  /** Where the transaction of that id stands. */
  Optional<TransactionNumber> place(Hash transactionId) throws SQLException {
    String sql = "SELECT number FROM hc_transaction WHERE transaction_id = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, transactionId.hex());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(new TransactionNumber(row.getLong(1))) : Optional.empty();
      }
    }
  }

  List<TransactionRow> transactions(long height) throws SQLException {
    String sql =
        "SELECT t.number, t.transaction_id, t.kind, t.serial_number, t.key_id, t.supersedes,"
            + " t.group_epoch, t.header, t.authorisation, t.body_bytes, b.body"
            + " FROM hc_transaction t LEFT JOIN hc_body b ON b.number = t.number"
            + " WHERE t.number >= ? AND t.number < ? ORDER BY t.number";
    List<TransactionRow> rows = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, TransactionNumber.of(height, 0).value());
      query.setLong(2, TransactionNumber.of(height + 1, 0).value());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows.add(
              new TransactionRow(
                  row.getLong(1),
                  row.getString(2),
                  row.getInt(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getInt(7),
                  row.getBytes(8),
                  row.getBytes(9),
                  row.getInt(10),
                  row.getBytes(11)));
        }
      }
    }
    return rows;
  }

  /** One number from a query without parameters. */
  long number(String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private <T> Optional<T> first(String sql, long height, RowReader<T> reader) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, height);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
      }
    }
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
