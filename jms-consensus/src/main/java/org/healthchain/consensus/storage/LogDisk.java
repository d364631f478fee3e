package org.healthchain.consensus.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The files of one replica's log, flat, by name. A seam: the simulator's disk loses what was not
 * forced. Not for concurrent use.
 */
public interface LogDisk {
  /** How long a file of the log is, in bytes; it is filled with zeros when it is made. */
  default int segmentBytes() {
    return 8 << 20;
  }

  List<String> names() throws IOException;

  /** Opens a file, and makes an empty one if there is none. */
  LogFile open(String name) throws IOException;

  void delete(String name) throws IOException;

  /** Makes the creation of files durable. */
  void forceNames() throws IOException;

  /** An open file. */
  interface LogFile extends AutoCloseable {
    long bytes() throws IOException;

    /** The whole of it. */
    byte[] read() throws IOException;

    /** Handed to the operating system when it returns. */
    void write(long position, ByteBuffer bytes) throws IOException;

    /**
     * Durable when it returns. A file that failed to be forced must not be forced again: what the
     * operating system could not write it may have dropped.
     *
     * @param length whether the file's length may have changed as well
     */
    void force(boolean length) throws IOException;

    @Override
    void close() throws IOException;
  }
}
