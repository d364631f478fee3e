package org.healthchain.operator.front;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * What one connection is at, and until when. Used by the thread that reads the connection, by the
 * one that answers and by the one that looks at deadlines, one at a time.
 */
final class Exchange {
  private static final int FIRST_BYTES = 8 * 1024;

  /** A head of 8 KiB comes in a few pieces; each costs a buffer until the head is whole. */
  private static final int MOST_PIECES_OF_A_HEAD = 128;

  private enum Phase {
    IDLE,
    HEAD,
    BODY,
    UPLOAD,
    ANSWER,
    LEFTOVER,
    REFUSED
  }

  private final InetAddress address;
  private final Bodies bodies;
  private Phase phase = Phase.IDLE;
  private long deadlineMillis;
  private int pieces;
  private byte[] body = {};
  private int length;
  private boolean uploaded;
  private boolean closed;

  Exchange(InetAddress address, Bodies bodies, long deadlineMillis) {
    this.address = address;
    this.bodies = bodies;
    this.deadlineMillis = deadlineMillis;
  }

  InetAddress address() {
    return address;
  }

  synchronized boolean overdue(long nowMillis) {
    return nowMillis - deadlineMillis > 0;
  }

  /**
   * Bytes have come, of whatever.
   *
   * @return false if a head comes in too many pieces
   */
  synchronized boolean bytes(long headDeadlineMillis) {
    if (phase == Phase.IDLE) {
      phase = Phase.HEAD;
      deadlineMillis = headDeadlineMillis;
      pieces = 0;
    }
    return phase != Phase.HEAD || ++pieces <= MOST_PIECES_OF_A_HEAD;
  }

  /** The head is whole and a body follows, within the head's deadline. */
  synchronized void body() {
    phase = Phase.BODY;
  }

  synchronized boolean readsBody() {
    return phase == Phase.BODY;
  }

  synchronized boolean uploads() {
    return phase == Phase.UPLOAD;
  }

  /** The head is whole; the body is read by whom it is for. The caller has taken the place. */
  synchronized void upload(long untilMillis) {
    phase = Phase.UPLOAD;
    uploaded = false;
    deadlineMillis = untilMillis;
  }

  /** The last of an upload has come. */
  synchronized void uploaded() {
    uploaded = true;
  }

  synchronized void answer(long untilMillis) {
    phase = Phase.ANSWER;
    deadlineMillis = untilMillis;
  }

  /** The application says so; what still comes of the body is thrown away by the codec. */
  synchronized void refuse(long untilMillis) {
    forget();
    phase = Phase.REFUSED;
    deadlineMillis = untilMillis;
  }

  /** An upload that was not read to its end is thrown away by the codec, too. */
  synchronized void answered(long untilMillis) {
    boolean leftover = phase == Phase.REFUSED || (phase == Phase.UPLOAD && !uploaded);
    forget();
    phase = leftover ? Phase.LEFTOVER : Phase.IDLE;
    deadlineMillis = untilMillis;
  }

  /** The connection is gone. */
  synchronized void close() {
    closed = true;
    forget();
  }

  /**
   * Keeps a piece of the body.
   *
   * @param piece of which no more than {@code most} bytes may be kept in all
   * @return false if there is no room for it in the server
   */
  synchronized boolean keep(byte[] piece, int most) {
    int needed = length + piece.length;
    if (needed > body.length) {
      int capacity = Math.max(needed, Math.min(most, Math.max(FIRST_BYTES, body.length * 2)));
      if (closed || !bodies.take(capacity - body.length)) {
        return false;
      }
      byte[] larger = Arrays.copyOf(body, capacity);
      Arrays.fill(body, (byte) 0);
      body = larger;
    }
    System.arraycopy(piece, 0, body, length, piece.length);
    length = needed;
    return true;
  }

  synchronized int length() {
    return length;
  }

  /** The whole body, not copied: its bytes are this exchange's until it is answered. */
  synchronized byte[] whole() {
    return body;
  }

  /** Bodies hold passwords and visits. */
  private void forget() {
    Arrays.fill(body, (byte) 0);
    bodies.giveBack(body.length);
    body = new byte[0];
    length = 0;
    if (phase == Phase.UPLOAD) {
      bodies.endUpload();
      phase = Phase.ANSWER;
    }
  }
}
