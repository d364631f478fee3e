package org.healthchain.consortium;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.healthchain.web.api.Api;

/**
 * Something that a browser or a program can ask the server for.
 *
 * @param path with a value in place of each parameter
 */
record RequestTarget(String method, String path) {
  private static final java.nio.file.Path WEB_APP =
      java.nio.file.Path.of("../../web/src/main/webapp");

  /** All of them: the files of the web application and the methods of its REST resources. */
  static List<RequestTarget> all() throws IOException {
    List<RequestTarget> found = new ArrayList<>();
    try (Stream<java.nio.file.Path> files = Files.walk(WEB_APP)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> "/" + WEB_APP.relativize(file).toString().replace('\\', '/'))
          .filter(path -> !path.startsWith("/WEB-INF/"))
          .sorted()
          .forEach(path -> found.add(new RequestTarget("GET", path)));
    }
    new ClassFileImporter()
        .importPackagesOf(Api.class).stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .forEach(type -> found.addAll(of(type.reflect())));
    return found;
  }

  private static List<RequestTarget> of(Class<?> resource) {
    List<RequestTarget> found = new ArrayList<>();
    for (Method method : resource.getMethods()) {
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (verb != null) {
          found.add(new RequestTarget(verb.value(), "/api" + below(resource) + below(method)));
        }
      }
    }
    return found;
  }

  private static String below(AnnotatedElement annotated) {
    Path path = annotated.getAnnotation(Path.class);
    String template = path == null ? "" : path.value().replaceAll("\\{[^}]*}+", "1");
    return template.isEmpty() || template.equals("/") ? "" : "/" + template;
  }

  boolean isRest() {
    return path.startsWith("/api/");
  }

  /** Other spellings of the path, some of which other servers take for the same. */
  List<RequestTarget> spellings() {
    String cut = path.substring(1);
    String name = path.substring(path.lastIndexOf('/') + 1);
    String folder = path.substring(0, path.length() - name.length());
    String coded = "%%%02x".formatted((int) name.charAt(0)) + name.substring(1);
    String paths =
        """
        %1$s/ %1$s// %1$s; %1$s;x=1 %1$s;jsessionid=0 %1$s/;x %1$s/. %1$s/x/..
        /%1$s /.%1$s /x/..%1$s //x/..%1$s /;x%1$s /%%2e%1$s /x/%%2e%%2e%1$s /%%2f%2$s /%%252e%1$s
        /signin.xhtml/..%1$s /signin.xhtml/..;%1$s /signin.xhtml;%1$s /api/status/../..%1$s
        /api/status/..;/..;%1$s /jakarta.faces.resource/..%1$s /jakarta.faces.resource/..;%1$s
        /jakarta.faces.resource%1$s.xhtml /faces%1$s %1$s%%00 %1$s%%20 %1$s%%3b %1$s%%2f
        %3$s/%4$s %3$s./%4$s %3$s;x/%4$s %3$s%5$s\
        """
            .formatted(path, cut, folder, name, coded);
    Stream<String> more =
        Stream.of(
            path.toUpperCase(Locale.ROOT),
            "/" + cut.replace("/", "%2f"),
            "/" + cut.replace("/", "%252f"),
            "/" + cut.replace("/", "%5c"),
            path.replace(".xhtml", ".jsf"),
            path.replace(".xhtml", ".faces"),
            path.replace(".xhtml", ""));
    return Stream.concat(Arrays.stream(paths.split("\\s+")), more)
        .filter(spelling -> !spelling.equals(path))
        .distinct()
        .map(spelling -> new RequestTarget(method, spelling))
        .toList();
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
