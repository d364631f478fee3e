package org.healthchain.provider;

import jakarta.ejb.EJB;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets the test reach the EJB from outside. */
@WebServlet("/work")
public class SigningServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @EJB private transient SigningEjb signing;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      response.getWriter().print(signing.work());
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
