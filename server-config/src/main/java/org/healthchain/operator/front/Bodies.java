package org.healthchain.operator.front;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Room for the bodies of all requests together. */
final class Bodies {
  private final AtomicLong bytes;
  private final AtomicInteger uploads;

  Bodies(FrontLimits.Room room) {
    this.bytes = new AtomicLong(room.bodiesBytes());
    this.uploads = new AtomicInteger(room.uploads());
  }

  /** Whether there was room; then it is taken. */
  boolean take(int wanted) {
    if (bytes.addAndGet(-wanted) >= 0) {
      return true;
    }
    bytes.addAndGet(wanted);
    return false;
  }

  void giveBack(int taken) {
    bytes.addAndGet(taken);
  }

  boolean beginUpload() {
    if (uploads.decrementAndGet() >= 0) {
      return true;
    }
    uploads.incrementAndGet();
    return false;
  }

  void endUpload() {
    uploads.incrementAndGet();
  }

  long freeBytes() {
    return bytes.get();
  }

  int freeUploads() {
    return uploads.get();
  }
}
