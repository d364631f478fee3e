package org.healthchain.consensus.figures;

import java.util.ArrayDeque;
import java.util.Deque;
import org.healthchain.consensus.simulation.EventQueue;

/**
 * A server's processors in virtual time. Work belongs to a thread, which does one piece after the
 * other; threads share the cores, first come first served. A piece takes effect when it starts and
 * what follows from it when its cost is paid.
 */
final class Machine {
  private final EventQueue queue;
  private final int cores;
  private final double speed;
  private final Deque<WorkerThread> waiting = new ArrayDeque<>();
  private int busyCores;
  private double usedNanos;

  /**
   * @param speed of one core, as a part of the core that the costs were measured on
   */
  Machine(EventQueue queue, int cores, double speed) {
    this.queue = queue;
    this.cores = cores;
    this.speed = speed;
  }

  /** What a piece of work took. */
  record Cost(double cpuNanos, double diskNanos) {}

  /** A piece of work; it runs when its thread and a core are free. */
  interface Work {
    Cost run();

    /** What follows, once the cost is paid. */
    default void done() {}
  }

  /** Processor time spent so far. */
  double usedNanos() {
    return usedNanos;
  }

  WorkerThread thread() {
    return new WorkerThread();
  }

  private void dispatch() {
    while (busyCores < cores && !waiting.isEmpty()) {
      waiting.remove().begin();
    }
  }

  /** One thread of this machine. */
  final class WorkerThread {
    private final Deque<Work> jobs = new ArrayDeque<>();
    private boolean running;

    void submit(Work work) {
      jobs.add(work);
      if (!running) {
        running = true;
        waiting.add(this);
        dispatch();
      }
    }

    boolean idle() {
      return !running;
    }

    /** Forgets what waits: the server was killed. */
    void clear() {
      jobs.clear();
    }

    private void begin() {
      Work work = jobs.poll();
      if (work == null) {
        running = false;
        return;
      }
      busyCores++;
      Cost cost = work.run();
      usedNanos += cost.cpuNanos();
      long micros = Math.round(cost.cpuNanos() / speed / 1_000);
      queue.after(micros, () -> computed(work, cost));
    }

    private void computed(Work work, Cost cost) {
      busyCores--;
      long diskMicros = Math.round(cost.diskNanos() / 1_000);
      if (diskMicros == 0) {
        finish(work);
      } else {
        queue.after(diskMicros, () -> finish(work));
      }
      dispatch();
    }

    private void finish(Work work) {
      work.done();
      if (jobs.isEmpty()) {
        running = false;
      } else {
        waiting.add(this);
        dispatch();
      }
    }
  }
}
