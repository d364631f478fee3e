package org.healthchain.operator.dev;

import java.nio.file.Path;
import java.util.List;

/**
 * A module that can be replaced in a running server.
 *
 * @param source its folder among the sources
 * @param unpacked its folder in the unpacked application
 * @param classes where its classes and resources lie there
 */
record SourceModule(Path source, Path unpacked, Path classes) {
  /** In the order of their dependencies: the later ones use the earlier ones. */
  static List<SourceModule> all(Path project, Path application) {
    Path ejb = application.resolve("healthchain-ejb_jar");
    Path web = application.resolve("healthchain-web_war");
    return List.of(
        new SourceModule(project.resolve("ejb"), ejb, ejb),
        new SourceModule(project.resolve("web"), web, web.resolve("WEB-INF").resolve("classes")));
  }

  Path javaSources() {
    return source.resolve("src/main/java");
  }

  Path resources() {
    return source.resolve("src/main/resources");
  }

  Path pages() {
    return source.resolve("src/main/webapp");
  }

  /** What a change of one of its sources asks for. */
  SourceChange change(Path file) {
    if (file.startsWith(javaSources()) || file.startsWith(resources())) {
      return SourceChange.APPLICATION;
    }
    if (!file.startsWith(pages())) {
      return SourceChange.BUILD;
    }
    // web.xml and its like are read when the application is deployed; the folders below hold parts
    // of pages.
    return pages().resolve("WEB-INF").equals(file.getParent())
        ? SourceChange.APPLICATION
        : SourceChange.PAGE;
  }
}
