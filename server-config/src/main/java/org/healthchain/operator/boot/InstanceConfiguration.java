package org.healthchain.operator.boot;

import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.healthchain.operator.front.FrontLimits;

/**
 * What the launcher needs of {@code healthchain.properties}, and how the rest reaches the
 * application.
 */
final class InstanceConfiguration {
  private static final String FILE = "healthchain.properties";

  /** So begins the name of the virtual server for health and metrics; web knows it. */
  private static final String MONITOR = "monitor-";

  private static final String MONITOR_PORT = "healthchain.monitor.port";
  private static final String HTTP_PORT = "healthchain.http.port";

  /** The monitor's port lies so far above that of the pages unless it is configured. */
  private static final int MONITOR_OFFSET = 600;

  private static final String PROXIES = "healthchain.http.proxies";
  private static final String CONNECTIONS_PER_ADDRESS = "healthchain.http.connections.per.address";
  private static final String DEFAULT_CONNECTIONS_PER_ADDRESS = "100";
  private static final int CONNECTIONS = 2_000;

  /** How long a thread waits for one piece to come or to go. */
  private static final int STALL_MILLIS = 10_000;

  private static final int LOG_FILE_BYTES = 5_000_000;
  private static final int LOG_FILES = 4;

  /** Time with zone, level, logger, message, trace. */
  private static final String LINE_FORMAT = "%1$tFT%1$tT.%1$tL%1$tz %4$-7s %3$s: %5$s%6$s%n";

  private final Path instance;
  private final Properties properties;

  private InstanceConfiguration(Path instance, Properties properties) {
    this.instance = instance;
    this.properties = properties;
  }

  static InstanceConfiguration load(Path instance) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(instance.resolve(FILE))) {
      properties.load(reader);
    }
    properties.setProperty("healthchain.instance.directory", instance.toString());
    return new InstanceConfiguration(instance, properties);
  }

  /**
   * Makes every entry a system property, which MicroProfile Config reads. One that the command line
   * or the environment sets already keeps that value; {@code ${instance}} stands for the directory.
   */
  void publish() {
    for (String key : properties.stringPropertyNames()) {
      String variable = key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
      if (System.getProperty(key) == null && System.getenv(variable) == null) {
        System.setProperty(key, value(key));
      }
    }
  }

  String httpPort() {
    return value(HTTP_PORT);
  }

  /** Who may come: {@value #PROXIES} (IP addresses, with commas) and how many from elsewhere. */
  FrontLimits.Crowd crowd() throws UnknownHostException {
    Set<InetAddress> proxies = new HashSet<>();
    for (String proxy : setting(PROXIES, "").split(",", -1)) {
      if (!proxy.isBlank()) {
        proxies.add(InetAddress.getByName(proxy.strip()));
      }
    }
    int perAddress =
        Integer.parseInt(setting(CONNECTIONS_PER_ADDRESS, DEFAULT_CONNECTIONS_PER_ADDRESS).strip());
    return new FrontLimits.Crowd(perAddress, CONNECTIONS, proxies);
  }

  String name() {
    return value("healthchain.name");
  }

  /** Commands that Payara runs before its listeners open. */
  Path writePreBootCommands(Path root) throws IOException {
    String network = "set configs.config.server-config.network-config.";
    String pages = network + "protocols.protocol.http-listener.http.";
    List<String> commands = new ArrayList<>();
    commands.add(
        network
            + "network-listeners.network-listener.http-listener.address="
            + value("healthchain.http.address"));
    // HTTP/2 would carry many requests on a connection that counts as one, Comet nobody uses.
    commands.add(pages + "http2-enabled=false");
    commands.add(pages + "comet-support-enabled=false");
    commands.add(pages + "server-header=false");
    // Of whoever does not read what he asked for, or sends an upload slowly.
    commands.add(network + "transports.transport.tcp.write-timeout-millis=" + STALL_MILLIS);
    commands.add(network + "transports.transport.tcp.read-timeout-millis=" + STALL_MILLIS);
    commands.add(
        "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool"
            + ".max-thread-pool-size=32");
    int offset = Integer.parseInt(httpPort().strip()) + MONITOR_OFFSET;
    commands.addAll(monitorListener(setting(MONITOR_PORT, Integer.toString(offset)).strip()));
    return Files.write(root.resolve("preboot.asadmin"), commands);
  }

  /**
   * Health and metrics on a listener and threads of their own, on loopback, and no longer on the
   * pages': what crowds these does not keep a monitor from asking.
   */
  private static List<String> monitorListener(String port) {
    // A request that names a virtual server as its host ends in an exception of Payara.
    String name = MONITOR + new BigInteger(64, new SecureRandom());
    return List.of(
        "create-threadpool --maxthreadpoolsize=4 --minthreadpoolsize=1 monitor-thread-pool",
        "create-virtual-server --hosts=127.0.0.1 --networklisteners=monitor-listener " + name,
        "create-http-listener --listeneraddress=127.0.0.1 --listenerport="
            + port
            + " --defaultvs="
            + name
            + " monitor-listener",
        "set configs.config.server-config.network-config.network-listeners.network-listener"
            + ".monitor-listener.thread-pool=monitor-thread-pool",
        "set configs.config.server-config.network-config.protocols.protocol.monitor-listener.http"
            + ".server-header=false",
        "set configs.config.server-config.network-config.protocols.protocol.monitor-listener.http"
            + ".xpowered-by=false",
        "set configs.config.server-config.network-config.protocols.protocol.monitor-listener.http"
            + ".http2-enabled=false",
        "set configs.config.server-config.microprofile-metrics-configuration"
            + ".virtual-servers="
            + name,
        "set-microprofile-healthcheck-configuration --virtualservers=" + name);
  }

  /** Payara's levels, but into rotating files of bounded size instead of the console. */
  Path writeLogging(Path root) throws IOException {
    Path logs = Files.createDirectories(instance.resolve("logs"));
    Properties logging = new Properties();
    try (Reader reader = Files.newBufferedReader(root.resolve("config/logging.properties"))) {
      logging.load(reader);
    }
    String handler = "java.util.logging.FileHandler";
    logging.setProperty("handlers", handler);
    logging.setProperty(handler + ".pattern", logs.resolve("server.%g.log").toString());
    logging.setProperty(handler + ".limit", Integer.toString(LOG_FILE_BYTES));
    logging.setProperty(handler + ".count", Integer.toString(LOG_FILES));
    logging.setProperty(handler + ".append", "true");
    logging.setProperty(handler + ".formatter", "java.util.logging.SimpleFormatter");
    // Micro brings certificate authorities that have expired and warns of each, at every start.
    logging.setProperty("javax.enterprise.system.security.ssl.level", "SEVERE");
    logging.setProperty("jakarta.enterprise.ejb.container.level", "WARNING");
    logging.setProperty("java.util.logging.SimpleFormatter.format", LINE_FORMAT);
    // A trace for each request that is no HTTP would let anybody fill the log.
    logging.setProperty("org.glassfish.grizzly.filterchain.DefaultFilterChain.level", "SEVERE");
    logging.setProperty("org.apache.activemq.audit.level", "OFF");
    logging.setProperty("org.apache.activemq.level", "WARNING");
    Path file = root.resolve("logging.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      logging.store(writer, null);
    }
    return file;
  }

  /** What the command line, the environment or the file says, as for the application. */
  private String setting(String key, String otherwise) {
    String environment =
        System.getenv(key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
    return System.getProperty(key, environment == null ? otherwise : environment);
  }

  private String value(String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalStateException(FILE + " lacks " + key);
    }
    return value.replace("${instance}", instance.toString());
  }
}
