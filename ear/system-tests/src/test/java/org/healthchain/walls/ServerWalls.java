package org.healthchain.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.util.List;

/** Within {@code org.healthchain.server}. */
final class ServerWalls {
  private static final Wall TRANSACTIONS_NEED_NO_SERVER =
      new Wall(
          "transactions are read without a server",
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
                  "org.healthchain.server.instance.."),
          """
          package org.healthchain.server.ledger;
          public class Block {}
          package org.healthchain.server.transaction;
          class Planted { org.healthchain.server.ledger.Block block; }
          """);

  private static final Wall THE_LEDGER_KNOWS_NO_ONE_ABOVE_IT =
      new Wall(
          "the ledger knows no one above it",
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
                  "org.healthchain.server.retrieval.."),
          """
          package org.healthchain.server.submission;
          public class Visit {}
          package org.healthchain.server.ledger;
          class Planted { org.healthchain.server.submission.Visit visit; }
          """);

  private static final Wall FEW_KNOW_THE_REPLICA =
      new Wall(
          "only the replica's host and who watches it know the replica",
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
              .resideInAPackage("org.healthchain.consensus.."),
          """
          package org.healthchain.consensus.replica;
          public class Loop {}
          package org.healthchain.server.retrieval;
          class Planted { org.healthchain.consensus.replica.Loop loop; }
          """);

  private static final Wall ENTITIES_STAY_IN_THEIR_PACKAGES =
      new Wall(
          "entities are known in their own packages alone",
          classes().that().areAnnotatedWith(Entity.class).should(new BeKnownAtHomeAlone()),
          """
          package org.healthchain.server.ledger;
          @jakarta.persistence.Entity
          public class Row {}
          package org.healthchain.server.retrieval;
          class Planted { org.healthchain.server.ledger.Row row; }
          """);

  private static final Wall ED25519_IS_SAID_ONCE =
      new Wall(
          "Ed25519 is said by the identity signature, and by the verifier that remembers votes",
          noClasses()
              .that()
              .doNotHaveFullyQualifiedName("org.healthchain.server.transaction.IdentitySignatures")
              .and()
              .doNotHaveFullyQualifiedName("org.healthchain.server.consensus.VoteVerifier")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("org.bouncycastle.math.ec.rfc8032..")
              .orShould()
              .dependOnClassesThat()
              .haveSimpleName("Ed25519Signer"),
          """
          package org.bouncycastle.crypto.signers;
          public class Ed25519Signer {}
          package org.healthchain.operator.ceremony;
          class Planted { org.bouncycastle.crypto.signers.Ed25519Signer signer; }
          """);

  private ServerWalls() {}

  static List<Wall> all() {
    return List.of(
        TRANSACTIONS_NEED_NO_SERVER,
        THE_LEDGER_KNOWS_NO_ONE_ABOVE_IT,
        FEW_KNOW_THE_REPLICA,
        ENTITIES_STAY_IN_THEIR_PACKAGES,
        ED25519_IS_SAID_ONCE);
  }

  private static final class BeKnownAtHomeAlone extends ArchCondition<JavaClass> {
    BeKnownAtHomeAlone() {
      super("be known in their own package alone");
    }

    @Override
    public void check(JavaClass entity, ConditionEvents events) {
      for (Dependency use : entity.getDirectDependenciesToSelf()) {
        boolean athome = use.getOriginClass().getPackage().equals(entity.getPackage());
        events.add(new SimpleConditionEvent(entity, athome, use.getDescription()));
      }
    }
  }
}
