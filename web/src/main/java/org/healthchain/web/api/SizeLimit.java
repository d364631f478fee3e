package org.healthchain.web.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses bodies that no visit needs: 413. A body whose length is announced is read and thrown away
 * up to {@link #MAX_DRAINED_BYTES}, because a client that still sends does not see the answer, and
 * what is left in the connection would be taken for the next request.
 */
@Provider
public class SizeLimit implements ContainerRequestFilter {
  static final int MAX_BODY_BYTES = 256 * 1024;
  static final int MAX_DRAINED_BYTES = 4 * 1024 * 1024;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    if (request.getLength() > MAX_BODY_BYTES) {
      drain(request.getEntityStream());
      throw new ProblemException(tooLarge());
    } else if (request.hasEntity()) {
      request.setEntityStream(new Bounded(request.getEntityStream()));
    }
  }

  private static void drain(InputStream body) throws IOException {
    byte[] buffer = new byte[8192];
    int left = MAX_DRAINED_BYTES;
    while (left > 0) {
      int read = body.read(buffer, 0, Math.min(buffer.length, left));
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }

  static Problem tooLarge() {
    return Problem.of(ProblemType.OVERSIZED, MAX_BODY_BYTES);
  }

  /** Thrown on reading past the limit when no length was announced. */
  static final class OversizedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Bounded extends FilterInputStream {
    private int left = MAX_BODY_BYTES;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw new OversizedException();
      }
    }
  }
}
