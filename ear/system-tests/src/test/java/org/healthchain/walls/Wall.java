package org.healthchain.walls;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/**
 * One rule over all modules.
 *
 * @param name says what holds
 * @param planted a source that breaks the rule, without which nobody knows that it can fail; each
 *     {@code package} clause in it begins a file of one class
 */
record Wall(String name, ArchRule rule, String planted) {
  Wall {
    if (planted.isBlank()) {
      throw new IllegalArgumentException("no violation was planted for: " + name);
    }
  }

  static List<Wall> all() {
    List<Wall> walls = new ArrayList<>();
    walls.addAll(ModuleWalls.all());
    walls.addAll(ConsensusWalls.all());
    walls.addAll(ServerWalls.all());
    walls.addAll(WebWalls.all());
    return walls;
  }
}
