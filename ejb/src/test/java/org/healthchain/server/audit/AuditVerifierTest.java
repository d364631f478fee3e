package org.healthchain.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import org.healthchain.server.ledger.TestDatabase;
import org.healthchain.server.transaction.AccessDigest;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.TransactionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditVerifierTest {
  private static final int ENTRIES = 9;
  private static final int PINNED = 6;

  private TestDatabase database;
  private Connection connection;

  @BeforeEach
  void writeATrailAndPinIt() throws Exception {
    database = new TestDatabase("audit-verifier");
    connection = database.connection();
    byte[] previous = new byte[AuditEntryEntity.HASH_BYTES];
    for (int number = 1; number <= ENTRIES; number++) {
      previous = append(number, previous, "reason " + number);
      if (number == 3 || number == PINNED) {
        pin(number, previous);
      }
    }
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void aTrailAsItWasWrittenIsWhole() throws Exception {
    assertThat(AuditVerifier.verify(connection))
        .isEqualTo(new AuditVerification(ENTRIES, PINNED, 0));
  }

  @Test
  void aTrailThatWasNeverPinnedIsCheckedByItsChain() throws Exception {
    execute("DELETE FROM hc_body");
    assertThat(AuditVerifier.verify(connection)).isEqualTo(new AuditVerification(ENTRIES, 0, 0));
  }

  @Test
  void everyFieldOfEveryEntryIsCovered() throws Exception {
    for (String column : new String[] {"actor", "action", "subject", "reason", "outcome"}) {
      assertThatWrongAt(4, "UPDATE hc_audit_entry SET " + column + " = 'x' WHERE number = 4");
    }
    assertThatWrongAt(2, "UPDATE hc_audit_entry SET at_ms = at_ms + 1 WHERE number = 2");
    assertThatWrongAt(5, "UPDATE hc_audit_entry SET hash = X'00' WHERE number = 5");
    assertThatWrongAt(9, "UPDATE hc_audit_entry SET previous_hash = X'00' WHERE number = 9");
    assertThatWrongAt(9, "UPDATE hc_audit_entry SET number = 10 WHERE number = 9");
    assertThatWrongAt(1, "DELETE FROM hc_audit_entry WHERE number = 1");
    assertThatWrongAt(5, "DELETE FROM hc_audit_entry WHERE number = 5");
  }

  @Test
  void aTrailCutBelowItsPinIsFoundAndOneCutAboveItIsNot() throws Exception {
    assertThatWrongAt(PINNED, "DELETE FROM hc_audit_entry WHERE number >= " + PINNED);
    execute("DELETE FROM hc_audit_entry WHERE number > " + PINNED);
    assertThat(AuditVerifier.verify(connection).whole()).isTrue();
  }

  @Test
  void aTrailWrittenAnewWithRightHashesIsFoundByItsPin() throws Exception {
    execute("DELETE FROM hc_audit_entry WHERE number >= 5");
    byte[] previous = hashOf(4);
    for (int number = 5; number <= ENTRIES; number++) {
      previous = append(number, previous, "another reason");
    }
    assertThat(AuditVerifier.verify(connection).firstWrongEntry()).isEqualTo(PINNED);
  }

  private void assertThatWrongAt(long entry, String damage) throws Exception {
    connection.setAutoCommit(false);
    try {
      execute(damage);
      assertThat(AuditVerifier.verify(connection).firstWrongEntry()).as(damage).isEqualTo(entry);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private byte[] append(int number, byte[] previous, String reason) {
    AuditEntryEntity entry =
        new AuditEntryEntity(
            number,
            Instant.ofEpochMilli(1_000L * number),
            previous,
            new AuditEvent(
                "anna",
                AuditAction.RETRIEVE,
                "subject",
                reason,
                AuditOutcome.of(AuditOutcome.Kind.REQUESTED)));
    database.inTransaction(entities -> entities.persist(entry));
    return entry.hash();
  }

  private byte[] hashOf(int number) throws Exception {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT hash FROM hc_audit_entry WHERE number = " + number)) {
      var row = query.executeQuery();
      row.next();
      return row.getBytes(1);
    }
  }

  private void pin(int entries, byte[] hash) throws Exception {
    String id = Hash.sha256(hash).hex();
    try (PreparedStatement transaction =
            connection.prepareStatement(
                "INSERT INTO hc_transaction (number, transaction_id, kind, group_epoch, header,"
                    + " authorisation, body_bytes) VALUES (?, ?, ?, 0, X'00', X'00', 41)");
        PreparedStatement body =
            connection.prepareStatement("INSERT INTO hc_body (number, body) VALUES (?, ?)")) {
      transaction.setLong(1, entries);
      transaction.setString(2, id);
      transaction.setInt(3, TransactionKind.ACCESS.code());
      transaction.executeUpdate();
      body.setLong(1, entries);
      body.setBytes(2, new AccessDigest(Hash.of(hash), entries).encode());
      body.executeUpdate();
    }
  }

  private void execute(String sql) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
