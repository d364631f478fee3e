package org.healthchain.operator.boot;

import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.operator.front.FrontDoor;
import org.healthchain.operator.front.FrontLimits;

/**
 * Main class of one server's process: {@code java -jar server.jar INSTANCE_DIRECTORY}.
 *
 * <p>Stock Payara Micro refuses enterprise archives. With the EAR deployer of the full Payara
 * Server on the class path it accepts them, but only by a {@code deploy} after the boot: from a
 * post-boot file the summary that Micro prints fails on a multi-module application and ends the
 * process.
 */
public final class ServerMain {
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_USAGE = 2;
  private static final String APPLICATION = "healthchain";

  /** Archive or folder to deploy in place of {@code healthchain.ear}; for development. */
  private static final String APPLICATION_FILE = "healthchain.application";

  /** Order file of {@link Redeployments}; for development. */
  private static final String REDEPLOY_ORDER = "healthchain.redeploy.order";

  private ServerMain() {}

  /**
   * Boots the server and returns when the application runs; the JVM lives on until it is stopped.
   */
  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("usage: java -jar server.jar INSTANCE_DIRECTORY");
      System.exit(EXIT_USAGE);
    }
    try {
      boot(Path.of(args[0]).toAbsolutePath().normalize());
    } catch (Exception e) {
      Logger.getLogger(ServerMain.class.getName()).log(Level.SEVERE, "The server did not start", e);
      System.exit(EXIT_FAILED);
    }
  }

  private static void boot(Path instance)
      throws IOException, URISyntaxException, ReflectiveOperationException {
    Path home = home();
    InstanceConfiguration configuration = InstanceConfiguration.load(instance);
    configuration.publish();
    Path root = new RuntimeFolder(home.resolve("template"), instance.resolve("run")).renew();
    System.setProperty(
        "fish.payara.micro.BootJar", home.resolve("launch-micro.jar").toUri().toString());
    System.setProperty("fish.payara.micro.UnpackDir", home.toString());
    PayaraMicroBoot micro =
        createMicro(
            "--rootdir",
            root.toString(),
            "--port",
            configuration.httpPort(),
            "--prebootcommandfile",
            configuration.writePreBootCommands(root).toString(),
            "--logproperties",
            configuration.writeLogging(root).toString(),
            "--name",
            configuration.name(),
            "--nohazelcast",
            "--disablephonehome");
    FrontDoor door = new FrontDoor(FrontLimits.of(configuration.crowd()));
    door.standIn(PagesListener.transport());
    PayaraMicroRuntime runtime = micro.getRuntime();
    String ear = home.resolve("healthchain.ear").toString();
    File application = new File(System.getProperty(APPLICATION_FILE, ear));
    if (!deploy(runtime, application)) {
      throw new IOException("the application was not deployed; the log above tells why");
    }
    if (!door.standsIn(PagesListener.transport())) {
      throw new IllegalStateException("Payara has replaced the pages' listener");
    }
    String order = System.getProperty(REDEPLOY_ORDER);
    if (order != null) {
      new Redeployments(() -> redeploy(runtime, application), Path.of(order)).watch();
    }
  }

  /** What Payara's deploy returns does not tell: a failure is logged and swallowed. */
  private static boolean deploy(PayaraMicroRuntime runtime, File application) {
    runtime.deploy(APPLICATION, "/", application);
    return runtime.getDeployedApplicationNames().contains(APPLICATION);
  }

  private static boolean redeploy(PayaraMicroRuntime runtime, File application) {
    runtime.undeploy(APPLICATION);
    return deploy(runtime, application);
  }

  /**
   * The factory lies in Payara's runtime folder, which no artifact on the compile path contains.
   */
  private static PayaraMicroBoot createMicro(String... options)
      throws ReflectiveOperationException {
    return (PayaraMicroBoot)
        Class.forName("fish.payara.micro.impl.PayaraMicroImpl")
            .getMethod("create", String[].class)
            .invoke(null, (Object) options);
  }

  /** The folder that holds {@code server.jar}. */
  private static Path home() throws URISyntaxException {
    return Path.of(ServerMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolve("..")
        .normalize();
  }
}
