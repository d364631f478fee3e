package org.healthchain.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerVerifierTest {
  private static final List<String> TABLES =
      List.of("hc_block", "hc_certificate", "hc_transaction", "hc_body", "hc_state");

  private final SmallLedger ledger = new SmallLedger();
  private TestDatabase database;

  @BeforeEach
  void write() throws Exception {
    database = new TestDatabase("verifier");
    ledger.write(database);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void anUntouchedLedgerIsWhole() throws Exception {
    List<Long> seen = new ArrayList<>();
    LedgerVerification report = ledger.verifier().verify(database.connection(), seen::add);
    assertThat(report.problems()).isEmpty();
    assertThat(report.blocks()).isEqualTo(8);
    assertThat(report.transactions()).isEqualTo(10);
    assertThat(report.erasedBodies()).isEqualTo(1);
    assertThat(report.uncertified()).isZero();
    assertThat(report.tipHash()).isEqualTo(ledger.tip.hash().hex());
    assertThat(seen).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void everyFlippedBitInAnyColumnOfAnyRowIsFound() throws Exception {
    dropConstraints();
    int flips = 0;
    for (String table : TABLES) {
      for (String column : columns(table)) {
        for (long key : keys(table)) {
          flips += flipSome(table, column, key);
        }
      }
    }
    assertThat(verify().valid()).isTrue();
    assertThat(flips).isGreaterThan(2000);
  }

  @Test
  void theFirstWrongBlockIsNamed() throws Exception {
    execute("UPDATE hc_body SET body = X'00' WHERE number = " + (2L << 20 | 1));
    assertThat(verify().firstWrongHeight()).isEqualTo(2);
    execute("UPDATE hc_block SET header_hash = LOWER(header_hash) || '' WHERE height = 1");
    execute("UPDATE hc_transaction SET authorisation = X'0011' WHERE number = " + (1L << 20 | 2));
    LedgerVerification report = verify();
    assertThat(report.firstWrongHeight()).isEqualTo(1);
    assertThat(report.problems()).isNotEmpty();
    assertThat(report.tipHash()).isNull();
  }

  @Test
  void aRowTakenAwayOrAddedIsFound() throws Exception {
    dropConstraints();
    for (String table : TABLES) {
      if (table.equals("hc_certificate")) {
        continue;
      }
      for (long key : keys(table)) {
        execute(
            "CREATE TABLE kept AS SELECT * FROM " + table + " WHERE " + keyOf(table) + "=" + key);
        execute("DELETE FROM " + table + " WHERE " + keyOf(table) + "=" + key);
        boolean top = table.equals("hc_block") && key == 7;
        if (!top) {
          assertThat(verify().valid()).as("%s %d", table, key).isFalse();
        }
        execute("INSERT INTO " + table + " SELECT * FROM kept");
        execute("DROP TABLE kept");
      }
      execute("INSERT INTO " + table + " SELECT * FROM " + table + " FETCH FIRST 1 ROWS ONLY");
      assertThat(verify().valid()).as("%s twice", table).isFalse();
      execute("DELETE FROM " + table + " FETCH FIRST 1 ROWS ONLY");
    }
  }

  @Test
  void aBodyErasedWithoutAnOrderIsFound() throws Exception {
    long number = 5L << 20;
    execute("DELETE FROM hc_body WHERE number = " + number);
    execute("UPDATE hc_transaction SET body_bytes = 0 WHERE number = " + number);
    LedgerVerification report = verify();
    assertThat(report.firstWrongHeight()).isEqualTo(5);
    assertThat(report.problems())
        .anyMatch(problem -> problem.toString().contains("nobody ordered"));
  }

  @Test
  void oneBlockCanBeVerifiedAlone() throws Exception {
    for (long height = 0; height <= 7; height++) {
      assertThat(ledger.verifier().verifyOne(database.connection(), height)).isEmpty();
    }
    execute("UPDATE hc_certificate SET signers = 4 WHERE height = 6");
    assertThat(ledger.verifier().verifyOne(database.connection(), 6))
        .containsExactly(LedgerProblem.of(LedgerProblem.Kind.CERTIFICATE_COLUMN));
  }

  @Test
  void aMissingCertificateAtTheTopIsCountedAndNotWrong() throws Exception {
    execute("DELETE FROM hc_certificate WHERE height >= 6");
    assertThat(verify().valid()).isTrue();
    assertThat(verify().uncertified()).isEqualTo(2);
  }

  private LedgerVerification verify() throws SQLException {
    return ledger.verifier().verify(database.connection(), height -> {});
  }

  /** Flips a bit of several bytes of one cell, one at a time, and puts the cell right again. */
  private int flipSome(String table, String column, long key) throws SQLException {
    Object original = cell(table, column, key);
    int flips = 0;
    if (original instanceof byte[] bytes) {
      int step = Math.max(1, bytes.length / 24);
      for (int at = 0; at < bytes.length; at += step) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << (at % 8));
        flips += expectFound(table, column, key, original, flipped);
      }
    } else if (original instanceof String text) {
      for (int at = 0; at < text.length(); at += 13) {
        char[] chars = text.toCharArray();
        chars[at] = chars[at] == '0' ? '1' : '0';
        flips += expectFound(table, column, key, original, new String(chars));
      }
    } else if (original instanceof Number number) {
      for (int bit = 0; bit < 12; bit++) {
        flips += expectFound(table, column, key, original, number.longValue() ^ (1L << bit));
      }
    } else {
      flips += expectFound(table, column, key, original, "0".repeat(64));
    }
    return flips;
  }

  private int expectFound(String table, String column, long key, Object original, Object wrong)
      throws SQLException {
    boolean keyColumn = column.equals(keyOf(table));
    long keyNow = keyColumn ? (Long) wrong : key;
    if (keyColumn && keys(table).contains(keyNow)) {
      return 0;
    }
    set(table, column, key, wrong);
    assertThat(verify().valid()).as("%s.%s of %d, %s", table, column, key, wrong).isFalse();
    set(table, column, keyNow, original);
    return 1;
  }

  private void set(String table, String column, long key, Object value) throws SQLException {
    String sql = "UPDATE " + table + " SET " + column + " = ? WHERE " + keyOf(table) + " = ?";
    try (var update = database.connection().prepareStatement(sql)) {
      update.setObject(1, value);
      update.setLong(2, key);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private Object cell(String table, String column, long key) throws SQLException {
    String sql = "SELECT " + column + " FROM " + table + " WHERE " + keyOf(table) + " = " + key;
    try (Statement statement = database.connection().createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      Object value = row.getObject(1);
      return value;
    }
  }

  private List<Long> keys(String table) throws SQLException {
    List<Long> keys = new ArrayList<>();
    try (Statement statement = database.connection().createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + keyOf(table) + " FROM " + table + " ORDER BY 1")) {
      while (rows.next()) {
        keys.add(rows.getLong(1));
      }
    }
    return keys;
  }

  private List<String> columns(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows =
        database
            .connection()
            .getMetaData()
            .getColumns(null, null, table.toUpperCase(Locale.ROOT), null)) {
      while (rows.next()) {
        columns.add(rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }

  /** Somebody who changes the files of a database does not ask its constraints. */
  private void dropConstraints() throws SQLException {
    Connection connection = database.connection();
    List<String> statements = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name, constraint_name FROM information_schema.table_constraints"
                    + " WHERE constraint_type IN ('FOREIGN KEY','UNIQUE')"
                    + " ORDER BY constraint_type")) {
      while (rows.next()) {
        statements.add(
            "ALTER TABLE " + rows.getString(1) + " DROP CONSTRAINT " + rows.getString(2));
      }
    }
    for (String statement : statements) {
      execute(statement);
    }
    for (String table : TABLES) {
      execute("ALTER TABLE " + table + " DROP PRIMARY KEY");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.connection().createStatement()) {
      statement.execute(sql);
    }
  }

  private static String keyOf(String table) {
    return table.equals("hc_transaction") || table.equals("hc_body") ? "number" : "height";
  }
}
