package org.healthchain.server.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.TreeMap;
import org.healthchain.server.transaction.AccessDigest;
import org.healthchain.server.transaction.ControlPayload;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.TransactionKind;

/**
 * Verifies the manager's audit trail over plain JDBC: every entry follows the one before it, and
 * the ACCESS transactions of the ledger in the same database pinned exactly these entries. Who
 * rewrites the trail from some entry on must rewrite a pin too, which stands in every institution's
 * ledger; verify the ledger itself first. What was written after the newest pin is chained only.
 */
public final class AuditVerifier {
  private static final int PAGE_ENTRIES = 500;

  private final Connection connection;
  private final TreeMap<Long, Hash> pins = new TreeMap<>();
  private long right;
  private Hash last = Hash.ZERO;

  private AuditVerifier(Connection connection) {
    this.connection = connection;
  }

  public static AuditVerification verify(Connection connection) throws SQLException {
    AuditVerifier verifier = new AuditVerifier(connection);
    verifier.readPins();
    long wrong = verifier.walk();
    long pinned = verifier.pins.isEmpty() ? 0 : verifier.pins.lastKey();
    return new AuditVerification(verifier.right, pinned, wrong);
  }

  private void readPins() throws SQLException {
    String sql =
        "SELECT b.body FROM hc_transaction t JOIN hc_body b ON b.number = t.number"
            + " WHERE t.kind = ? ORDER BY t.number";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, TransactionKind.ACCESS.code());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          AccessDigest pin =
              (AccessDigest) ControlPayload.decode(TransactionKind.ACCESS, row.getBytes(1));
          pins.put(pin.auditEntries(), pin.auditDigest());
        }
      }
    } catch (MalformedEncodingException e) {
      throw new IllegalStateException("a pin of the audit trail is malformed", e);
    }
  }

  /** Number of the first wrong entry; 0 if there is none. */
  private long walk() throws SQLException {
    String sql =
        "SELECT number, at_ms, actor, action, subject, reason, outcome, previous_hash, hash"
            + " FROM hc_audit_entry WHERE number > ? ORDER BY number"
            + " FETCH FIRST "
            + PAGE_ENTRIES
            + " ROWS ONLY";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      boolean more = true;
      while (more) {
        query.setLong(1, right);
        try (ResultSet row = query.executeQuery()) {
          more = false;
          while (row.next()) {
            more = true;
            if (!follows(row)) {
              return right + 1;
            }
            right++;
          }
        }
      }
    }
    boolean cutOff = !pins.isEmpty() && pins.lastKey() > right;
    return cutOff ? right + 1 : 0;
  }

  private boolean follows(ResultSet row) throws SQLException {
    byte[] stored = row.getBytes(9);
    byte[] computed =
        AuditEntryEntity.hash(
            last.bytes(),
            right + 1,
            row.getLong(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7));
    Hash pin = pins.get(right + 1);
    boolean follows =
        row.getLong(1) == right + 1
            && Arrays.equals(row.getBytes(8), last.bytes())
            && Arrays.equals(stored, computed)
            && (pin == null || Arrays.equals(pin.bytes(), computed));
    last = Hash.of(computed);
    return follows;
  }
}
