package org.healthchain.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A connection from outside on which bytes are sent as an attacker likes. */
final class Stranger implements AutoCloseable {
  private static final int ANSWER_MILLIS = 10_000;
  private final Socket socket;

  Stranger(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(ANSWER_MILLIS);
  }

  /** Whether they could be sent; the server may have gone. */
  boolean says(String bytes) {
    return says(bytes.getBytes(ISO_8859_1));
  }

  boolean says(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the server ends the connection, perhaps after an answer, within that time. */
  boolean isCutWithin(int millis) throws IOException {
    socket.setSoTimeout(Math.max(1, millis));
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Whether the server says anything within that time. */
  boolean answersWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** The answer's head; what came of it if the connection was cut, or nothing in ten seconds. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    try {
      while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int value = socket.getInputStream().read();
        if (value < 0) {
          break;
        }
        head.write(value);
      }
    } catch (IOException e) {
      return head.toString(ISO_8859_1);
    }
    return head.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
