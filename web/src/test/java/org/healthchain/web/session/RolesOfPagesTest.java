package org.healthchain.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.healthchain.web.session.Site.Link;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What the navigation offers to a role is what {@code web.xml} lets it open, and no page is bare.
 */
class RolesOfPagesTest {
  private static final Path WEB_APP = Path.of("src/main/webapp");

  /** Path without its star to the roles that may open what begins with it. */
  private static final Map<String, Set<String>> ROLES = new HashMap<>();

  private static final Set<String> DECLARED = new HashSet<>();

  @BeforeAll
  static void read() throws Exception {
    Element app =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(WEB_APP.resolve("WEB-INF/web.xml").toFile())
            .getDocumentElement();
    for (Element constraint : children(app, "security-constraint")) {
      Set<String> roles = texts(constraint, "role-name");
      texts(constraint, "url-pattern").forEach(path -> ROLES.put(path.replace("*", ""), roles));
    }
    children(app, "security-role").forEach(role -> DECLARED.addAll(texts(role, "role-name")));
  }

  @Test
  void theNavigationOffersAPageToThoseWhoMayOpenIt() {
    assertThat(Site.ALL).isNotEmpty();
    for (Link link : Site.ALL) {
      assertThat(rolesOf(link.path())).as(link.path()).isEqualTo(link.roles());
    }
  }

  @Test
  void everyPageInAFolderIsForSomeRoles() throws Exception {
    Set<String> pages = new TreeSet<>();
    try (Stream<Path> found = Files.walk(WEB_APP)) {
      found
          .map(file -> "/" + WEB_APP.relativize(file).toString().replace('\\', '/'))
          .filter(path -> path.endsWith(".xhtml") && path.lastIndexOf('/') > 0)
          .filter(path -> !path.startsWith("/WEB-INF/"))
          .forEach(pages::add);
    }
    assertThat(pages).contains("/doctor/visit.xhtml", "/ledger/block.xhtml");
    for (String page : pages) {
      assertThat(rolesOf(page)).as(page).isNotEmpty();
      assertThat(RequestedPage.accept(page)).as("reached after signing in").contains(page);
    }
  }

  @Test
  void everyRoleIsDeclaredAndHasAPage() {
    Set<String> used = new HashSet<>();
    ROLES.values().forEach(used::addAll);
    assertThat(DECLARED).isEqualTo(used);
    assertThat(Site.ALL.stream().flatMap(link -> link.roles().stream()).collect(Collectors.toSet()))
        .isEqualTo(DECLARED);
  }

  private static Set<String> rolesOf(String path) {
    List<String> fitting = ROLES.keySet().stream().filter(path::startsWith).toList();
    return fitting.size() == 1 ? ROLES.get(fitting.get(0)) : Set.of();
  }

  private static Set<String> texts(Element parent, String name) {
    return children(parent, name).stream()
        .map(element -> element.getTextContent().strip())
        .collect(Collectors.toSet());
  }

  private static List<Element> children(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
