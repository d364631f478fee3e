package org.healthchain.server.transaction;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads canonical encodings strictly: nothing too long, nothing out of range, nothing left over, so
 * that every value has one encoding and every encoding one value.
 */
public final class CanonicalReader {
  private final ByteBuffer in;

  public CanonicalReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  public int u8() throws MalformedEncodingException {
    need(1);
    return in.get() & 0xff;
  }

  public int u16() throws MalformedEncodingException {
    need(2);
    return in.getShort() & 0xffff;
  }

  public int u32() throws MalformedEncodingException {
    need(4);
    int value = in.getInt();
    if (value < 0) {
      throw new MalformedEncodingException(Malformation.Kind.NUMBER_RANGE);
    }
    return value;
  }

  public long u64() throws MalformedEncodingException {
    need(8);
    long value = in.getLong();
    if (value < 0) {
      throw new MalformedEncodingException(Malformation.Kind.NUMBER_RANGE);
    }
    return value;
  }

  public Hash hash() throws MalformedEncodingException {
    return Hash.of(raw(Hash.BYTES));
  }

  public byte[] raw(int length) throws MalformedEncodingException {
    need(length);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  public Opaque bytes16(int maximumBytes) throws MalformedEncodingException {
    return Opaque.of(raw(bounded(u16(), maximumBytes)));
  }

  public byte[] bytes32(int maximumBytes) throws MalformedEncodingException {
    return raw(bounded(u32(), maximumBytes));
  }

  public String text(int maximumBytes) throws MalformedEncodingException {
    byte[] encoded = raw(bounded(u16(), maximumBytes));
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(encoded))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedEncodingException(Malformation.Kind.NOT_UTF8);
    }
  }

  /** A count of things that follow, at most {@code maximum}. */
  public int count16(int maximum) throws MalformedEncodingException {
    return bounded(u16(), maximum);
  }

  public void version(int expected) throws MalformedEncodingException {
    int version = u8();
    if (version != expected) {
      throw new MalformedEncodingException(Malformation.Kind.VERSION, version);
    }
  }

  /** Refuses trailing bytes. */
  public void end() throws MalformedEncodingException {
    if (in.hasRemaining()) {
      throw new MalformedEncodingException(Malformation.Kind.BYTES_LEFT, in.remaining());
    }
  }

  private static int bounded(int value, int maximum) throws MalformedEncodingException {
    if (value > maximum) {
      throw new MalformedEncodingException(Malformation.Kind.ABOVE_LIMIT, value, maximum);
    }
    return value;
  }

  private void need(int length) throws MalformedEncodingException {
    if (in.remaining() < length) {
      throw new MalformedEncodingException(Malformation.Kind.ENDS_EARLY);
    }
  }
}
