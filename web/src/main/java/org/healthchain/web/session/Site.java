package org.healthchain.web.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.healthchain.server.accounts.AccountService;
import org.healthchain.server.instance.Build;
import org.healthchain.web.access.Access;
import org.healthchain.web.access.AccessTable;

/** This server as the pages show it, and its navigation. */
@Named("site")
@ApplicationScoped
public class Site {
  private static final int IDLE_GRACE_SECONDS = 120;

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

  /**
   * A link in the navigation.
   *
   * @param key of its text
   */
  public record Link(String path, String key) {}

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
    return personOf(external().getRemoteUser());
  }

  /** That account's person, as people write the name; the user name if there is no account. */
  public String personOf(String userName) {
    return accounts.displayName(userName);
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

  /** Pages in the navigation that whoever is signed in may open. */
  public List<Link> getLinks() {
    return links().toList();
  }

  /** First page of whoever is signed in. */
  public String home() {
    return links().findFirst().map(Link::path).orElse("/forbidden.xhtml");
  }

  boolean mayOpen(String path) {
    return AccessTable.find(path).filter(Site::open).isPresent();
  }

  private static Stream<Link> links() {
    return AccessTable.lines().stream()
        .filter(Site::open)
        .flatMap(line -> line.navigationKey().map(key -> new Link(line.path(), key)).stream());
  }

  private static boolean open(Access line) {
    return line.opensTo(external()::isUserInRole);
  }

  private static ExternalContext external() {
    return FacesContext.getCurrentInstance().getExternalContext();
  }
}
