package org.healthchain.consensus.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** A thread in virtual time: one task after the other, each ending after a random while. */
final class SimThread {
  private final EventQueue queue;
  private final BooleanSupplier alive;
  private final LongSupplier taskMicros;
  private final Runnable afterTask;
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  /** Thrown by a task that is to be begun anew after a while, before any other. */
  static final class Pause extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long millis;

    Pause(long millis) {
      super("pause", null, false, false);
      this.millis = millis;
    }
  }

  /**
   * @param alive whether its process still lives; else what waits is forgotten
   */
  SimThread(EventQueue queue, BooleanSupplier alive, LongSupplier taskMicros, Runnable afterTask) {
    this.queue = queue;
    this.alive = alive;
    this.taskMicros = taskMicros;
    this.afterTask = afterTask;
  }

  void execute(Runnable task) {
    tasks.add(task);
    if (tasks.size() == 1) {
      queue.after(taskMicros.getAsLong(), this::runFirst);
    }
  }

  boolean isBusy() {
    return !tasks.isEmpty();
  }

  /** Runs what is under way at once, as far as it gets; the thread's process has ended. */
  void cutShort() {
    if (isBusy()) {
      tasks.peek().run();
    }
  }

  private void runFirst() {
    if (!alive.getAsBoolean()) {
      return;
    }
    try {
      tasks.peek().run();
    } catch (Pause pause) {
      queue.after(pause.millis * 1_000, this::runFirst);
      return;
    }
    tasks.remove();
    if (!tasks.isEmpty()) {
      queue.after(taskMicros.getAsLong(), this::runFirst);
    }
    afterTask.run();
  }
}
