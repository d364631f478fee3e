package org.healthchain.web.session;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.annotation.WebListener;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The session's cookie is never sent along with requests that other sites cause, and never in the
 * clear where {@code healthchain.pages.https} says that browsers come by TLS.
 */
@WebListener
public class SessionCookie implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    SessionCookieConfig cookie = event.getServletContext().getSessionCookieConfig();
    cookie.setAttribute("SameSite", "Strict");
    cookie.setSecure(
        ConfigProvider.getConfig()
            .getOptionalValue("healthchain.pages.https", Boolean.class)
            .orElse(false));
  }
}
