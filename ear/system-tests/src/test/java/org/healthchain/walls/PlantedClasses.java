package org.healthchain.walls;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.persistence.Entity;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles a wall's planted sources; they may use the JDK, Jakarta EE and each other. */
final class PlantedClasses {
  private static final Pattern FILE =
      Pattern.compile(
          "package ([\\w.]+);(?:(?!^package ).)*?(?:class|record|enum|interface) (\\w+)"
              + "(?:(?!^package ).)*",
          Pattern.MULTILINE | Pattern.DOTALL);

  private PlantedClasses() {}

  /**
   * @param folder for the class files
   */
  static JavaClasses compile(String planted, Path folder) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    Path jakarta =
        Path.of(Entity.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    boolean compiled =
        compiler
            .getTask(
                null,
                null,
                problems,
                List.of("-proc:none", "-d", folder.toString(), "-classpath", jakarta.toString()),
                null,
                files(planted))
            .call();
    if (!compiled) {
      throw new IllegalStateException(problems.getDiagnostics() + " in " + planted);
    }
    return new ClassFileImporter().importPath(folder);
  }

  private static List<Source> files(String planted) {
    List<Source> files = new ArrayList<>();
    Matcher matcher = FILE.matcher(planted);
    while (matcher.find()) {
      files.add(new Source(matcher.group(1) + "." + matcher.group(2), matcher.group()));
    }
    return files;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(
          URI.create(String.format(Locale.ROOT, "string:///%s.java", name.replace('.', '/'))),
          Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
