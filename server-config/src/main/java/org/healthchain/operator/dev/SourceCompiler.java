package org.healthchain.operator.dev;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles whole modules in this process, which is warm after the first time: seconds. Without
 * Error Prone and tests; the build checks those.
 */
final class SourceCompiler {
  private static final String RELEASE = "17";

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

  /**
   * Replaces a module's classes if all of its sources compile.
   *
   * @param libraries jars and folders of classes
   * @return what the compiler says if they do not; the classes are the old ones then
   */
  Optional<String> compile(SourceModule module, List<Path> libraries) throws IOException {
    Path output = module.unpacked().resolveSibling("compiled");
    Trees.delete(output);
    Files.createDirectories(output);
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean good =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  options(output, libraries),
                  null,
                  files.getJavaFileObjectsFromPaths(sources(module)))
              .call();
      if (!good) {
        return Optional.of(messages.toString().strip());
      }
    }
    Trees.deleteFiles(module.classes(), ".class");
    Trees.copy(output, module.classes());
    return Optional.empty();
  }

  private static List<String> options(Path output, List<Path> libraries) {
    String classPath =
        libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return List.of(
        "--release",
        RELEASE,
        "-g",
        "-parameters",
        "-proc:none",
        "-nowarn",
        "-d",
        output.toString(),
        "-classpath",
        classPath);
  }

  private static List<Path> sources(SourceModule module) throws IOException {
    try (Stream<Path> files = Files.walk(module.javaSources())) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
