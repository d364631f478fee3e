package org.healthchain.consensus.loopback;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on loopback: stands where a server's peers believe it to be, and passes on to where
 * it is. Cut, it drops its connections and takes no new ones until it is healed.
 */
public final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket();
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  /** At a port that is free. */
  public CuttingProxy(int target) throws IOException {
    this(0, target);
  }

  /**
   * @param port to listen at; 0 for one that is free
   * @param target port of the server behind
   */
  public CuttingProxy(int port, int target) throws IOException {
    this.target = target;
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    daemon(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public void cut() {
    cut = true;
    sockets.forEach(CuttingProxy::closeQuietly);
  }

  public void heal() {
    cut = false;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        daemon(() -> connect(client));
      } catch (IOException e) {
        // Closed, or out of descriptors for a moment: the peers try again.
        Thread.onSpinWait();
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      sockets.add(client);
      sockets.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      if (!cut) {
        daemon(() -> pump(server, client));
        pump(client, server);
      }
    } catch (IOException e) {
      // The server is not up: the client sees its connection closed and tries again.
      closeQuietly(client);
    } finally {
      sockets.removeIf(Socket::isClosed);
    }
  }

  private static void pump(Socket from, Socket to) {
    byte[] buffer = new byte[16_384];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      // Either side is gone, and so is the other.
      closeQuietly(from);
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was closed already.
      Thread.onSpinWait();
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
