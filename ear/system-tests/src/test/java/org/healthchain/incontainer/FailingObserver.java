package org.healthchain.incontainer;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.atomic.AtomicInteger;
import org.healthchain.server.ledger.BlockAppended;

/** The last to see a block before its transaction commits; fails when it is told to. */
@ApplicationScoped
public class FailingObserver {
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean failing;

  void last(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER + 1000) BlockAppended event) {
    if (failing) {
      failures.incrementAndGet();
      throw new IllegalStateException("the test lets block " + event.block().header() + " fail");
    }
  }

  public void fail(boolean on) {
    failing = on;
  }

  public int failures() {
    return failures.get();
  }
}
