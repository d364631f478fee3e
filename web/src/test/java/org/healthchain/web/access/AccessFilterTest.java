package org.healthchain.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.healthchain.server.accounts.Roles;
import org.junit.jupiter.api.Test;

class AccessFilterTest {
  private static final String VISIT = "/doctor/visit.xhtml";
  private static final Set<String> NOBODY = Set.of();
  private static final Set<String> DOCTOR = Set.of(Roles.DOCTOR);

  private final List<String> log = new ArrayList<>();
  private String virtualServer = "server";

  @Test
  void thePageOpensToItsRole() throws Exception {
    assertThat(answer(VISIT, VISIT, "", DOCTOR)).containsExactly("passed");
    assertThat(answer(VISIT, VISIT, "", Set.of(Roles.AUDITOR))).containsExactly("403");
    assertThat(answer(VISIT, VISIT, "", NOBODY)).containsExactly("asked to sign in");
  }

  @Test
  void whatIsForAnybodyPasses() throws Exception {
    assertThat(answer("/signin.xhtml", "/signin.xhtml", "", NOBODY)).containsExactly("passed");
    assertThat(answer("/api/status", "/api", "/status", NOBODY)).containsExactly("passed");
  }

  @Test
  void theWelcomePageIsJudgedByWhereItLeads() throws Exception {
    assertThat(answer("/", "/index.xhtml", "", NOBODY)).containsExactly("passed");
  }

  @Test
  void anotherSpellingOfAPathIsClosedWhateverItLeadsTo() throws Exception {
    for (String raw : List.of(VISIT + ";x", "/doctor//visit.xhtml", "/%64octor/visit.xhtml")) {
      assertThat(answer(raw, VISIT, "", DOCTOR)).as(raw).containsExactly("403");
      assertThat(answer(raw, VISIT, "", NOBODY)).as(raw).containsExactly("asked to sign in");
    }
    assertThat(answer("/signin.xhtml;x", "/signin.xhtml", "", NOBODY))
        .containsExactly("asked to sign in");
  }

  @Test
  void whatIsNotListedIsClosedAndWhatIsNotThereIsNotFound() throws Exception {
    assertThat(answer("/api/new", "/api", "/new", DOCTOR)).containsExactly("403");
    assertThat(answer("/api/new", "/api", "/new", NOBODY)).containsExactly("asked to sign in");
    assertThat(answer("/WEB-INF/web.xml", "/WEB-INF/web.xml", "", DOCTOR)).containsExactly("403");
    assertThat(answer("/nosuch.xhtml", "/nosuch.xhtml", "", DOCTOR)).containsExactly("404");
    assertThat(answer("/nosuch.xhtml", "/nosuch.xhtml", "", NOBODY)).containsExactly("404");
  }

  @Test
  void theMonitorsListenerHasHealthAndMetricsAndNothingElse() throws Exception {
    virtualServer = "monitor-1";
    assertThat(answer("/health/ready", "/health/ready", "", NOBODY)).containsExactly("passed");
    assertThat(answer("/metrics", "/metrics", "", NOBODY)).containsExactly("passed");
    assertThat(answer("/signin.xhtml", "/signin.xhtml", "", NOBODY))
        .containsExactly("asked to sign in");
    assertThat(answer("/api/status", "/api", "/status", NOBODY))
        .containsExactly("asked to sign in");
    assertThat(answer(VISIT, VISIT, "", DOCTOR)).containsExactly("403");
  }

  /** What the filter does with a request; several things would be a fault. */
  private List<String> answer(String raw, String servlet, String below, Set<String> roles)
      throws Exception {
    log.clear();
    new AccessFilter()
        .doFilter(
            request(raw, servlet, below, roles),
            fake(HttpServletResponse.class, Map.of(), this::refused),
            (request, response) -> log.add("passed"));
    return List.copyOf(log);
  }

  private Object refused(String method, Object[] arguments) {
    assertThat(method).isEqualTo("sendError");
    log.add(arguments[0].toString());
    return null;
  }

  private HttpServletRequest request(String raw, String servlet, String below, Set<String> roles) {
    Principal caller = roles.isEmpty() ? null : () -> "somebody";
    ServletContext application =
        fake(
            ServletContext.class,
            Map.of("getVirtualServerName", virtualServer),
            (method, arguments) -> resource(arguments[0] + ""));
    return fake(
        HttpServletRequest.class,
        Map.of(
            "getContextPath",
            "/context",
            "getRequestURI",
            "/context" + raw,
            "getServletPath",
            servlet,
            "getServletContext",
            application),
        (method, arguments) ->
            switch (method) {
              case "getPathInfo" -> below.isEmpty() ? null : below;
              case "getUserPrincipal" -> caller;
              case "isUserInRole" -> roles.contains(arguments[0]);
              case "authenticate" -> !log.add("asked to sign in");
              default -> throw new AssertionError(method);
            });
  }

  private static URL resource(String path) throws Exception {
    java.nio.file.Path file = java.nio.file.Path.of("src/main/webapp" + path);
    return file.toFile().exists() ? file.toUri().toURL() : null;
  }

  /** What a fake answers that does not stand in its map. */
  private interface Answers {
    Object answer(String method, Object[] arguments) throws Exception;
  }

  private static <T> T fake(Class<T> type, Map<String, Object> values, Answers others) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                values.containsKey(method.getName())
                    ? values.get(method.getName())
                    : others.answer(method.getName(), arguments)));
  }
}
