package org.healthchain.operator.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Payara's working folder of one server, made anew from the template at every boot: {@code
 * domain.xml} remembers deployments, and a remembered one would be deployed again too early.
 */
record RuntimeFolder(Path template, Path folder) {

  Path renew() throws IOException {
    delete();
    try (Stream<Path> sources = Files.walk(template)) {
      sources.forEach(this::copy);
    }
    return folder;
  }

  private void copy(Path source) {
    try {
      Files.copy(source, folder.resolve(template.relativize(source).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
