package org.healthchain.consensus.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link WireWriter} wrote. Trusts nothing: a length is compared with its bound and with
 * what is left before anything is allocated.
 */
public final class WireReader {
  private final ByteBuffer buffer;

  public WireReader(byte[] bytes) {
    buffer = ByteBuffer.wrap(bytes);
  }

  /** Reads one element of a list. */
  @FunctionalInterface
  public interface Element<T> {
    T read(WireReader in) throws MalformedMessageException;
  }

  public int u8() throws MalformedMessageException {
    need(1);
    return buffer.get() & 0xFF;
  }

  public int u16() throws MalformedMessageException {
    need(2);
    return buffer.getShort() & 0xFFFF;
  }

  /** 32 bits of which the highest must be 0. */
  public int u31() throws MalformedMessageException {
    need(4);
    int value = buffer.getInt();
    if (value < 0) {
      throw new MalformedMessageException("a number exceeds 31 bits");
    }
    return value;
  }

  /** 64 bits, as a number from 0 to {@code max}. */
  public long u64(long max) throws MalformedMessageException {
    need(8);
    long value = buffer.getLong();
    if (value < 0 || value > max) {
      throw new MalformedMessageException("a number exceeds " + max);
    }
    return value;
  }

  public boolean bool() throws MalformedMessageException {
    int value = u8();
    if (value > 1) {
      throw new MalformedMessageException("a flag is neither 0 nor 1");
    }
    return value == 1;
  }

  public Digest digest() throws MalformedMessageException {
    need(Digest.BYTES);
    return Digest.read(buffer);
  }

  /** A length of 32 bits, at most {@code maxBytes}, then the bytes. */
  public byte[] bytes(int maxBytes) throws MalformedMessageException {
    int length = u31();
    if (length > maxBytes) {
      throw new MalformedMessageException("a field exceeds " + maxBytes + " bytes");
    }
    return raw(length);
  }

  public byte[] raw(int length) throws MalformedMessageException {
    need(length);
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  /** A count of 32 bits, at most {@code maxElements}, then the elements. */
  public <T> List<T> list(int maxElements, Element<T> element) throws MalformedMessageException {
    int count = u31();
    if (count > maxElements || count > buffer.remaining()) {
      throw new MalformedMessageException("a list exceeds " + maxElements + " elements");
    }
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(element.read(this));
    }
    return list;
  }

  /** How many bytes were read. */
  public int position() {
    return buffer.position();
  }

  public int remaining() {
    return buffer.remaining();
  }

  /** Refuses trailing bytes, so that a message has one encoding. */
  public void end() throws MalformedMessageException {
    if (buffer.hasRemaining()) {
      throw new MalformedMessageException(buffer.remaining() + " bytes too many");
    }
  }

  private void need(int bytes) throws MalformedMessageException {
    if (bytes > buffer.remaining()) {
      throw new MalformedMessageException("the message is cut short");
    }
  }
}
