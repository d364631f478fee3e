package org.healthchain.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LostStepTest {
  /** What the servlet's request answers, by method or parameter. */
  private final Map<String, Object> request =
      new HashMap<>(
          Map.of(
              "getMethod", "POST",
              "getServletPath", "/doctor/visit.xhtml",
              "getContextPath", "",
              "isRequestedSessionIdValid", false));

  private final StringWriter body = new StringWriter();
  private String redirect;

  @Test
  void whoSendsAFormAfterItsSessionIsToldAtTheSignInPage() throws IOException {
    LostStep.toSignInPage(request(), response());
    assertThat(redirect).isEqualTo("/signin.xhtml?page=/doctor/visit.xhtml&out=lost");
  }

  @Test
  void anAjaxRequestIsAnsweredWithTheSameAddressAsXml() throws IOException {
    request.put("Faces-Request", "partial/ajax");
    LostStep.toSignInPage(request(), response());
    assertThat(redirect).isNull();
    assertThat(body.toString())
        .contains("<redirect url=\"/signin.xhtml?page=/doctor/visit.xhtml&amp;out=lost\"/>");
  }

  @Test
  void whoOnlyOpensAPageLosesNothingAndAStrangerHadNoSession() throws IOException {
    request.put("getMethod", "GET");
    LostStep.toSignInPage(request(), response());
    assertThat(redirect).isEqualTo("/signin.xhtml?page=/doctor/visit.xhtml");
    request.put("getRequestedSessionId", "gone");
    LostStep.toSignInPage(request(), response());
    assertThat(redirect).isEqualTo("/signin.xhtml?page=/doctor/visit.xhtml&out=ended");
  }

  @Test
  void whoLeftBecauseNobodyWasThereIsToldThatEvenIfTheSessionEndedFirst() throws IOException {
    request.put("why", "idle");
    LostStep.toSignInPage(request(), response());
    assertThat(redirect).endsWith("out=idle");
  }

  @Test
  void whoIsSignedInGetsTheOldPageAnew() throws IOException {
    request.put("getRemoteUser", "doctor");
    LostStep.ofAnOldPage(request(), response());
    assertThat(redirect).isEqualTo("/doctor/visit.xhtml?out=old");
  }

  @Test
  void anOldSignInPageKeepsThePageItWasToLeadTo() throws IOException {
    request.put("getServletPath", "/signin.xhtml");
    request.put("page", "/ledger/blocks.xhtml");
    LostStep.ofAnOldPage(request(), response());
    assertThat(redirect).isEqualTo("/signin.xhtml?page=/ledger/blocks.xhtml&out=lost");
    request.put("page", "//evil.example/");
    LostStep.ofAnOldPage(request(), response());
    assertThat(redirect).isEqualTo("/signin.xhtml?out=lost");
  }

  private HttpServletRequest request() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                request.get(arguments == null ? method.getName() : arguments[0].toString()));
  }

  private HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("sendRedirect")) {
                redirect = arguments[0].toString();
              }
              return method.getName().equals("getWriter") ? new PrintWriter(body, true) : null;
            });
  }
}
