package org.healthchain.operator.dev;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthchain.operator.server.Distribution;

/**
 * The application as a folder, from which several servers run at once: its pages are read from
 * there at each request, its classes when it is deployed.
 */
final class UnpackedApplication {
  private final Distribution distribution;
  private final Path folder;
  private final List<SourceModule> modules;
  private final SourceCompiler compiler = new SourceCompiler();

  /**
   * @param project the root of the sources
   * @param folder is made anew
   */
  UnpackedApplication(Distribution distribution, Path project, Path folder) throws IOException {
    this.distribution = distribution;
    this.folder = folder;
    this.modules = SourceModule.all(project, folder);
    unpack();
  }

  private void unpack() throws IOException {
    Trees.delete(folder);
    try (InputStream archive = Files.newInputStream(distribution.application())) {
      Trees.unpack(archive, folder);
    }
    for (SourceModule module : modules) {
      // As Payara names them: "healthchain-ejb_jar" is the unpacked "healthchain-ejb.jar".
      String name = folder.relativize(module.unpacked()).toString().replace('_', '.');
      Path packed = folder.resolve(name);
      try (InputStream archive = Files.newInputStream(packed)) {
        Trees.unpack(archive, module.unpacked());
      }
      Files.delete(packed);
    }
  }

  Path folder() {
    return folder;
  }

  /** What the changed sources ask for together. */
  SourceChange change(Set<Path> files) {
    SourceChange most = SourceChange.PAGE;
    for (Path file : files) {
      most =
          most.atLeast(
              moduleOf(file).map(module -> module.change(file)).orElse(SourceChange.BUILD));
    }
    return most;
  }

  /**
   * Takes changed sources over, where none asks for a build: pages and resources of all modules
   * first, so that they are there whether or not the code compiles.
   *
   * @return what the compiler says against them
   */
  Optional<String> take(Set<Path> files) throws IOException {
    for (SourceModule module : modules) {
      for (Path file : files) {
        if (file.startsWith(module.pages())) {
          Trees.copyFile(file, below(module.pages(), file, module.unpacked()));
        } else if (file.startsWith(module.resources())) {
          Trees.copyFile(file, below(module.resources(), file, module.classes()));
        }
      }
    }
    return compile(files);
  }

  private Optional<String> compile(Set<Path> files) throws IOException {
    boolean compile = false;
    for (SourceModule module : modules) {
      // Once one module is compiled anew, so are those that use it.
      compile |= files.stream().anyMatch(file -> file.startsWith(module.javaSources()));
      if (compile) {
        Optional<String> problem = compiler.compile(module, libraries(module));
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private static Path below(Path from, Path file, Path to) {
    return to.resolve(from.relativize(file).toString());
  }

  private Optional<SourceModule> moduleOf(Path file) {
    return modules.stream().filter(module -> file.startsWith(module.source())).findFirst();
  }

  /** What a module is compiled against. */
  private List<Path> libraries(SourceModule module) throws IOException {
    List<Path> libraries = new ArrayList<>();
    for (SourceModule earlier : modules.subList(0, modules.indexOf(module))) {
      libraries.add(earlier.classes());
    }
    libraries.addAll(distribution.libraries());
    Path own = module.classes().resolveSibling("lib");
    if (Files.isDirectory(own)) {
      try (var jars = Files.list(own)) {
        jars.forEach(libraries::add);
      }
    }
    return libraries;
  }
}
