package org.healthchain.server.diagnosis;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import org.healthchain.server.refusal.RefusedException;

/**
 * Refuses a text at the first line that is longer than allowed, before anybody gathers that line in
 * memory. A line ends at a line feed or a carriage return, inside quotation marks too.
 */
final class BoundedLines extends FilterReader {
  private final int maxChars;
  private long line = 1;
  private int chars;
  private boolean afterReturn;

  BoundedLines(Reader in, int maxChars) {
    super(in);
    this.maxChars = maxChars;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      count((char) read);
    }
    return read;
  }

  @Override
  public int read(char[] into, int from, int length) throws IOException {
    int read = super.read(into, from, length);
    for (int i = from; i < from + read; i++) {
      count(into[i]);
    }
    return read;
  }

  private void count(char one) {
    if (one == '\n' || one == '\r') {
      if (one == '\r' || !afterReturn) {
        line++;
      }
      chars = 0;
    } else if (++chars > maxChars) {
      throw new RefusedException(
          "catalogue.line",
          "line " + line + ": it is longer than " + maxChars + " characters",
          line,
          maxChars);
    }
    afterReturn = one == '\r';
  }

  /** Neither is needed, and both would count characters wrongly. */
  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public long skip(long characters) throws IOException {
    throw new IOException("lines are not skipped here");
  }
}
