package org.healthchain.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.Path;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.healthchain.server.accounts.Roles;
import org.healthchain.web.api.Api;
import org.junit.jupiter.api.Test;

class AccessTableTest {
  private static final java.nio.file.Path WEB_APP = java.nio.file.Path.of("src/main/webapp");

  @Test
  void everyPageStandsInTheTableAndEveryLineIsAPage() throws Exception {
    List<String> listed =
        AccessTable.lines().stream()
            .map(Access::path)
            .filter(path -> path.endsWith(".xhtml"))
            .toList();
    assertThat(pages()).contains("/doctor/visit.xhtml", "/ledger/block.xhtml", "/signin.xhtml");
    assertThat(listed).containsExactlyInAnyOrderElementsOf(pages());
  }

  @Test
  void everyResourceOfTheRestInterfaceStandsInTheTable() throws Exception {
    List<String> roots = resources().stream().flatMap(AccessTableTest::paths).distinct().toList();
    assertThat(roots).contains("/api/visits", "/api/blocks", "/api/status");
    assertThat(
            AccessTable.lines().stream()
                .map(Access::path)
                .filter(path -> path.startsWith("/api"))
                .map(path -> path.replace("/*", "")))
        .containsExactlyInAnyOrderElementsOf(roots);
  }

  @Test
  void whatIsNotListedIsClosed() {
    for (String path :
        List.of(
            "",
            "/",
            "/doctor",
            "/doctor/",
            "/doctor/visit.xhtml/",
            "/doctor/visit.xhtml/x",
            "/doctor/other.xhtml",
            "/Doctor/visit.xhtml",
            "/api",
            "/api/",
            "/api/visitsx",
            "/api/Visits",
            "/api/application.wadl",
            "/resources/healthchain/healthchain.css",
            "/jakarta.faces.resources/x")) {
      assertThat(AccessTable.find(path)).as(path).isEmpty();
    }
  }

  @Test
  void aLineCoversWhatLiesBelowItsPathIfItSaysSo() {
    for (String path : List.of("/api/visits", "/api/visits/", "/api/visits/7/x")) {
      assertThat(AccessTable.find(path).map(Access::path)).as(path).contains("/api/visits/*");
    }
  }

  @Test
  void whoeverHasOneOfTheRolesMayOpenIt() {
    Access trail = AccessTable.find("/audit/trail.xhtml").orElseThrow();
    assertThat(trail.opensTo(Roles.AUDITOR::equals)).isTrue();
    assertThat(trail.opensTo(Roles.MANAGER::equals)).isTrue();
    assertThat(trail.opensTo(Roles.DOCTOR::equals)).isFalse();
    assertThat(trail.opensTo(role -> false)).isFalse();
    assertThat(AccessTable.find("/signin.xhtml").orElseThrow().opensTo(role -> false)).isTrue();
  }

  @Test
  void everyRoleHasAPageInTheNavigation() {
    Set<String> constants =
        Arrays.stream(Roles.class.getFields()).map(Field::getName).collect(Collectors.toSet());
    assertThat(AccessTable.roles()).isEqualTo(constants);
    assertThat(
            AccessTable.lines().stream()
                .filter(line -> line.navigationKey().isPresent())
                .flatMap(line -> line.roles().stream())
                .collect(Collectors.toSet()))
        .isEqualTo(constants);
  }

  @Test
  void whatIsForAllRolesIsForEachOfThem() {
    Access blocks = AccessTable.find("/ledger/blocks.xhtml").orElseThrow();
    assertThat(blocks.roles()).isEqualTo(AccessTable.roles());
  }

  @Test
  void aLineIsForAnybodyOrForSomeRoles() {
    assertThatThrownBy(() -> Access.only(Set.of(), "/x.xhtml"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Access("/x.xhtml", true, Set.of(Roles.DOCTOR), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theDescriptorSaysNothingOfRoles() throws Exception {
    assertThat(Files.readString(WEB_APP.resolve("WEB-INF/web.xml")))
        .contains(AccessFilter.class.getName())
        .doesNotContain("security-constraint")
        .doesNotContain("role-name");
  }

  @Test
  void thePagesWithAFormForFilesAndNoOthersTakeUploads() throws Exception {
    List<String> forms = new ArrayList<>();
    for (String page : pages()) {
      if (Files.readString(WEB_APP.resolve(page.substring(1))).contains("multipart/form-data")) {
        forms.add(page);
      }
    }
    assertThat(forms).isNotEmpty();
    assertThat(pages().stream().filter(AccessTable::takesUploads))
        .containsExactlyInAnyOrderElementsOf(forms);
    assertThat(forms.stream().flatMap(page -> AccessTable.find(page).stream()))
        .noneMatch(Access::toAnybody);
  }

  private static List<String> pages() throws Exception {
    try (Stream<java.nio.file.Path> found = Files.walk(WEB_APP)) {
      return found
          .map(file -> "/" + WEB_APP.relativize(file).toString().replace('\\', '/'))
          .filter(path -> path.endsWith(".xhtml") && !path.startsWith("/WEB-INF/"))
          .toList();
    }
  }

  private static List<Class<?>> resources() throws Exception {
    URI folder = Api.class.getResource("Api.class").toURI().resolve(".");
    List<Class<?>> found = new ArrayList<>();
    try (Stream<java.nio.file.Path> files = Files.list(java.nio.file.Path.of(folder))) {
      for (java.nio.file.Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class")) {
          found.add(Class.forName(Api.class.getPackageName() + "." + name.replace(".class", "")));
        }
      }
    }
    found.removeIf(type -> !type.isAnnotationPresent(Path.class));
    return found;
  }

  /** First segments of a resource's paths. */
  private static Stream<String> paths(Class<?> resource) {
    String root = resource.getAnnotation(Path.class).value();
    return Arrays.stream(resource.getMethods())
        .filter(method -> method.getDeclaringClass() == resource)
        .map(method -> root + "/" + below(method))
        .map(path -> "/api/" + path.replaceFirst("^/+", "").split("[/{]", 2)[0]);
  }

  private static String below(Method method) {
    Path path = method.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }
}
