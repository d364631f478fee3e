package org.healthchain.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import jakarta.persistence.Entity;
import java.util.List;

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

  private static final Wall THE_WEB_KNOWS_NO_DATABASE_AND_NO_PROTOCOL =
      new Wall(
          "the web knows no database, no cryptography and no consensus",
          noClasses()
              .that()
              .resideInAPackage(WEB)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  "jakarta.persistence..",
                  "jakarta.jms..",
                  "java.sql..",
                  "javax.sql..",
                  "org.healthchain.consensus..",
                  "org.healthchain.crypto..",
                  "org.healthchain.operator.."),
          """
          package org.healthchain.web.session;
          class Planted { jakarta.persistence.EntityManager entities; }
          """);

  private WebWalls() {}

  static List<Wall> all() {
    return List.of(
        THE_WEB_SEES_SERVICES, THE_WEB_SEES_NO_ENTITY, THE_WEB_KNOWS_NO_DATABASE_AND_NO_PROTOCOL);
  }

  private static boolean shown(JavaClass type) {
    JavaClass seen = type.getBaseComponentType();
    return !seen.getPackageName().startsWith(SERVER)
        || seen.isRecord()
        || seen.isEnum()
        || seen.isAssignableTo(Exception.class)
        || seen.isInterface() && seen.getSimpleName().endsWith("Service");
  }
}
