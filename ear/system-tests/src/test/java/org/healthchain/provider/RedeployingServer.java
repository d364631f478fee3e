package org.healthchain.provider;

import static org.healthchain.provider.InstallingEjb.BY_INSTALL;
import static org.healthchain.provider.InstallingEjb.BY_SECURITY;
import static org.healthchain.provider.InstallingEjb.FORGETFUL;

import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import java.io.File;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Main class of a process of its own: a Payara Micro that deploys the same application several
 * times, each with its own manner of installing the provider, and tells what it saw.
 *
 * <p>Arguments: home of Payara's runtime, working folder, HTTP port, archive.
 */
public final class RedeployingServer {
  private static final String APPLICATION = "signing";
  private static final int COLLECTIONS = 60;
  private static final long PAUSE_MILLIS = 1_500;

  private final PrintStream out = System.out;
  private final PayaraMicroRuntime runtime;
  private final URI work;
  private final File archive;

  private RedeployingServer(PayaraMicroRuntime runtime, int port, File archive) {
    this.runtime = runtime;
    this.work = URI.create("http://127.0.0.1:" + port + "/" + APPLICATION + "/work");
    this.archive = archive;
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Path root = Path.of(arguments[1]);
    int port = Integer.parseInt(arguments[2]);
    Path loopback =
        Files.writeString(
            root.resolve("preboot.asadmin"),
            "set configs.config.server-config.network-config.network-listeners"
                + ".network-listener.http-listener.address=127.0.0.1\n");
    System.setProperty(
        "fish.payara.micro.BootJar", home.resolve("launch-micro.jar").toUri().toString());
    System.setProperty("fish.payara.micro.UnpackDir", home.toString());
    String[] options = {
      "--rootdir",
      root.toString(),
      "--port",
      Integer.toString(port),
      "--nohazelcast",
      "--disablephonehome",
      "--prebootcommandfile",
      loopback.toString()
    };
    PayaraMicroBoot micro =
        (PayaraMicroBoot)
            Class.forName("fish.payara.micro.impl.PayaraMicroImpl")
                .getMethod("create", String[].class)
                .invoke(null, (Object) options);
    RedeployingServer server =
        new RedeployingServer(micro.getRuntime(), port, new File(arguments[3]));
    server.run();
    System.exit(0);
  }

  /**
   * Whether class loaders are gone is asked when the last application has done its work: the JDK
   * itself keeps the last one of whom it compared records (JDK 17, the cache of a method handle in
   * java.lang.runtime.ObjectMethods), and only that.
   */
  private void run() throws Exception {
    Map<String, Reference<?>> left = new LinkedHashMap<>();
    for (String manner : List.of(BY_SECURITY, BY_INSTALL, FORGETFUL)) {
      left.put(manner, deploy(manner));
      undeploy(manner);
    }
    deploy(BY_INSTALL);
    for (Map.Entry<String, Reference<?>> one : left.entrySet()) {
      out.println(one.getKey() + " loader gone " + isCollected(one.getValue()));
    }
    undeploy(BY_INSTALL);
    out.println("END");
  }

  private Reference<?> deploy(String manner) throws Exception {
    System.setProperty(InstallingEjb.MANNER, manner);
    runtime.deploy(APPLICATION, APPLICATION, archive);
    HttpClient client = HttpClient.newHttpClient();
    String answer =
        client.send(HttpRequest.newBuilder(work).build(), BodyHandlers.ofString()).body();
    out.println(manner + " " + answer);
    return (Reference<?>) System.getProperties().get(InstallingEjb.LOADER);
  }

  private void undeploy(String manner) {
    runtime.undeploy(APPLICATION);
    out.println(manner + " provider gone " + (Security.getProvider("HealthChain") == null));
  }

  /** JNA's cleaner thread takes half a minute to end after its last work. */
  private static boolean isCollected(Reference<?> loader) throws InterruptedException {
    for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(PAUSE_MILLIS);
    }
    return loader.get() == null;
  }
}
