package org.healthchain.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.Entity;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The walls between modules and packages (ear/ARCHITECTURE.md, §2). */
class WallsTest {
  static final ArchRule THE_PROVIDER_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage("org.healthchain.crypto..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.healthchain.consensus..", "org.healthchain.server..", "jakarta..");

  static final ArchRule CONSENSUS_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage("org.healthchain.consensus..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.healthchain.crypto..",
              "org.healthchain.server..",
              "jakarta.persistence..",
              "jakarta.ejb..",
              "org.bouncycastle..");

  static final ArchRule THE_PBFT_CORE_IS_PURE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.healthchain.consensus.core",
              "org.healthchain.consensus.message",
              "org.healthchain.consensus.pacing",
              "org.healthchain.consensus.dissemination")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.apache..", "java.util.logging..", "java.sql..");

  static final ArchRule ONLY_THE_TRANSPORT_KNOWS_ARTEMIS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.healthchain.consensus.transport..")
          .and()
          .resideInAPackage("org.healthchain..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.activemq..");

  static final ArchRule TRANSACTIONS_NEED_NO_SERVER =
      noClasses()
          .that()
          .resideInAPackage("org.healthchain.server.transaction..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta..",
              "org.healthchain.crypto..",
              "org.healthchain.consensus..",
              "org.healthchain.server.ledger..",
              "org.healthchain.server.consensus..",
              "org.healthchain.server.submission..",
              "org.healthchain.server.signing..",
              "org.healthchain.server.instance..");

  static final ArchRule THE_LEDGER_KNOWS_NO_ONE_ABOVE_IT =
      noClasses()
          .that()
          .resideInAPackage("org.healthchain.server.ledger..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.healthchain.consensus..",
              "org.healthchain.crypto..",
              "org.healthchain.server.consensus..",
              "org.healthchain.server.submission..",
              "org.healthchain.server.signing..",
              "org.healthchain.server.retrieval..");

  static final ArchRule ONLY_THE_CONSENSUS_PACKAGE_AND_WHO_WATCHES_IT_KNOW_THE_REPLICA =
      noClasses()
          .that()
          .resideInAPackage("org.healthchain.server..")
          .and()
          .resideOutsideOfPackages(
              "org.healthchain.server.consensus..",
              "org.healthchain.server.network..",
              "org.healthchain.server.health..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.healthchain.consensus..");

  static final ArchRule ENTITIES_STAY_IN_THEIR_PACKAGES =
      classes()
          .that()
          .areAnnotatedWith(Entity.class)
          .should()
          .resideInAPackage("org.healthchain.server..");

  static final ArchRule SERVICES_DO_NOT_KNOW_PAGES =
      noClasses()
          .that()
          .resideInAPackage("org.healthchain.server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.faces..", "jakarta.servlet..", "org.primefaces..");

  static final ArchRule NOTHING_IS_PRINTED = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  static final ArchRule NO_JAVA_SERIALIZATION =
      noClasses()
          .that()
          .resideInAnyPackage("org.healthchain.server..", "org.healthchain.consensus..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectOutputStream");

  @TestFactory
  Stream<DynamicTest> everyWallStands() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.healthchain");
    return Stream.of(
            THE_PROVIDER_KNOWS_NOBODY,
            CONSENSUS_KNOWS_NOBODY,
            THE_PBFT_CORE_IS_PURE,
            ONLY_THE_TRANSPORT_KNOWS_ARTEMIS,
            TRANSACTIONS_NEED_NO_SERVER,
            THE_LEDGER_KNOWS_NO_ONE_ABOVE_IT,
            ONLY_THE_CONSENSUS_PACKAGE_AND_WHO_WATCHES_IT_KNOW_THE_REPLICA,
            ENTITIES_STAY_IN_THEIR_PACKAGES,
            SERVICES_DO_NOT_KNOW_PAGES,
            NOTHING_IS_PRINTED,
            NO_JAVA_SERIALIZATION)
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
  }
}
