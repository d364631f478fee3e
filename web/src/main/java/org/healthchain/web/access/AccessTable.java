package org.healthchain.web.access;

import static org.healthchain.web.access.Access.anybody;
import static org.healthchain.web.access.Access.only;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.healthchain.server.accounts.Roles;

/**
 * Who may open which page and which path of the REST interface; the order of the pages is that of
 * the navigation. What is not listed is closed to all.
 */
public final class AccessTable {
  private static final Set<String> DOCTOR = Set.of(Roles.DOCTOR);
  private static final Set<String> MANAGER = Set.of(Roles.MANAGER);
  private static final Set<String> OPERATOR = Set.of(Roles.OPERATOR);
  private static final Set<String> AUDIT = Set.of(Roles.MANAGER, Roles.AUDITOR);
  private static final Set<String> SIGNED_IN =
      Set.of(Roles.DOCTOR, Roles.MANAGER, Roles.OPERATOR, Roles.AUDITOR);

  /** Payara answers there, on the monitor's listener alone; on the pages' there is nothing. */
  private static final List<String> MONITORING = List.of("/health/*", "/metrics/*");

  private static final List<Access> LINES =
      List.of(
          only(DOCTOR, "/doctor/visit.xhtml", "nav.visit"),
          only(DOCTOR, "/doctor/submissions.xhtml", "nav.submissions"),
          only(MANAGER, "/authority/overview.xhtml", "nav.overview"),
          only(MANAGER, "/authority/retrieve.xhtml", "nav.retrieve"),
          only(MANAGER, "/authority/keys.xhtml", "nav.keys"),
          only(MANAGER, "/authority/members.xhtml", "nav.members"),
          only(OPERATOR, "/operator/status.xhtml", "nav.status"),
          only(OPERATOR, "/operator/catalogue.xhtml", "nav.catalogue"),
          only(SIGNED_IN, "/ledger/blocks.xhtml", "nav.blocks"),
          only(SIGNED_IN, "/ledger/block.xhtml"),
          only(AUDIT, "/audit/trail.xhtml", "nav.audit"),
          only(DOCTOR, "/api/visits/*"),
          only(SIGNED_IN, "/api/blocks/*"),
          only(SIGNED_IN, "/api/diagnoses/*"),
          only(SIGNED_IN, "/api/rejections/*"),
          anybody("/api/status/*"),
          anybody(MONITORING.get(0)),
          anybody(MONITORING.get(1)),
          anybody("/index.xhtml"),
          anybody("/signin.xhtml"),
          anybody("/failed.xhtml"),
          anybody("/forbidden.xhtml"),
          anybody("/notfound.xhtml"),
          anybody("/jakarta.faces.resource/*"));

  /** The pages that a file may be sent to. */
  private static final Set<String> UPLOADS =
      Set.of("/operator/catalogue.xhtml", "/authority/members.xhtml");

  private AccessTable() {}

  public static List<Access> lines() {
    return LINES;
  }

  /** All roles that open something. */
  static Set<String> roles() {
    return LINES.stream().flatMap(line -> line.roles().stream()).collect(Collectors.toSet());
  }

  /** The line for a path, as the server dispatches it; empty if it is closed to all. */
  public static Optional<Access> find(String path) {
    return LINES.stream().filter(line -> line.covers(path)).findFirst();
  }

  /** The line for a path at the monitor's listener, where there is nothing else. */
  static Optional<Access> findForMonitor(String path) {
    return find(path).filter(line -> MONITORING.contains(line.path()));
  }

  /** Whether whoever may open that path may send a multipart body to it. */
  public static boolean takesUploads(String path) {
    return UPLOADS.contains(path);
  }
}
