package org.healthchain.server.submission;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.ledger.BlockAppended;
import org.healthchain.server.ledger.BlocksCertified;
import org.healthchain.server.ledger.TestDatabase;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Samples;
import org.healthchain.server.transaction.Transaction;
import org.junit.jupiter.api.Test;

/** What a doctor is told of a submission, over the real rows and H2. */
class SubmissionOutcomeTest {
  private final Samples samples = new Samples(67);
  private final ConsortiumState state = samples.state(4);
  private final BlockHeader genesis = BlockHeader.genesis(Samples.CHAIN, state, 5);
  private final Transaction visit = samples.record(state);
  private final List<SubmissionChanged> told = new ArrayList<>();

  @Test
  void committedIsToldAtTheCertificateAndNotAtTheExecution() throws Exception {
    try (TestDatabase database = new TestDatabase("outcome")) {
      database.inTransaction(entities -> handIn(entities, visit));
      BlockOutcome block = block(visit);
      database.inTransaction(entities -> outcome(entities).onAppended(new BlockAppended(block)));

      assertThat(told).as("a block that nobody certified").isEmpty();
      database.inTransaction(
          entities -> {
            SubmissionView executed = row(entities).view();
            assertThat(executed.state()).isEqualTo(SubmissionState.SIGNED);
            assertThat(executed.blockHeight()).isNull();
            assertThat(new SubmissionStore(entities).signed(0, 10))
                .as("it is on its way to no other block")
                .isEmpty();
            assertThat(row(entities).transaction()).isEqualTo(visit);
          });

      database.inTransaction(entities -> outcome(entities).onCertified(new BlocksCertified(0, 1)));

      assertThat(told)
          .extracting(one -> one.submission().state())
          .containsExactly(SubmissionState.COMMITTED);
      assertThat(told.get(0).submission().blockHeight()).isEqualTo(1);
      database.inTransaction(
          entities -> assertThat(new SubmissionStore(entities).unfinishedIds()).isEmpty());
    }
  }

  @Test
  void aCertificateOfOtherBlocksSaysNothing() throws Exception {
    try (TestDatabase database = new TestDatabase("others")) {
      database.inTransaction(entities -> handIn(entities, visit));
      BlockOutcome block = block(visit);
      database.inTransaction(
          entities -> {
            outcome(entities).onAppended(new BlockAppended(block));
            outcome(entities).onCertified(new BlocksCertified(1, 2));
          });

      assertThat(told).isEmpty();
      database.inTransaction(
          entities -> assertThat(row(entities).state()).isEqualTo(SubmissionState.SIGNED));
    }
  }

  private BlockOutcome block(Transaction... transactions) {
    return new BlockExecutor(Samples.CHAIN)
        .execute(genesis, state, samples.ordered(1, transactions), id -> false);
  }

  private static void handIn(EntityManager entities, Transaction signed) {
    SubmissionEntity row =
        new SubmissionEntity("doctor", signed.header(), signed.body().bytes(), 1);
    row.sign(signed.header(), signed.authorisation().bytes(), 2);
    entities.persist(row);
  }

  private static SubmissionEntity row(EntityManager entities) {
    return new SubmissionStore(entities).of("doctor", 0, 1).get(0);
  }

  private SubmissionOutcome outcome(EntityManager entities) {
    SubmissionOutcome bean = new SubmissionOutcome();
    put(bean, "entities", entities);
    put(bean, "instance", new Institution());
    put(
        bean,
        "changed",
        Proxy.newProxyInstance(
            Event.class.getClassLoader(),
            new Class<?>[] {Event.class},
            (proxy, method, arguments) -> {
              told.addAll(((SubmissionsChanged) arguments[0]).changes());
              return null;
            }));
    return bean;
  }

  /** Injects as the container does. */
  private static void put(Object bean, String name, Object value) {
    try {
      Field field = bean.getClass().getDeclaredField(name);
      field.setAccessible(true);
      field.set(bean, value);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Institution extends CurrentInstance {
    @Override
    public boolean isInstitution() {
      return true;
    }
  }
}
