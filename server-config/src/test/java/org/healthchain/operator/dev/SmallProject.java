package org.healthchain.operator.dev;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.healthchain.operator.server.Distribution;

/** Sources of a service and of what uses it, with what an older build made. */
final class SmallProject {
  private static final byte[] SOMETHING = {1};

  private final Path root;
  private final Path dist;

  /**
   * @param folder below which all is made
   */
  SmallProject(Path folder) throws IOException {
    root = folder.resolve("project");
    dist = folder.resolve("dist");
    service(1);
    source(
        "web/src/main/java/User.java",
        "class User { int use() { return new Service().answer(); } }");
    for (String pom : new String[] {"pom.xml", "ejb/pom.xml", "web/pom.xml"}) {
      source(pom, "<project/>");
    }
    Files.createDirectories(dist.resolve("ext"));
    Files.createDirectories(dist.resolve("runtime"));
    Files.write(
        dist.resolve("healthchain.ear"),
        zip(
            Map.of(
                "META-INF/application.xml",
                SOMETHING,
                "healthchain-ejb.jar",
                zip(Map.of("META-INF/persistence.xml", SOMETHING, "Old.class", SOMETHING)),
                "healthchain-web.war",
                zip(Map.of("index.xhtml", SOMETHING, "WEB-INF/classes/Old.class", SOMETHING)))));
    Files.createFile(dist.resolve("built"));
    builtAt(Instant.now());
  }

  void builtAt(Instant time) throws IOException {
    Files.setLastModifiedTime(dist.resolve("built"), FileTime.from(time));
  }

  Path root() {
    return root;
  }

  Distribution distribution() {
    return new Distribution(dist);
  }

  /** The service with this answer. */
  Path service(int answer) throws IOException {
    return source(
        "ejb/src/main/java/Service.java",
        "class Service { int answer() { return " + answer + "; } }");
  }

  Path brokenService() throws IOException {
    return source("ejb/src/main/java/Service.java", "class Service { int answer() { gone(); } }");
  }

  Path source(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
