package org.healthchain.web.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.healthchain.server.accounts.AccountService;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.instance.Build;

/** This server as the pages show it, and which pages a role may open. */
@Named("site")
@ApplicationScoped
public class Site {
  private static final int IDLE_GRACE_SECONDS = 120;

  /** Which page is for whom: the same as in {@code web.xml}, as a test sees to. */
  static final List<Link> ALL =
      List.of(
          new Link("/doctor/visit.xhtml", "nav.visit", Set.of(Roles.DOCTOR)),
          new Link("/doctor/submissions.xhtml", "nav.submissions", Set.of(Roles.DOCTOR)),
          new Link("/authority/overview.xhtml", "nav.overview", Set.of(Roles.MANAGER)),
          new Link("/authority/retrieve.xhtml", "nav.retrieve", Set.of(Roles.MANAGER)),
          new Link("/authority/keys.xhtml", "nav.keys", Set.of(Roles.MANAGER)),
          new Link("/authority/members.xhtml", "nav.members", Set.of(Roles.MANAGER)),
          new Link("/operator/status.xhtml", "nav.status", Set.of(Roles.OPERATOR)),
          new Link("/operator/catalogue.xhtml", "nav.catalogue", Set.of(Roles.OPERATOR)),
          new Link(
              "/ledger/blocks.xhtml",
              "nav.blocks",
              Set.of(Roles.DOCTOR, Roles.MANAGER, Roles.AUDITOR, Roles.OPERATOR)),
          new Link("/audit/trail.xhtml", "nav.audit", Set.of(Roles.MANAGER, Roles.AUDITOR)));

  @Inject private AccountService accounts;

  @Inject
  @ConfigProperty(name = "healthchain.name")
  private Optional<String> name;

  @Inject
  @ConfigProperty(name = "healthchain.display.name")
  private Optional<String> displayName;

  @Inject
  @ConfigProperty(name = "healthchain.time.zone")
  private Optional<String> timeZone;

  @Inject
  @ConfigProperty(name = "healthchain.session.idle.warning.seconds", defaultValue = "780")
  private int idleWarningSeconds;

  /** A page in the navigation. */
  public record Link(String path, String key, Set<String> roles) {
    public String getPath() {
      return path;
    }

    public String getKey() {
      return key;
    }
  }

  public String getName() {
    return displayName.or(() -> name).orElse("");
  }

  /** Which build this server runs; for those who are signed in. */
  public String getBuild() {
    return Build.current().text();
  }

  /** The institution's time zone; the machine's unless configured. */
  public ZoneId zone() {
    return timeZone.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
  }

  /** Who is signed in, as people write the name. */
  public String getPerson() {
    return accounts.displayName(external().getRemoteUser());
  }

  /**
   * Idle time after which the warning appears; the session ends {@link #getIdleGraceSeconds} on.
   */
  public long getIdleWarningMillis() {
    return idleWarningSeconds * 1000L;
  }

  public int getIdleGraceSeconds() {
    return IDLE_GRACE_SECONDS;
  }

  public List<Link> getLinks() {
    return ALL.stream().filter(Site::open).toList();
  }

  /** First page of whoever is signed in. */
  public String home() {
    return ALL.stream().filter(Site::open).findFirst().map(Link::path).orElse("/forbidden.xhtml");
  }

  boolean mayOpen(String path) {
    return path.equals("/ledger/block.xhtml")
        || ALL.stream().anyMatch(link -> link.path().equals(path) && open(link));
  }

  private static boolean open(Link link) {
    return link.roles().stream().anyMatch(external()::isUserInRole);
  }

  private static ExternalContext external() {
    return FacesContext.getCurrentInstance().getExternalContext();
  }
}
