package org.healthchain.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/**
 * PBFT's state machines are handed time, randomness and messages; they fetch nothing themselves.
 */
final class ConsensusWalls {
  private static final List<String> STATE_MACHINES =
      List.of(
          "org.healthchain.consensus.core",
          "org.healthchain.consensus.message",
          "org.healthchain.consensus.pacing",
          "org.healthchain.consensus.dissemination");

  private static final Wall STATE_MACHINES_USE_LISTED_CLASSES =
      new Wall(
          "the state machines use values, collections and streams of the JDK alone",
          classes()
              .that()
              .resideInAnyPackage(STATE_MACHINES.toArray(String[]::new))
              .should()
              .onlyDependOnClassesThat(
                  describe(
                      "are ours, or listed as giving the same result everywhere",
                      type -> isOurs(type) || Determined.allows(type))),
          inEach(
              "Object pick() { return new java.util.Random().nextInt(); }",
              "Object pick() { return new java.util.SplittableRandom().nextInt(); }",
              "Object pick() { return java.util.UUID.randomUUID(); }",
              "Object now() { return new java.util.Date(); }",
              "java.util.function.Supplier<?> now = java.util.Date::new;",
              "Object now() { return java.time.Instant.now(); }",
              "java.util.function.Supplier<?> now = java.time.Instant::now;",
              "Object now(java.time.Clock clock) { return clock.millis(); }",
              "Object run() { return new Thread(); }",
              "Object run() { return Thread.currentThread(); }",
              "Object run = new java.util.Timer();",
              "ThreadLocal<?> own;",
              "Object size() { return Runtime.getRuntime().availableProcessors(); }",
              "System.Logger log;",
              "java.util.logging.Logger log;",
              "java.util.concurrent.locks.ReentrantLock lock;",
              "java.io.File file;",
              "java.nio.file.Path file;",
              "java.nio.channels.FileChannel file;",
              "java.net.URI address;",
              "java.security.SecureRandom random;",
              "Object stream(java.util.Spliterator<?> all) {"
                  + " return java.util.stream.StreamSupport.stream(all, true); }"));

  private static final Wall STATE_MACHINES_ASK_NOBODY =
      new Wall(
          "the state machines ask neither clock nor machine, chance or other threads",
          classes()
              .that()
              .resideInAnyPackage(STATE_MACHINES.toArray(String[]::new))
              .should(new AskNobody()),
          inEach(
              "long now() { return System.nanoTime(); }",
              "long now() { return System.currentTimeMillis(); }",
              "java.util.function.LongSupplier now = System::nanoTime;",
              "double pick() { return Math.random(); }",
              "java.util.function.DoubleSupplier pick = Math::random;",
              "void mix(java.util.List<?> all) { java.util.Collections.shuffle(all); }",
              "java.util.function.Consumer<java.util.List<?>> mix ="
                  + " java.util.Collections::shuffle;",
              "Object all(java.util.List<?> all) { return all.parallelStream(); }",
              "Object all(java.util.stream.IntStream all) { return all.parallel(); }",
              "void sort(int[] all) { java.util.Arrays.parallelSort(all); }",
              "Object pick() { return java.util.random.RandomGenerator.getDefault(); }",
              "Object log() { return System.getLogger(\"core\"); }",
              "Object home() { return System.getenv(\"HOME\"); }",
              "Object home() { return System.getProperty(\"home\"); }",
              "Object size() { return Integer.getInteger(\"size\"); }",
              "void say() { System.out.println(\"a vote\"); }",
              "void end() { System.exit(1); }",
              "int place(Object of) { return System.identityHashCode(of); }",
              "void rest() throws Exception { wait(); }",
              "Object load() throws Exception { return Class.forName(\"java.io.File\"); }",
              "String text(int number) { return String.format(\"%d\", number); }"));

  private ConsensusWalls() {}

  static List<Wall> all() {
    return List.of(STATE_MACHINES_USE_LISTED_CLASSES, STATE_MACHINES_ASK_NOBODY);
  }

  /** Each member in a class of each of the packages. */
  private static String inEach(String... members) {
    StringBuilder sources = new StringBuilder();
    for (int i = 0; i < members.length; i++) {
      for (String place : STATE_MACHINES) {
        sources.append("package %s;\nclass Planted%d { %s }\n".formatted(place, i, members[i]));
      }
    }
    return sources.toString();
  }

  private static boolean isOurs(JavaClass type) {
    return type.getBaseComponentType().getPackageName().startsWith("org.healthchain.consensus.");
  }

  /** By calls, by references to methods and by fields. */
  private static final class AskNobody extends ArchCondition<JavaClass> {
    AskNobody() {
      super("use only methods that give the same result everywhere");
    }

    @Override
    public void check(JavaClass machine, ConditionEvents events) {
      for (JavaAccess<?> access : machine.getAccessesFromSelf()) {
        events.add(
            new SimpleConditionEvent(access, Determined.allows(access), access.getDescription()));
      }
    }
  }
}
