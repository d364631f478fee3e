package org.healthchain.walls;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A reader who meets a name knows which class it is. */
final class HaveNoTwin extends ArchCondition<JavaClass> {
  private static final String DOCUMENTATION = "package-info";

  private Map<String, List<String>> places = Map.of();

  HaveNoTwin() {
    super("have a simple name of their own");
  }

  @Override
  public void init(Collection<JavaClass> types) {
    places =
        types.stream()
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    List<String> packages = places.get(type.getSimpleName());
    boolean alone = packages.size() == 1 || type.getSimpleName().equals(DOCUMENTATION);
    events.add(
        new SimpleConditionEvent(type, alone, type.getSimpleName() + " stands in " + packages));
  }
}
