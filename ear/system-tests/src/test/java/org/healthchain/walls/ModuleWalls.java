package org.healthchain.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.ArrayList;
import java.util.List;

/** What holds between modules, and in all of them alike. */
final class ModuleWalls {
  private static final Wall ONE_CLASS_A_NAME =
      new Wall(
          "no class is named as another in a file of its own",
          classes().should(new HaveNoTwin()),
          """
          package org.healthchain.crypto.curve;
          public class Planted {}
          package org.healthchain.web.doctor;
          public class Planted {}
          """,
          """
          package org.healthchain.crypto.curve;
          public class Planted {}
          package org.healthchain.web.doctor;
          public class Form { record Planted() {} }
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
              .haveNameMatching("java\\.io\\.Object(In|Out)putStream"),
          """
          package org.healthchain.consensus.storage;
          class Planted {
            Object read(java.io.ObjectInputStream in) throws Exception { return in.readObject(); }
          }
          """);

  private ModuleWalls() {}

  static List<Wall> all() {
    List<Wall> walls =
        new ArrayList<>(List.of(ONE_CLASS_A_NAME, NOTHING_IS_PRINTED, NO_JAVA_SERIALIZATION));
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
