package org.healthchain.server.signing;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.crypto.groupsignature.MemberKey;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.ledger.BlockAppended;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.TransactionOutlet;
import org.healthchain.server.submission.Outbox;
import org.healthchain.server.submission.OutboxGauge;
import org.healthchain.server.submission.SubmissionsChanged;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.MemberStatus;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.TransactionHeader;
import org.jspecify.annotations.Nullable;

/**
 * One thread that signs what the outbox holds, as soon as it is durable, and hands it on; after a
 * restart it resumes with what it finds there. Each step is one local database transaction, so that
 * a crash leaves nothing in doubt: a row is signed again or handed on again, and the transaction's
 * id removes duplicates on the chain.
 */
@Singleton
@Startup
@DependsOn("SchemaInstaller")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SigningLoop {
  private static final Logger LOG = Logger.getLogger(SigningLoop.class.getName());
  private static final int BATCH = 64;
  private static final long IDLE_MILLIS = 1_000;
  private static final long FAILURE_MILLIS = 2_000;
  private static final long RESEND_MILLIS = 30_000;
  private static final int RESEND_PAGE = 200;

  @Resource private ManagedThreadFactory threads;
  @Inject private CurrentInstance instance;
  @Inject private CurrentState current;
  @Inject private Outbox outbox;
  @Inject private GroupSigner signer;
  @Inject private TransactionOutlet outlet;
  @Inject private OutboxGauge gauge;

  private final Semaphore work = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread thread;
  private long nextResendMillis;

  @PostConstruct
  void start() {
    if (!instance.isInstitution()) {
      return;
    }
    running = true;
    thread = threads.newThread(this::run);
    thread.setName("hc-signing");
    thread.start();
  }

  @PreDestroy
  void stop() {
    running = false;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Not for callers: rows were queued durably. */
  // SUPPORTS: after completion there is no transaction left that could be suspended and resumed.
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public void onQueued(@Observes(during = TransactionPhase.AFTER_SUCCESS) SubmissionsChanged e) {
    work.release();
  }

  /** Not for callers: a block may have opened another group epoch. */
  // SUPPORTS: after completion there is no transaction left that could be suspended and resumed.
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public void onAppended(@Observes(during = TransactionPhase.AFTER_SUCCESS) BlockAppended event) {
    boolean control =
        event.block().transactions().stream()
            .anyMatch(transaction -> transaction.header().kind().isControl());
    if (control) {
      work.release();
    }
  }

  private void run() {
    while (running) {
      try {
        if (current.isOpen()) {
          resendWhenDue();
          while (running && signBatch()) {
            work.drainPermits();
          }
        }
        if (work.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "Signing failed and is tried again", e);
        pause();
      }
    }
  }

  /** Signs the oldest rows; false if there was none. */
  private boolean signBatch() {
    ConsortiumState state = current.get().state();
    List<Outbox.Unsigned> rows = outbox.unsigned(state.groupEpoch(), BATCH);
    if (rows.isEmpty()) {
      return false;
    }
    Optional<MemberKey> key = signer.key(state);
    if (key.isEmpty()) {
      return rejectIfRevoked(state, rows);
    }
    List<Outbox.Signed> signed =
        rows.stream().map(row -> sign(row, key.get(), state.groupEpoch())).toList();
    outbox.store(signed).forEach(row -> outlet.submitSigned(row.transaction()));
    return true;
  }

  private Outbox.Signed sign(Outbox.Unsigned row, MemberKey key, int groupEpoch) {
    TransactionHeader header = row.header().inGroupEpoch(groupEpoch);
    return new Outbox.Signed(row.id(), header, signer.sign(key, header));
  }

  /** A member that is not admitted yet waits; one that was expelled will never sign again. */
  private boolean rejectIfRevoked(ConsortiumState state, List<Outbox.Unsigned> rows) {
    Optional<MemberStatus> own = state.member(instance.directory().memberId());
    if (own.isEmpty() || own.get().active()) {
      return false;
    }
    outbox.reject(rows.stream().map(Outbox.Unsigned::id).toList(), RejectionReason.REVOKED_MEMBER);
    return true;
  }

  private void resendWhenDue() {
    long now = System.currentTimeMillis();
    if (now < nextResendMillis) {
      return;
    }
    gauge.recount(outbox::unfinishedIds);
    nextResendMillis = now + RESEND_MILLIS;
    long above = 0;
    List<Outbox.OnItsWay> page;
    do {
      page = outbox.onTheirWay(above, RESEND_PAGE);
      for (Outbox.OnItsWay row : page) {
        outlet.submit(row.transaction());
        above = row.id();
      }
    } while (page.size() == RESEND_PAGE);
  }

  private void pause() {
    try {
      Thread.sleep(FAILURE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
