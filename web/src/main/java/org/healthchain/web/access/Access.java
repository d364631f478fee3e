package org.healthchain.web.access;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One line of the {@link AccessTable}.
 *
 * @param path as the server dispatches it, without the context path; with {@code /*} at its end
 *     also all that lies below
 * @param toAnybody whether it is open without signing in
 * @param roles whoever has one of them may open it
 * @param navigationKey text of its link in the navigation; empty if there is no link to it
 */
public record Access(
    String path, boolean toAnybody, Set<String> roles, Optional<String> navigationKey) {
  private static final String BELOW = "/*";

  public Access {
    roles = Set.copyOf(roles);
    if (toAnybody != roles.isEmpty()) {
      throw new IllegalArgumentException("open to anybody, or to roles: " + path);
    }
  }

  static Access anybody(String path) {
    return new Access(path, true, Set.of(), Optional.empty());
  }

  static Access only(Set<String> roles, String path) {
    return new Access(path, false, roles, Optional.empty());
  }

  /** With a link in the navigation. */
  static Access only(Set<String> roles, String path, String navigationKey) {
    return new Access(path, false, roles, Optional.of(navigationKey));
  }

  /** Whether somebody may open it. */
  public boolean opensTo(Predicate<String> hasRole) {
    return toAnybody || roles.stream().anyMatch(hasRole);
  }

  boolean covers(String requested) {
    if (!path.endsWith(BELOW)) {
      return requested.equals(path);
    }
    String top = path.substring(0, path.length() - BELOW.length());
    return requested.equals(top) || requested.startsWith(top + "/");
  }
}
