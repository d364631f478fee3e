package org.healthchain.web.access;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Tells the container the roles, which {@code isUserInRole} otherwise denies to everybody. */
@WebListener
public class DeclaredRoles implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    event.getServletContext().declareRoles(AccessTable.roles().toArray(String[]::new));
  }
}
