package org.healthchain.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadFilterTest {
  private static final String FORM = "multipart/form-data; boundary=x";
  private final List<String> log = new ArrayList<>();

  @Test
  void onlyPagesThatTakeFilesGetMultipartBodies() throws Exception {
    assertThat(answer("/operator/catalogue.xhtml", FORM)).containsExactly("passed");
    assertThat(answer("/signin.xhtml", FORM)).containsExactly("415");
    assertThat(answer("/api", "MultiPart/Mixed")).containsExactly("415");
    assertThat(answer("/signin.xhtml", " multipart/x")).containsExactly("415");
  }

  @Test
  void allElsePasses() throws Exception {
    assertThat(answer("/signin.xhtml", null)).containsExactly("passed");
    assertThat(answer("/signin.xhtml", "application/x-www-form-urlencoded"))
        .containsExactly("passed");
  }

  /** What the filter does with a request of which it asks nothing but its path and type. */
  private List<String> answer(String path, String type) throws Exception {
    log.clear();
    new UploadFilter()
        .doFilter(
            (HttpServletRequest)
                Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {HttpServletRequest.class},
                    (proxy, method, arguments) ->
                        switch (method.getName()) {
                          case "getServletPath" -> path;
                          case "getContentType" -> type;
                          default -> throw new AssertionError(method);
                        }),
            (HttpServletResponse)
                Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {HttpServletResponse.class},
                    (proxy, method, arguments) -> {
                      assertThat(method.getName()).isEqualTo("sendError");
                      log.add(arguments[0].toString());
                      return null;
                    }),
            (request, response) -> log.add("passed"));
    return List.copyOf(log);
  }
}
