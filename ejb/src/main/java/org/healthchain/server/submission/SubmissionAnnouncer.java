package org.healthchain.server.submission;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells the pages of changes once they are durable: in order, on a thread of its own, so that a
 * slow page holds up neither ledger nor signing. Beyond its bound changes go untold; pages also
 * ask.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SubmissionAnnouncer {
  private static final Logger LOG = Logger.getLogger(SubmissionAnnouncer.class.getName());
  private static final int MAX_WAITING = 20_000;

  @Resource private ManagedThreadFactory threads;
  @Inject private Event<SubmissionChanged> changed;

  private final BlockingQueue<SubmissionChanged> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private volatile boolean running = true;
  private Thread thread;

  @PostConstruct
  void start() {
    thread = threads.newThread(this::run);
    thread.setName("hc-announcer");
    thread.start();
  }

  @PreDestroy
  void stop() {
    running = false;
    thread.interrupt();
  }

  /** Not for callers: rows changed durably. */
  // SUPPORTS: after completion there is no transaction left that could be suspended and resumed.
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public void onDurable(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) SubmissionsChanged event) {
    event.changes().forEach(waiting::offer);
  }

  private void run() {
    while (running) {
      try {
        changed.fire(waiting.take());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "Who observes submissions failed", e);
      }
    }
  }
}
