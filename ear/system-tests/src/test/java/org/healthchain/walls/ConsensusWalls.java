package org.healthchain.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.TimerTask;
import java.util.UUID;

/**
 * PBFT's state machines are handed time, randomness and messages; they fetch nothing themselves.
 */
final class ConsensusWalls {
  private static final String CORE = "org.healthchain.consensus.core";
  private static final Set<String> STATE_MACHINES =
      Set.of(
          CORE,
          "org.healthchain.consensus.message",
          "org.healthchain.consensus.pacing",
          "org.healthchain.consensus.dissemination");

  private static final Set<String> CORE_MAY_USE =
      Set.of(
          "java.lang",
          "java.util",
          "java.util.function",
          "java.util.stream",
          CORE,
          "org.healthchain.consensus.message",
          "org.healthchain.consensus.pacing");

  private static final Set<String> OUTSIDE_WORLD =
      Set.of(
          Random.class.getName(),
          SplittableRandom.class.getName(),
          UUID.class.getName(),
          Timer.class.getName(),
          TimerTask.class.getName(),
          Thread.class.getName(),
          ThreadLocal.class.getName(),
          Runtime.class.getName(),
          Process.class.getName(),
          ProcessBuilder.class.getName());

  private static final Wall THE_CORE_IS_PURE =
      new Wall(
          "the core uses the language, collections, messages and pacing alone",
          classes()
              .that()
              .resideInAPackage(CORE)
              .should()
              .onlyDependOnClassesThat(
                  describe(
                      "are the language, collections, messages, pacing", ConsensusWalls::pure)),
          """
          package org.healthchain.consensus.core;
          class Planted { java.util.concurrent.locks.ReentrantLock lock; }
          """);

  private static final Wall NO_RANDOMNESS_IN_THE_CORE =
      new Wall(
          "the core draws no random numbers and starts no threads",
          classes()
              .that()
              .resideInAPackage(CORE)
              .should()
              .onlyDependOnClassesThat(
                  describe("are no randomness, thread or timer", type -> !outside(type))),
          """
          package org.healthchain.consensus.core;
          class Planted { int pick() { return new java.util.Random().nextInt(); } }
          """);

  private static final Wall STATE_MACHINES_READ_NO_CLOCK =
      new Wall(
          "the state machines read no clock",
          noClasses()
              .that()
              .resideInAnyPackage(STATE_MACHINES.toArray(String[]::new))
              .should()
              .callMethodWhere(describe("a clock is read", ConsensusWalls::readsClock)),
          """
          package org.healthchain.consensus.core;
          class Planted { long now() { return System.nanoTime(); } }
          """);

  private static final Wall STATE_MACHINES_KNOW_NO_INFRASTRUCTURE =
      new Wall(
          "the state machines know no files, logs, threads, database, broker",
          noClasses()
              .that()
              .resideInAnyPackage(STATE_MACHINES.toArray(String[]::new))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  "jakarta..",
                  "org.apache..",
                  "java.io..",
                  "java.nio.file..",
                  "java.nio.channels..",
                  "java.net..",
                  "java.sql..",
                  "java.util.concurrent..",
                  "java.util.logging..",
                  "java.lang.System$Logger"),
          """
          package org.healthchain.consensus.dissemination;
          class Planted { java.io.File file; }
          """);

  private ConsensusWalls() {}

  static List<Wall> all() {
    return List.of(
        THE_CORE_IS_PURE,
        NO_RANDOMNESS_IN_THE_CORE,
        STATE_MACHINES_READ_NO_CLOCK,
        STATE_MACHINES_KNOW_NO_INFRASTRUCTURE);
  }

  private static boolean pure(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    return base.isPrimitive() || CORE_MAY_USE.contains(base.getPackageName());
  }

  private static boolean outside(JavaClass type) {
    return OUTSIDE_WORLD.contains(type.getBaseComponentType().getName());
  }

  private static boolean readsClock(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    String method = call.getName();
    return owner.equals("java.lang.System")
            && Set.of("currentTimeMillis", "nanoTime").contains(method)
        || owner.startsWith("java.time.") && Set.of("now", "instant", "millis").contains(method);
  }
}
