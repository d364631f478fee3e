package org.healthchain.redeployment;

import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.healthchain.operator.boot.ServerMain;

/**
 * Runs in a server's process: starts the server as the launcher does, then takes the application
 * down and up again, and tells on standard output what was left behind.
 *
 * <p>Arguments: the instance's directory, the EAR, the broker's port, how often, the port of the
 * pages, the port of the monitor.
 */
public final class RedeployMain {
  private static final String APPLICATION = "healthchain";
  private static final int PATIENCE_SECONDS = 40;

  private final PrintStream out = System.out;
  private final PayaraMicroRuntime runtime;
  private final File ear;
  private final int brokerPort;

  private RedeployMain(PayaraMicroRuntime runtime, File ear, int brokerPort) {
    this.runtime = runtime;
    this.ear = ear;
    this.brokerPort = brokerPort;
  }

  public static void main(String[] arguments) throws Exception {
    ServerMain.main(new String[] {arguments[0]});
    PayaraMicroBoot micro =
        (PayaraMicroBoot)
            Class.forName("fish.payara.micro.impl.PayaraMicroImpl")
                .getMethod("getInstance")
                .invoke(null);
    RedeployMain process =
        new RedeployMain(
            micro.getRuntime(), new File(arguments[1]), Integer.parseInt(arguments[2]));
    for (int round = Integer.parseInt(arguments[3]); round > 0; round--) {
      process.redeploy();
    }
    process.out.println("PAGES health " + status(arguments[4], "/health/ready"));
    process.out.println("PAGES metrics " + status(arguments[4], "/metrics"));
    process.out.println("MONITOR health " + status(arguments[5], "/health/ready"));
    process.out.println("MONITOR metrics " + status(arguments[5], "/metrics"));
    process.out.println("END");
    System.exit(0);
  }

  private void redeploy() throws Exception {
    long start = System.nanoTime();
    runtime.undeploy(APPLICATION);
    out.println("UNDEPLOYED in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    out.println("PORT free " + portIsFree());
    out.println("THREADS left " + threadsThatStay());
    start = System.nanoTime();
    runtime.deploy(APPLICATION, "/", ear);
    out.println("DEPLOYED in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    out.println("REPLICA runs " + replicaThread().isAlive());
  }

  private static int status(String port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static Thread replicaThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("replica-[0-9]+"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no replica runs"));
  }

  private boolean portIsFree() {
    try (ServerSocket socket = new ServerSocket(brokerPort, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The broker's network threads take some seconds to end. */
  private static Set<String> threadsThatStay() throws Exception {
    Set<String> left = applicationThreads();
    for (int i = 0; i < PATIENCE_SECONDS && !left.isEmpty(); i++) {
      Thread.sleep(1_000);
      left = applicationThreads();
    }
    return left;
  }

  /** Those of the application and of its broker. */
  private static Set<String> applicationThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().matches("(hc-|replica-|activemq|ActiveMQ|Thread-.*activemq).*"))
        .map(Thread::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
