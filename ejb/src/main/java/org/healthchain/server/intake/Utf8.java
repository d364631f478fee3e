package org.healthchain.server.intake;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.healthchain.server.intake.Finding.Kind;

/** Decodes UTF-8 strictly: what is no UTF-8 is refused, not replaced by U+FFFD. */
final class Utf8 {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8() {}

  /**
   * The text; a byte order mark before it is no part of it.
   *
   * @throws InvalidVisitException naming the first byte that belongs to no character
   */
  static String decode(byte[] bytes) throws InvalidVisitException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    // A fresh decoder reports; only the methods of String replace.
    CoderResult end = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (end.isError()) {
      throw new InvalidVisitException(
          List.of(Finding.at(Place.DOCUMENT, Kind.NOT_UTF8, in.position() + 1)));
    }
    out.flip();
    if (out.hasRemaining() && out.get(0) == BYTE_ORDER_MARK) {
      out.get();
    }
    return out.toString();
  }
}
