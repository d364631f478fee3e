package org.healthchain.server.instance;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Properties;
import org.healthchain.server.transaction.MalformedEncodingException;

/**
 * Everything of one server in one directory: {@code healthchain.properties}, {@code genesis.bin},
 * {@code keystore.p12} and {@code truststore.p12} with the password of both in {@code
 * keystore.password}, {@code accounts.txt}, {@code data/}, {@code logs/}. Files with secrets have
 * mode 0600.
 */
public final class InstanceDirectory {
  /** System property (or MicroProfile Config entry) that names the directory. */
  public static final String PROPERTY = "healthchain.instance.directory";

  private static final String DURABILITY_PROPERTY = "healthchain.durability";
  private static final String DEFAULT_COVER_INTERVAL_MILLIS = "50";

  /** Above this a transaction would wait for seconds at each relay. */
  private static final long MAX_COVER_INTERVAL_MILLIS = 1_000;

  private final Path root;

  /** The monitor's port lies so far above that of the pages unless it is configured. */
  public static final int MONITOR_OFFSET = 600;

  private final Properties properties;

  private InstanceDirectory(Path root, Properties properties) {
    this.root = root;
    this.properties = properties;
  }

  public static InstanceDirectory open(Path root) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(propertiesFile(root))) {
      properties.load(reader);
    }
    return new InstanceDirectory(root, properties);
  }

  /**
   * The directory of the server that this code runs in.
   *
   * @throws IllegalStateException if {@value #PROPERTY} is not set
   */
  public static InstanceDirectory current() throws IOException {
    String directory = System.getProperty(PROPERTY);
    if (directory == null) {
      throw new IllegalStateException(PROPERTY + " is not set: which server is this?");
    }
    return open(Path.of(directory));
  }

  public static Path propertiesFile(Path root) {
    return root.resolve("healthchain.properties");
  }

  public Path root() {
    return root;
  }

  /** Short name, also the directory's name: {@code institution-1}, {@code manager}. */
  public String name() {
    return property("healthchain.name");
  }

  public ServerRole role() {
    return ServerRole.ofPropertyValue(property("healthchain.role"));
  }

  /** Member id, positive; {@link Genesis#MANAGER_ID} for the manager. */
  public int memberId() {
    return Integer.parseInt(property("healthchain.member.id"));
  }

  /** Where the server's pages and REST endpoints are. */
  public String httpAddress() {
    return "http://" + httpHost() + ":" + httpPort();
  }

  /** Name for people, such as the hospital's. */
  public String displayName() {
    return property("healthchain.display.name");
  }

  public String httpHost() {
    return property("healthchain.http.address");
  }

  public int httpPort() {
    return Integer.parseInt(property("healthchain.http.port"));
  }

  /** Health and metrics, on loopback. */
  public int monitorPort() {
    String port = properties.getProperty("healthchain.monitor.port");
    return port == null ? httpPort() + MONITOR_OFFSET : Integer.parseInt(port.strip());
  }

  /** Address that the broker's acceptor binds. */
  public String brokerHost() {
    return property("healthchain.broker.address");
  }

  public int brokerPort() {
    return Integer.parseInt(property("healthchain.broker.port"));
  }

  /**
   * Cover traffic: a hop in every so many milliseconds, real or dummy; 0 for none. All institutions
   * had better have the same.
   */
  public long coverIntervalMillis() {
    String key = "healthchain.cover.interval.millis";
    String value =
        System.getProperty(key, properties.getProperty(key, DEFAULT_COVER_INTERVAL_MILLIS));
    long millis = Long.parseLong(value);
    if (millis < 0 || millis > MAX_COVER_INTERVAL_MILLIS) {
      throw new IllegalStateException(key + " is 0 to " + MAX_COVER_INTERVAL_MILLIS);
    }
    return millis;
  }

  /** JDBC address of the server's database. */
  public String databaseUrl() {
    return property("healthchain.database.url").replace("${instance}", root.toString());
  }

  public String databaseUser() {
    return property("healthchain.database.user");
  }

  public String databasePassword() {
    return property("healthchain.database.password");
  }

  public Path genesisFile() {
    return root.resolve("genesis.bin");
  }

  /** {@link KnownPeers} of a server that was admitted later. */
  public Path knownPeersFile() {
    return root.resolve("peers.bin");
  }

  public Path keyStoreFile() {
    return root.resolve("keystore.p12");
  }

  /** Holds the certificate of the consortium's authority; same password. */
  public Path trustStoreFile() {
    return root.resolve("truststore.p12");
  }

  public Path passwordFile() {
    return root.resolve("keystore.password");
  }

  public Path accountsFile() {
    return root.resolve("accounts.txt");
  }

  public Path data() {
    return root.resolve("data");
  }

  /**
   * What the replica's votes survive: {@code power-failure} or {@code process-end}, {@code
   * healthchain.durability}; the former if nothing is said.
   */
  public String durability() {
    return System.getProperty(
        DURABILITY_PROPERTY, properties.getProperty(DURABILITY_PROPERTY, "power-failure"));
  }

  /** Counts the replica's starts; lies with the keys, not with the data. */
  public Path startMarker() {
    return root.resolve("replica.start");
  }

  /** A recovery that the server appends when it starts, if its ledger ends just before it. */
  public Path sealedRecovery() {
    return root.resolve("recovery.sealed");
  }

  /** What the operator has said and done in recoveries; lies with the keys, not with the data. */
  public Path recoveries() {
    return root.resolve("recovery");
  }

  /** Of the PBFT replica. */
  public Path voteLog() {
    return data().resolve("votes");
  }

  /** Journal, bindings, paging of the broker. */
  public Path brokerData() {
    return data().resolve("broker");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /**
   * Reads the genesis and checks the manager's signature.
   *
   * @throws IOException if there is none, or it is not what the manager signed
   */
  public Genesis genesis() throws IOException {
    return genesis(genesisFile());
  }

  /** As {@link #genesis()}, of a genesis file without a server. */
  public static Genesis genesis(Path file) throws IOException {
    try {
      Genesis genesis = Genesis.decode(Files.readAllBytes(file));
      if (!genesis.verify()) {
        throw new IOException(file + ": the manager's signature does not verify");
      }
      return genesis;
    } catch (MalformedEncodingException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  public char[] keyStorePassword() throws IOException {
    return Files.readString(passwordFile()).strip().toCharArray();
  }

  public InstanceKeyStore keyStore() throws IOException, GeneralSecurityException {
    return InstanceKeyStore.load(keyStoreFile(), keyStorePassword());
  }

  private String property(String key) {
    String value = System.getProperty(key, properties.getProperty(key));
    if (value == null) {
      throw new IllegalStateException(propertiesFile(root) + " lacks " + key);
    }
    return value;
  }
}
