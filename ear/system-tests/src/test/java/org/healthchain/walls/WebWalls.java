package org.healthchain.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.util.List;
import java.util.stream.Stream;

/** What the pages and the REST resources see of the rest. */
final class WebWalls {
  private static final String WEB = "org.healthchain.web..";
  private static final String SERVER = "org.healthchain.server";

  private static final Wall THE_WEB_SEES_SERVICES =
      new Wall(
          "the web sees services, records, enums and exceptions of the server alone",
          classes()
              .that()
              .resideInAPackage(WEB)
              .should()
              .onlyDependOnClassesThat(
                  describe(
                      "are services, records, enums, exceptions, or not the server's",
                      WebWalls::shown)),
          """
          package org.healthchain.server.ledger;
          public class LedgerRepository {}
          package org.healthchain.web.ledger;
          class Planted { org.healthchain.server.ledger.LedgerRepository rows; }
          """);

  private static final Wall THE_WEB_SEES_NO_ENTITY =
      new Wall(
          "the web sees no entity",
          noClasses()
              .that()
              .resideInAPackage(WEB)
              .should()
              .dependOnClassesThat()
              .areAnnotatedWith(Entity.class),
          """
          package org.healthchain.server.ledger;
          @jakarta.persistence.Entity
          public class Row {}
          package org.healthchain.web.ledger;
          class Planted { org.healthchain.server.ledger.Row row; }
          """);

  private static final Wall WHAT_IS_SHOWN_NAMES_NO_ENTITY =
      new Wall(
          "what the server shows to the web names no entity",
          classes()
              .that(describe("are the server's and shown", WebWalls::isOfferedToTheWeb))
              .should(new NameNoEntity()),
          """
          package org.healthchain.server.ledger;
          @jakarta.persistence.Entity
          public class Row {}
          package org.healthchain.server.ledger;
          public interface PlantedService { java.util.Optional<Row> newest(); }
          package org.healthchain.server.keys;
          public record PlantedView(java.util.List<org.healthchain.server.ledger.Row[]> rows) {}
          package org.healthchain.server.audit;
          public class PlantedException extends Exception {
            public PlantedException(org.healthchain.server.ledger.Row row) {}
          }
          """,
          """
          package org.healthchain.server.ledger;
          @jakarta.persistence.Embeddable
          public class Part {}
          package org.healthchain.server.ledger;
          public interface PlantedService { void keep(java.util.Map<String, ? extends Part> parts); }
          """);

  private WebWalls() {}

  static List<Wall> all() {
    return List.of(THE_WEB_SEES_SERVICES, THE_WEB_SEES_NO_ENTITY, WHAT_IS_SHOWN_NAMES_NO_ENTITY);
  }

  private static boolean shown(JavaClass type) {
    JavaClass seen = type.getBaseComponentType();
    return !seen.getPackageName().startsWith(SERVER)
        || seen.isRecord()
        || seen.isEnum()
        || seen.isAssignableTo(Exception.class)
        || seen.isInterface() && seen.getSimpleName().endsWith("Service");
  }

  private static boolean isOfferedToTheWeb(JavaClass type) {
    return type.getPackageName().startsWith(SERVER)
        && type.getModifiers().contains(JavaModifier.PUBLIC)
        && shown(type);
  }

  private static boolean isEntity(JavaClass type) {
    return type.isAnnotatedWith(Entity.class)
        || type.isAnnotatedWith(Embeddable.class)
        || type.isAnnotatedWith(MappedSuperclass.class);
  }

  private static final class NameNoEntity extends ArchCondition<JavaClass> {
    NameNoEntity() {
      super("name no entity in what they show");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      Stream<JavaType> named =
          Stream.concat(
              type.getFields().stream().map(JavaField::getType),
              type.getCodeUnits().stream()
                  .flatMap(
                      unit ->
                          Stream.concat(
                              Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())));
      named
          .flatMap(each -> each.getAllInvolvedRawTypes().stream())
          .map(JavaClass::getBaseComponentType)
          .forEach(
              each ->
                  events.add(
                      new SimpleConditionEvent(
                          type, !isEntity(each), type.getName() + " names " + each.getName())));
    }
  }
}
