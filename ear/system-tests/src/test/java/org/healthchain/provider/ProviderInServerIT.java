package org.healthchain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An EJB installs the provider, signs through {@code java.security.Signature}, goes, and comes
 * again in a new class loader of the same Payara Micro. (Arquillian's container starts a process
 * for every deployment, so that it could not show this.)
 */
class ProviderInServerIT {
  private static final long PATIENCE_MINUTES = 10;
  private static final String LIBRARIES = "(crypto-jca-provider|bcprov-|jblst-|jna-).*\\.jar";
  private static final String ALL_WORKED =
      " signed=true changed=false opened=true curve=blst provider=HealthChain newest=true";

  private final Path dist = Path.of(System.getProperty("healthchain.test.dist"));

  @TempDir private Path folder;

  /** Provider, Bouncy Castle and native library are loaded anew with every deployment. */
  @Test
  void worksInsideTheArchiveAndLeavesNoClassLoaderBehind() throws Exception {
    List<String> seen = run(archive().addAsLibraries(libraries()), List.of());
    assertEverythingWorked(seen);
    assertThat(seen)
        .as("what nobody takes out stays until the next installs its own")
        .contains("forgetful provider gone false");
  }

  /** They are loaded once, with the server; applications come and go. */
  @Test
  void worksBesideTheServerAndLeavesNoClassLoaderBehind() throws Exception {
    assertEverythingWorked(run(archive(), List.of(libraries())));
  }

  private static void assertEverythingWorked(List<String> seen) {
    assertThat(seen)
        .contains("security" + ALL_WORKED, "install" + ALL_WORKED, "forgetful" + ALL_WORKED, "END")
        .contains("security provider gone true", "install provider gone true")
        .contains(
            "security loader gone true", "install loader gone true", "forgetful loader gone true");
    assertThat(seen.stream().filter(("install" + ALL_WORKED)::equals)).hasSize(2);
  }

  private static WebArchive archive() {
    return ShrinkWrap.create(WebArchive.class, "signing.war")
        .addClasses(InstallingEjb.class, SigningEjb.class, SigningServlet.class)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  private File[] libraries() {
    return dist.resolve("ext").toFile().listFiles((parent, name) -> name.matches(LIBRARIES));
  }

  private List<String> run(WebArchive archive, List<File> besideTheServer) throws Exception {
    Path war = folder.resolve("signing.war");
    archive.as(ZipExporter.class).exportTo(war.toFile());
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command(war, besideTheServer))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(output).stream()
        .filter(line -> line.matches("(security|install|forgetful|END|Exception|Caused).*"))
        .toList();
  }

  private List<String> command(Path war, List<File> besideTheServer) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Soft references, such as the platform's cache of certificates, are no leaks.
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=0"));
    try (JarFile jar = new JarFile(dist.resolve("server.jar").toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      for (String exported : manifest.getValue("Add-Exports").split(" ")) {
        command.add("--add-exports=" + exported + "=ALL-UNNAMED");
      }
      for (String opened : manifest.getValue("Add-Opens").split(" ")) {
        command.add("--add-opens=" + opened + "=ALL-UNNAMED");
      }
    }
    List<String> path = new ArrayList<>();
    path.add(dist.resolve("launch-micro.jar").toString());
    besideTheServer.forEach(library -> path.add(library.toString()));
    path.add(ownClasses().toString());
    command.addAll(List.of("-cp", String.join(File.pathSeparator, path)));
    command.add(RedeployingServer.class.getName());
    command.add(dist.toString());
    command.add(workingFolder().toString());
    command.add(Integer.toString(freePort()));
    command.add(war.toString());
    return command;
  }

  /** The main class alone: what else stood here, the application would not load anew. */
  private Path ownClasses() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String name = RedeployingServer.class.getName().replace('.', '/') + ".class";
    Path target = classes.resolve(name);
    Files.createDirectories(target.getParent());
    try (var in = RedeployingServer.class.getClassLoader().getResourceAsStream(name)) {
      Files.copy(in, target);
    }
    return classes;
  }

  private Path workingFolder() throws IOException {
    Path template = dist.resolve("template");
    Path working = folder.resolve("run");
    try (Stream<Path> files = Files.walk(template)) {
      for (Path file : files.toList()) {
        Files.copy(file, working.resolve(template.relativize(file).toString()));
      }
    }
    return working;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
