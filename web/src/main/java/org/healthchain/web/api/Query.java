package org.healthchain.web.api;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.healthchain.server.intake.Finding;
import org.healthchain.server.intake.Finding.Kind;
import org.healthchain.server.intake.Place;

/**
 * The parameters in an address, read as strictly as a body: 400 naming the one that is unknown,
 * stands twice, or is no number within its bounds.
 */
final class Query {
  private static final int MAX_DIGITS = 18;

  private final MultivaluedMap<String, String> parameters;

  private Query(MultivaluedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * @param known all the parameters there may be
   */
  static Query of(UriInfo uri, String... known) {
    MultivaluedMap<String, String> parameters = uri.getQueryParameters();
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (!Arrays.asList(known).contains(name)) {
        String all = String.join(", ", new TreeSet<>(Arrays.asList(known)));
        findings.add(Finding.at(place(name), Kind.UNKNOWN_FIELD, all));
      } else if (parameter.getValue().size() > 1) {
        findings.add(Finding.at(place(name), Kind.FIELD_TWICE));
      }
    }
    if (!findings.isEmpty()) {
      throw wrong(findings);
    }
    return new Query(parameters);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.getFirst(name));
  }

  /** A whole number from least to most. */
  OptionalLong number(String name, long least, long most) {
    String text = parameters.getFirst(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    if (text.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return OptionalLong.of(value);
      }
    }
    throw wrong(List.of(Finding.at(place(name), Kind.NO_NUMBER, String.valueOf(least), most)));
  }

  /** Says that a parameter cannot stand beside another. */
  ProblemException excludes(String name, String other) {
    return wrong(List.of(Finding.at(place(name), Kind.FIELD_EXCLUDED, other)));
  }

  private static Place place(String name) {
    return Place.DOCUMENT.member(name);
  }

  private static ProblemException wrong(List<Finding> findings) {
    return new ProblemException(Problem.of(ProblemType.PARAMETER, findings));
  }
}
