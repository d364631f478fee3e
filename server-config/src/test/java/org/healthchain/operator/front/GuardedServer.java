package org.healthchain.operator.front;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * Grizzly on loopback behind a front door, with three workers. It refuses what the door wants
 * refused, and else answers with how many bytes of the body it read; it reads none under {@code
 * /unread}.
 */
final class GuardedServer implements AutoCloseable {
  static final int BODY_BYTES = 64 * 1024;
  static final int BODIES_BYTES = 4 * BODY_BYTES;
  static final int UPLOAD_BYTES = 1024 * 1024;
  static final int PER_ADDRESS = 12;
  static final long REQUEST_MILLIS = 2_500;
  private static final int WORKERS = 3;

  private final HttpServer server = new HttpServer();
  private final NetworkListener listener = new NetworkListener("pages", "127.0.0.1", 0);
  private final FrontDoor door;

  GuardedServer(Set<InetAddress> proxies) throws IOException {
    listener
        .getTransport()
        .setWorkerThreadPoolConfig(
            ThreadPoolConfig.defaultConfig().setCorePoolSize(WORKERS).setMaxPoolSize(WORKERS));
    server.addListener(listener);
    server.getServerConfiguration().addHttpHandler(new Counting(), "/");
    server.start();
    door =
        new FrontDoor(
            new FrontLimits(
                new FrontLimits.Times(REQUEST_MILLIS, 3_000, 10_000, 2_000),
                new FrontLimits.Room(BODY_BYTES, BODIES_BYTES, UPLOAD_BYTES, 2),
                new FrontLimits.Crowd(PER_ADDRESS, 100, proxies)));
    door.standIn(transport());
  }

  Transport transport() {
    return listener.getTransport();
  }

  FrontDoor door() {
    return door;
  }

  /** A connection on which these bytes were sent; reading it gives up after ten seconds. */
  Socket send(String bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.getPort());
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    return socket;
  }

  /** What the server still says on that connection, up to its end. */
  static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  /** What it answers to a request that asks for the connection's end. */
  String ask(String request) throws IOException {
    try (Socket socket = send(request)) {
      return rest(socket);
    }
  }

  static String post(String path, int length, String more) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
        + more
        + "Content-Length: "
        + length
        + "\r\n\r\n";
  }

  @Override
  public void close() {
    server.shutdownNow();
    door.close();
  }

  private static final class Counting extends HttpHandler {
    @Override
    public void service(Request request, Response response) throws IOException {
      String refused = request.getHeader(FrontDoor.REFUSED);
      if (refused != null) {
        response.setStatus(Integer.parseInt(refused));
        return;
      }
      int bytes =
          request.getRequestURI().startsWith("/unread")
              ? 0
              : request.getInputStream().readAllBytes().length;
      response.getWriter().write("read " + bytes);
    }
  }
}
