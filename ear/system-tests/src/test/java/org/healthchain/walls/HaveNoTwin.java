package org.healthchain.walls;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A reader who meets a name knows which class it is: no class, nested or not, bears the name of
 * another that stands in a file of its own. Nested ones, which are read with their owner's name,
 * may be alike among themselves.
 */
final class HaveNoTwin extends ArchCondition<JavaClass> {
  private static final String DOCUMENTATION = "package-info";

  private Map<String, List<JavaClass>> topLevel = Map.of();

  HaveNoTwin() {
    super("bear the name of no other class in a file of its own");
  }

  @Override
  public void init(Collection<JavaClass> types) {
    topLevel =
        types.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals(DOCUMENTATION))
            .collect(Collectors.groupingBy(JavaClass::getSimpleName));
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    List<JavaClass> twins =
        topLevel.getOrDefault(type.getSimpleName(), List.of()).stream()
            .filter(other -> !other.equals(type))
            .toList();
    events.add(
        new SimpleConditionEvent(type, twins.isEmpty(), type.getName() + " is named as " + twins));
  }
}
