package org.healthchain.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A package and what it may use besides itself and {@code java.base}.
 *
 * @param packageName without those below it
 * @param ours packages of this project, without those below them
 * @param others packages of the JDK's other modules and of libraries, with those below them
 * @param closed packages that it must never use, though somebody may be tempted to
 */
record Room(String packageName, Set<String> ours, Set<String> others, List<String> closed) {
  private static final Set<String> JAVA_BASE = Object.class.getModule().getPackages();

  /** What tools read and nothing runs. */
  private static final String ANNOTATIONS = "org.jspecify.annotations";

  Wall wall() {
    return new Wall(
        packageName + " uses what its room allows",
        classes()
            .that()
            .resideInAPackage(packageName)
            .should()
            .onlyDependOnClassesThat(describe("it may use", this::allows)),
        planted());
  }

  boolean allows(JavaClass type) {
    JavaClass used = type.getBaseComponentType();
    String place = used.getPackageName();
    return used.isPrimitive()
        || place.equals(packageName)
        || ours.contains(place)
        || JAVA_BASE.contains(place)
        || place.equals(ANNOTATIONS)
        || others.stream().anyMatch(root -> place.equals(root) || place.startsWith(root + "."));
  }

  /** A use of each of the packages that are closed to it, and of some that nobody knows. */
  private String planted() {
    StringBuilder sources = new StringBuilder();
    List<String> used = new ArrayList<>(List.of("org.healthchain.stranger", "com.example.foreign"));
    used.addAll(closed);
    for (int i = 0; i < used.size(); i++) {
      sources.append(
          """
          package %1$s;
          public class Used {}
          package %2$s;
          class Planted%3$d { %1$s.Used used; }
          """
              .formatted(used.get(i), packageName, i));
    }
    return sources.toString();
  }
}
