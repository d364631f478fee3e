package org.healthchain.crypto.curve;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * A block of native memory that is freed on close and by nobody else. JNA's own {@code Memory} is
 * watched by a thread, which would keep the class loader of the application that began it.
 *
 * @param address where it begins
 * @param size in bytes
 */
record NativeMemory(long address, long size) implements AutoCloseable {
  static NativeMemory of(long size) {
    long address = Native.malloc(size);
    if (address == 0) {
      throw new OutOfMemoryError("no " + size + " bytes of native memory");
    }
    return new NativeMemory(address, size);
  }

  ByteBuffer bytes() {
    return new Pointer(address).getByteBuffer(0, size).order(ByteOrder.nativeOrder());
  }

  LongBuffer longs() {
    return bytes().asLongBuffer();
  }

  @Override
  public void close() {
    Native.free(address);
  }
}
