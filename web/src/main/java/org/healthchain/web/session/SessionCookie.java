package org.healthchain.web.session;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.annotation.WebListener;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The session's cookie is never sent in the clear where {@code healthchain.pages.https} says that
 * browsers come by TLS. That it is not sent along with requests that other sites cause stands in
 * {@code glassfish-web.xml}: Payara ignores the attribute of the servlet API.
 */
@WebListener
public class SessionCookie implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    SessionCookieConfig cookie = event.getServletContext().getSessionCookieConfig();
    cookie.setSecure(browsersComeByTls());
  }

  /** Over a proxy in front; nothing that a request says makes this true. */
  static boolean browsersComeByTls() {
    return ConfigProvider.getConfig()
        .getOptionalValue("healthchain.pages.https", Boolean.class)
        .orElse(false);
  }
}
