package org.healthchain.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.ArrayList;
import java.util.List;

/** What holds between modules, and in all of them alike. */
final class ModuleWalls {
  private static final Wall CRYPTO_KNOWS_NOBODY =
      new Wall(
          "crypto knows nobody",
          noClasses()
              .that()
              .resideInAPackage("org.healthchain.crypto..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  "org.healthchain.consensus..",
                  "org.healthchain.server..",
                  "org.healthchain.web..",
                  "org.healthchain.operator..",
                  "jakarta.."),
          """
          package org.healthchain.consensus.message;
          public class Vote {}
          package org.healthchain.crypto.votes;
          class Planted { org.healthchain.consensus.message.Vote vote; }
          """);

  private static final Wall CONSENSUS_KNOWS_NOBODY =
      new Wall(
          "consensus knows nobody",
          noClasses()
              .that()
              .resideInAPackage("org.healthchain.consensus..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  "org.healthchain.crypto..",
                  "org.healthchain.server..",
                  "org.healthchain.web..",
                  "org.healthchain.operator..",
                  "jakarta.persistence..",
                  "jakarta.ejb..",
                  "org.bouncycastle.."),
          """
          package org.healthchain.crypto.votes;
          public class Vote {}
          package org.healthchain.consensus.replica;
          class Planted { org.healthchain.crypto.votes.Vote vote; }
          """);

  private static final Wall SERVICES_KNOW_NEITHER_PAGES_NOR_OPERATOR =
      new Wall(
          "services know neither pages nor the operator",
          noClasses()
              .that()
              .resideInAPackage("org.healthchain.server..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  "org.healthchain.web..",
                  "org.healthchain.operator..",
                  "jakarta.faces..",
                  "jakarta.servlet..",
                  "org.primefaces.."),
          """
          package org.healthchain.server.ledger;
          class Planted { jakarta.servlet.http.HttpServletRequest request; }
          """);

  private static final Wall THE_BOOT_CLASS_STANDS_ALONE =
      new Wall(
          "the launcher loads no class of the application",
          noClasses()
              .that()
              .resideInAPackage("org.healthchain.operator.boot..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  "org.healthchain.crypto..",
                  "org.healthchain.consensus..",
                  "org.healthchain.server..",
                  "org.healthchain.web..",
                  "org.healthchain.operator.ceremony..",
                  "org.healthchain.operator.command..",
                  "org.healthchain.operator.load..",
                  "org.healthchain.operator.server.."),
          """
          package org.healthchain.server.instance;
          public class Role {}
          package org.healthchain.operator.boot;
          class Planted { org.healthchain.server.instance.Role role; }
          """);

  private static final Wall ONLY_THE_TRANSPORT_KNOWS_ARTEMIS =
      new Wall(
          "only the transport knows Artemis",
          noClasses()
              .that()
              .resideOutsideOfPackage("org.healthchain.consensus.transport..")
              .and()
              .resideInAPackage("org.healthchain..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("org.apache.activemq..", "org.apache.artemis.."),
          """
          package org.apache.activemq.artemis.core;
          public class Broker {}
          package org.healthchain.server.consensus;
          class Planted { org.apache.activemq.artemis.core.Broker broker; }
          """);

  private static final Wall ONE_CLASS_A_NAME =
      new Wall(
          "no two classes have the same simple name",
          classes().that().areTopLevelClasses().should(new HaveNoTwin()),
          """
          package org.healthchain.crypto.curve;
          public class Planted {}
          package org.healthchain.web.doctor;
          public class Planted {}
          """);

  private static final Wall NOTHING_IS_PRINTED =
      new Wall(
          "nothing is printed, but by the launcher before there is a log",
          noClasses()
              .that()
              .resideOutsideOfPackage("org.healthchain.operator.boot..")
              .should(ACCESS_STANDARD_STREAMS),
          """
          package org.healthchain.server.ledger;
          class Planted { void say() { System.out.println("a block"); } }
          """);

  private static final Wall NO_JAVA_SERIALIZATION =
      new Wall(
          "nothing is read or written by Java serialization",
          noClasses()
              .should()
              .accessClassesThat()
              .haveFullyQualifiedName("java.io.ObjectInputStream")
              .orShould()
              .accessClassesThat()
              .haveFullyQualifiedName("java.io.ObjectOutputStream"),
          """
          package org.healthchain.consensus.storage;
          class Planted {
            Object read(java.io.ObjectInputStream in) throws Exception { return in.readObject(); }
          }
          """);

  private ModuleWalls() {}

  static List<Wall> all() {
    List<Wall> walls =
        new ArrayList<>(
            List.of(
                CRYPTO_KNOWS_NOBODY,
                CONSENSUS_KNOWS_NOBODY,
                SERVICES_KNOW_NEITHER_PAGES_NOR_OPERATOR,
                THE_BOOT_CLASS_STANDS_ALONE,
                ONLY_THE_TRANSPORT_KNOWS_ARTEMIS,
                ONE_CLASS_A_NAME,
                NOTHING_IS_PRINTED,
                NO_JAVA_SERIALIZATION));
    for (Module module : Module.values()) {
      walls.add(withoutCircles(module.root()));
    }
    return walls;
  }

  private static Wall withoutCircles(String root) {
    return new Wall(
        "no circle among the packages of " + root,
        slices().matching(root + ".(**)").should().beFreeOfCycles(),
        """
        package ROOT.one;
        public class Planted { ROOT.two.Back back; }
        package ROOT.two;
        public class Back { ROOT.one.Planted planted; }
        """
            .replace("ROOT", root));
  }
}
