package org.healthchain.walls;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;

/** A module with main classes. They are read from its folder: a WAR's are on no class path. */
enum Module {
  CRYPTO("crypto-jca-provider", "org.healthchain.crypto"),
  CONSENSUS("jms-consensus", "org.healthchain.consensus"),
  EJB("ejb", "org.healthchain.server"),
  WEB("web", "org.healthchain.web"),
  OPERATOR("server-config", "org.healthchain.operator");

  private static final Path PROJECT = Path.of("..", "..");

  private final String folder;
  private final String root;

  Module(String folder, String root) {
    this.folder = folder;
    this.root = root;
  }

  /** The package above all others of the module. */
  String root() {
    return root;
  }

  private Path classes() {
    return PROJECT.resolve(folder).resolve("target").resolve("classes");
  }

  /** The compiled main classes of all modules, each of which has some. */
  static JavaClasses importAll() {
    return requireEach(
        new ClassFileImporter().importPaths(Arrays.stream(values()).map(Module::classes).toList()));
  }

  /**
   * @throws IllegalStateException if a module has no class among them, since every wall would stand
   */
  static JavaClasses requireEach(JavaClasses all) {
    for (Module module : values()) {
      if (all.stream().noneMatch(type -> module.holds(type.getPackageName()))) {
        throw new IllegalStateException(
            "no class of " + module.root + " in " + module.classes().toAbsolutePath().normalize());
      }
    }
    return all;
  }

  private boolean holds(String packageName) {
    return packageName.startsWith(root + ".");
  }
}
