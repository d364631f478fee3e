package org.healthchain.operator.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tries ports before anything is started on them. */
public final class FreePorts {
  private FreePorts() {}

  /**
   * @throws OperatorException if somebody listens there
   */
  public static void requireFree(String server, String host, int port)
      throws IOException, OperatorException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (BindException e) {
      throw OperatorException.portTaken(
          "Port "
              + port
              + " ("
              + server
              + ") is in use by another program. Nothing was started. Stop that program, or found"
              + " a consortium on other ports with --base-port.");
    }
  }
}
