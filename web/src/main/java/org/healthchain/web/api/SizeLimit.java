package org.healthchain.web.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses bodies that no visit needs: 413, before they are read where the length is announced. */
@Provider
public class SizeLimit implements ContainerRequestFilter {
  static final int MAX_BODY_BYTES = 256 * 1024;

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getLength() > MAX_BODY_BYTES) {
      request.abortWith(tooLarge());
    } else if (request.hasEntity()) {
      request.setEntityStream(new Bounded(request.getEntityStream()));
    }
  }

  static Response tooLarge() {
    return Problems.respond(
        413, "oversized", "The body is larger than " + MAX_BODY_BYTES + " bytes.");
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
