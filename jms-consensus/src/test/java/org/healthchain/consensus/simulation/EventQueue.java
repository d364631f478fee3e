package org.healthchain.consensus.simulation;

import java.util.PriorityQueue;

/** Virtual time in microseconds. Events of one instant run in the order in which they were made. */
public final class EventQueue {
  private final PriorityQueue<Event> queue = new PriorityQueue<>();
  private long nowMicros;
  private long made;
  private long run;

  private record Event(long atMicros, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atMicros, other.atMicros);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  public long nowMicros() {
    return nowMicros;
  }

  public long nowMillis() {
    return nowMicros / 1_000;
  }

  /** How many events have run. */
  public long run() {
    return run;
  }

  public void at(long micros, Runnable action) {
    queue.add(new Event(Math.max(micros, nowMicros), made++, action));
  }

  public void after(long micros, Runnable action) {
    at(nowMicros + micros, action);
  }

  /** Runs everything up to and including this instant. */
  public void runUntil(long micros) {
    while (!queue.isEmpty() && queue.peek().atMicros() <= micros) {
      Event event = queue.poll();
      nowMicros = event.atMicros();
      run++;
      event.action().run();
    }
    nowMicros = Math.max(nowMicros, micros);
  }
}
