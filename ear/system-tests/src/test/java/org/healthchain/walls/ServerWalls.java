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
    return List.of(ENTITIES_STAY_IN_THEIR_PACKAGES, ED25519_IS_SAID_ONCE);
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
