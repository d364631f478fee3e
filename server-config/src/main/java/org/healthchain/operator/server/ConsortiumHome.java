package org.healthchain.operator.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.healthchain.operator.ceremony.Ceremony;
import org.healthchain.operator.ceremony.ConsortiumPlan;
import org.healthchain.operator.ceremony.SecretFiles;
import org.healthchain.server.instance.InstanceDirectory;

/**
 * One consortium's directory: {@value #MARKER}, one directory a server, the demo accounts. The
 * marker is written last, so that what an interrupted founding left is recognised and removed.
 */
public final class ConsortiumHome {
  private static final String MARKER = "consortium.properties";
  private static final String LOCK = "lock";
  private static final String FOUNDING = "founding";
  private static final String SAMPLES_DUE = "sample-data-due";

  private final Path root;

  public ConsortiumHome(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  public boolean founded() {
    return Files.exists(root.resolve(MARKER));
  }

  /**
   * What a command does to the consortium.
   *
   * @param <E> what it throws
   */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    void run() throws E;
  }

  /**
   * Does the work while no other command changes the same consortium.
   *
   * @throws OperatorException if another command is working; nothing was done then
   */
  public <E extends Exception> void locked(Work<E> work) throws IOException, OperatorException, E {
    SecretFiles.createFolder(root);
    try (FileChannel channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (!lock(channel)) {
        throw OperatorException.busy(
            "Another command is working on "
                + root
                + ". Nothing was changed; try again when it has ended.");
      }
      work.run();
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held within this process
    }
  }

  /** Founds the consortium: all or nothing. The lock is held. */
  public void found(ConsortiumPlan plan, Consumer<String> progress)
      throws IOException, GeneralSecurityException {
    Path founding = root.resolve(FOUNDING);
    Folders.delete(founding);
    SecretFiles.createFolder(founding);
    new Ceremony(plan, progress).found(founding);
    try (DirectoryStream<Path> made = Files.newDirectoryStream(founding)) {
      for (Path entry : made) {
        Path target = root.resolve(entry.getFileName());
        Folders.delete(target);
        Files.move(entry, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    Files.delete(founding);
    Properties properties = new Properties();
    properties.setProperty("consortium", plan.consortium());
    properties.setProperty("institutions", Integer.toString(plan.institutions()));
    properties.setProperty("address", plan.address());
    properties.setProperty("base.port", Integer.toString(plan.basePort()));
    try (var writer = Files.newBufferedWriter(root.resolve(MARKER))) {
      properties.store(writer, "Written when the consortium was founded");
    }
  }

  /** Remembers until {@link #samplesLoaded} that the sample visits are to be loaded. */
  public void oweSamples() throws IOException {
    Files.writeString(root.resolve(SAMPLES_DUE), "");
  }

  public boolean samplesDue() {
    return Files.exists(root.resolve(SAMPLES_DUE));
  }

  public void samplesLoaded() throws IOException {
    Files.deleteIfExists(root.resolve(SAMPLES_DUE));
  }

  /**
   * As founded.
   *
   * @throws OperatorException if nothing was founded here
   */
  public ConsortiumPlan plan() throws IOException, OperatorException {
    requireFounded();
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(root.resolve(MARKER))) {
      properties.load(reader);
    }
    return new ConsortiumPlan(
        properties.getProperty("consortium"),
        Integer.parseInt(properties.getProperty("institutions")),
        properties.getProperty("address"),
        Integer.parseInt(properties.getProperty("base.port")));
  }

  /** All servers that have a directory here, those that joined later too; the manager last. */
  public List<ManagedServer> servers() throws IOException, OperatorException {
    requireFounded();
    List<ManagedServer> servers = new ArrayList<>();
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.toList()) {
        if (Files.exists(InstanceDirectory.propertiesFile(entry))) {
          servers.add(new ManagedServer(InstanceDirectory.open(entry)));
        }
      }
    }
    servers.sort(
        Comparator.comparing((ManagedServer server) -> server.instance().memberId() == 0)
            .thenComparing(server -> server.instance().memberId()));
    return servers;
  }

  /** The named ones; all if no name is given. */
  public List<ManagedServer> servers(List<String> names) throws IOException, OperatorException {
    List<ManagedServer> all = servers();
    if (names == null || names.isEmpty()) {
      return all;
    }
    List<ManagedServer> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          all.stream()
              .filter(server -> server.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new OperatorException(
                          "There is no server " + name + "; there are " + names(all) + ".")));
    }
    return chosen;
  }

  /** Deletes all of it. The lock is held and no server runs. */
  public void delete() throws IOException, OperatorException {
    requireFounded();
    Folders.delete(root);
  }

  private void requireFounded() throws OperatorException {
    if (!founded()) {
      throw new OperatorException(
          "There is no consortium in " + root + ". Found one with: consortium up");
    }
  }

  private static String names(List<ManagedServer> servers) {
    return String.join(", ", servers.stream().map(ManagedServer::name).toList());
  }
}
