package org.healthchain.consensus.transport;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.healthchain.consensus.message.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * The bounded inbound queue. Every peer has a share of its own, counted in frames and in bytes, and
 * peers are served in turn, so that a flooding peer delays and starves nobody but itself. Any
 * number of producers, one consumer.
 */
public final class Inbox implements FrameListener {
  public static final int MAX_FRAMES_PER_PEER = 8_192;
  public static final int MAX_BYTES_PER_PEER = 32 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Map<ReplicaId, Share> shares = new LinkedHashMap<>();
  private final Queue<Share> turns = new ArrayDeque<>();
  private boolean woken;

  /** What the consumer gets. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody; carried only
  public record Received(ReplicaId from, FrameKind kind, byte[] payload) {}

  private static final class Share {
    private final Queue<Received> frames = new ArrayDeque<>();
    private long bytes;
  }

  @Override
  public boolean received(ReplicaId from, FrameKind kind, byte[] payload) {
    lock.lock();
    try {
      Share share = shares.computeIfAbsent(from, id -> new Share());
      // One frame always fits, however long, or a peer's longest frame would never pass.
      if (share.frames.size() >= MAX_FRAMES_PER_PEER
          || (share.bytes > 0 && share.bytes + payload.length > MAX_BYTES_PER_PEER)) {
        return false;
      }
      if (share.frames.isEmpty()) {
        turns.add(share);
      }
      share.frames.add(new Received(from, kind, payload));
      share.bytes += payload.length;
      arrived.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a wait of the consumer, present or next. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next frame in turn; null after the time or a {@link #wake}. With 0 it does not wait.
   *
   * @param timeoutMillis how long to wait
   */
  public @Nullable Received poll(long timeoutMillis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
      while (turns.isEmpty() && !woken && left > 0) {
        left = arrived.awaitNanos(left);
      }
      woken = false;
      Share share = turns.poll();
      if (share == null) {
        return null;
      }
      Received frame = share.frames.remove();
      share.bytes -= frame.payload().length;
      if (!share.frames.isEmpty()) {
        turns.add(share);
      }
      return frame;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a {@link #wake} alone, while frames may wait as well.
   *
   * @param timeoutMillis how long to wait
   */
  public void awaitWake(long timeoutMillis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
      while (!woken && left > 0) {
        left = arrived.awaitNanos(left);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }
}
