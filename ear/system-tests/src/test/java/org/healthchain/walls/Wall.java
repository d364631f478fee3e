package org.healthchain.walls;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/**
 * One rule over all modules.
 *
 * @param name says what holds
 * @param planted sources each of which breaks the rule, without which nobody knows that it can
 *     fail; each {@code package} clause in one begins a file of one class, and every class whose
 *     name begins with {@code Planted} must be found
 */
record Wall(String name, ArchRule rule, List<String> planted) {
  Wall {
    planted = List.copyOf(planted);
    if (planted.isEmpty() || planted.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("no violation was planted for: " + name);
    }
  }

  Wall(String name, ArchRule rule, String... planted) {
    this(name, rule, List.of(planted));
  }

  static List<Wall> all() {
    List<Wall> walls = new ArrayList<>();
    walls.addAll(ModuleWalls.all());
    walls.addAll(Rooms.all());
    walls.addAll(ConsensusWalls.all());
    walls.addAll(ServerWalls.all());
    walls.addAll(WebWalls.all());
    return walls;
  }
}
