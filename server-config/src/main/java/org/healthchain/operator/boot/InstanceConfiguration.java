package org.healthchain.operator.boot;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * What the launcher needs of {@code healthchain.properties}, and how the rest reaches the
 * application.
 */
final class InstanceConfiguration {
  private static final String FILE = "healthchain.properties";
  private static final String MONITOR_PORT = "healthchain.monitor.port";
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
    return value("healthchain.http.port");
  }

  String name() {
    return value("healthchain.name");
  }

  /** Commands that Payara runs before its listeners open. */
  Path writePreBootCommands(Path root) throws IOException {
    String network = "set configs.config.server-config.network-config.";
    List<String> commands = new ArrayList<>();
    commands.add(
        network
            + "network-listeners.network-listener.http-listener.address="
            + value("healthchain.http.address"));
    commands.add(
        "set configs.config.server-config.thread-pools.thread-pool.http-thread-pool"
            + ".max-thread-pool-size=32");
    if (properties.containsKey(MONITOR_PORT)) {
      commands.addAll(monitorListener(value(MONITOR_PORT).strip()));
    }
    return Files.write(root.resolve("preboot.asadmin"), commands);
  }

  /** Health and metrics on a listener of their own, on loopback, and no longer on the pages'. */
  private static List<String> monitorListener(String port) {
    return List.of(
        "create-virtual-server --hosts=127.0.0.1 --networklisteners=monitor-listener monitor",
        "create-http-listener --listeneraddress=127.0.0.1 --listenerport="
            + port
            + " --defaultvs=monitor monitor-listener",
        "set configs.config.server-config.microprofile-metrics-configuration"
            + ".virtual-servers=monitor",
        "set-microprofile-healthcheck-configuration --virtualservers=monitor");
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
    logging.setProperty("org.apache.activemq.audit.level", "OFF");
    logging.setProperty("org.apache.activemq.level", "WARNING");
    Path file = root.resolve("logging.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      logging.store(writer, null);
    }
    return file;
  }

  private String value(String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalStateException(FILE + " lacks " + key);
    }
    return value.replace("${instance}", instance.toString());
  }
}
