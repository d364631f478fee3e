package org.healthchain.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.ledger.TestDatabase;
import org.healthchain.server.submission.QuotaExceededException.Scope;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Samples;
import org.healthchain.server.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of sendings, over the real rows and H2. */
class SendingStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Hash VISIT = Hash.sha256("visit".getBytes());
  private static final Hash KEY = Hash.sha256("key".getBytes());

  private final Samples samples = new Samples(81);
  private final ConsortiumState state = samples.state(4);
  private TestDatabase database;
  private Hash lastPatient = Hash.ZERO;

  @BeforeEach
  void open() throws Exception {
    database = new TestDatabase("sending");
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void aKeyHoldsForSevenDaysAndForItsDoctorAlone() {
    send("ada", VISIT, KEY, NOW);
    assertThat(underKey("ada", NOW)).isPresent();
    assertThat(underKey("eve", NOW)).isEmpty();
    assertThat(underKey("ada", NOW.plus(SendingStore.KEPT).minusMillis(1))).isPresent();
    assertThat(underKey("ada", NOW.plus(SendingStore.KEPT))).isEmpty();
  }

  @Test
  void anEqualVisitIsFoundForTenMinutesTheNewestFirst() {
    send("ada", VISIT, null, NOW);
    long second = send("ada", VISIT, KEY, NOW.plusSeconds(60));
    assertThat(equal("ada", NOW.plusSeconds(61))).contains(second);
    assertThat(equal("eve", NOW.plusSeconds(61))).isEmpty();
    assertThat(equal("ada", NOW.plusSeconds(60).plus(SendingStore.SAME))).isEmpty();
  }

  @Test
  void twoSendingsUnderOneKeyCannotStand() {
    send("ada", VISIT, KEY, NOW);
    send("eve", VISIT, KEY, NOW);
    send("ada", VISIT, null, NOW);
    send("ada", VISIT, null, NOW);
    assertThatThrownBy(() -> send("ada", VISIT, KEY, NOW)).isNotNull();
  }

  @Test
  void whatIsOlderThanSevenDaysIsForgotten() {
    send("ada", VISIT, KEY, NOW);
    send("ada", VISIT, null, NOW.plusSeconds(1));
    database.inTransaction(
        entities -> new SendingStore(entities).forget(NOW.plus(SendingStore.KEPT)));
    database.inTransaction(
        entities ->
            assertThat(
                    entities
                        .createQuery("SELECT COUNT(s) FROM SendingEntity s", Long.class)
                        .getSingleResult())
                .isEqualTo(1));
    send("ada", VISIT, KEY, NOW.plus(SendingStore.KEPT));
  }

  @Test
  void aQuotaIsFullUntilTheOldestWithinItLeavesTheWindow() throws Exception {
    send("ada", VISIT, null, NOW);
    send("ada", VISIT, null, NOW.plusSeconds(60));
    Instant later = NOW.plusSeconds(120);

    assertThat(refusal(new Quotas(3, 3, 3), "ada", later)).isNull();
    assertThat(refusal(new Quotas(0, 0, 0), "ada", later)).isNull();
    assertThat(refusal(new Quotas(2, 0, 0), "eve", later)).isNull();
    QuotaExceededException full = refusal(new Quotas(2, 0, 0), "ada", later);
    assertThat(full.scope()).isEqualTo(Scope.ACCOUNT);
    assertThat(full.quota()).isEqualTo(2);
    assertThat(full.waitSeconds()).isEqualTo(3600 - 120);
    assertThat(refusal(new Quotas(2, 0, 0), "ada", NOW.plus(Quotas.HOUR))).isNull();
    assertThat(refusal(new Quotas(0, 2, 0), "eve", later).scope()).isEqualTo(Scope.INSTITUTION);
  }

  @Test
  void aPatientsQuotaCountsTheWholeInstitutionForADay() throws Exception {
    send("ada", VISIT, null, NOW);
    Instant later = NOW.plus(Quotas.HOUR.multipliedBy(2));
    QuotaExceededException full = refusal(new Quotas(0, 0, 1), "eve", later);
    assertThat(full.scope()).isEqualTo(Scope.PATIENT);
    assertThat(full.waitSeconds())
        .isEqualTo(Quotas.DAY.minus(Quotas.HOUR.multipliedBy(2)).toSeconds());
    assertThat(refusal(new Quotas(0, 0, 1), "eve", NOW.plus(Quotas.DAY))).isNull();
  }

  /** Null if one more visit of the last patient may be sent. */
  private QuotaExceededException refusal(Quotas quotas, String doctor, Instant now) {
    QuotaExceededException[] refused = new QuotaExceededException[1];
    database.inTransaction(
        entities -> {
          try {
            quotas.require(new SendingStore(entities), doctor, lastPatient, now);
          } catch (QuotaExceededException e) {
            refused[0] = e;
          }
        });
    return refused[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "doctor = 'a' AND key_hash = 'b' AND sent_at_ms > 1 | HC_SENDING_KEY",
        "doctor = 'a' AND content_hash = 'b' AND sent_at_ms > 1 | HC_SENDING_CONTENT",
        "doctor = 'a' AND sent_at_ms > 1 | HC_SENDING_DOCTOR",
        "serial_number = 'a' AND sent_at_ms > 1 | HC_SENDING_PATIENT",
        "sent_at_ms > 1 | HC_SENDING_TIME"
      })
  void everyQueryHasItsIndex(String where, String index) throws Exception {
    Connection connection = database.connection();
    try (Statement statement = connection.createStatement();
        ResultSet plan =
            statement.executeQuery("EXPLAIN SELECT sent_at_ms FROM hc_sending WHERE " + where)) {
      assertThat(plan.next()).isTrue();
      assertThat(plan.getString(1)).contains(index);
    }
  }

  @Test
  void pagesByCursorHoldEveryRowOnceWhileVisitsArrive() {
    for (int i = 0; i < 5; i++) {
      send("ada", VISIT, null, NOW.plusSeconds(i));
    }
    send("eve", VISIT, null, NOW);
    List<Long> seen = new ArrayList<>();
    long before = Long.MAX_VALUE;
    for (int page = 0; page < 3; page++) {
      long cursor = before;
      database.inTransaction(
          entities ->
              new SubmissionStore(entities)
                  .before("ada", cursor, 2)
                  .forEach(row -> seen.add(row.id())));
      before = seen.get(seen.size() - 1);
      send("ada", VISIT, null, NOW.plusSeconds(10 + page));
    }
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    assertThat(seen).isSortedAccordingTo(Comparator.reverseOrder());
  }

  private long send(String doctor, Hash content, Hash key, Instant at) {
    long[] id = new long[1];
    database.inTransaction(
        entities -> {
          Transaction visit = samples.record(state);
          lastPatient = visit.header().serialNumber();
          SubmissionEntity row =
              new SubmissionEntity(doctor, visit.header(), visit.body().bytes(), at.toEpochMilli());
          entities.persist(row);
          entities.persist(new SendingEntity(row, content, key));
          id[0] = row.id();
        });
    return id[0];
  }

  private Optional<Long> underKey(String doctor, Instant now) {
    return in(store -> store.underKey(doctor, KEY, now));
  }

  private Optional<Long> equal(String doctor, Instant now) {
    return in(store -> store.equalVisit(doctor, VISIT, now));
  }

  private interface Look {
    Optional<SendingEntity> in(SendingStore store);
  }

  private Optional<Long> in(Look look) {
    Object[] found = new Object[1];
    database.inTransaction(
        (EntityManager entities) ->
            found[0] = look.in(new SendingStore(entities)).map(SendingEntity::submissionId));
    @SuppressWarnings("unchecked")
    Optional<Long> id = (Optional<Long>) found[0];
    return id;
  }
}
