package org.healthchain.walls;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a state machine may use of the JDK: whatever gives the same result wherever and whenever it
 * runs. Classes are listed, so that a new one is a decision; of listed classes, the methods that
 * look at the clock, the machine or another thread are taken out.
 */
final class Determined {
  private static final Map<String, Set<String>> CLASSES =
      Map.of(
          "java.lang",
          words(
              """
              AutoCloseable Boolean Byte CharSequence Character Class Cloneable Comparable Deprecated Double Enum
              FunctionalInterface Integer Iterable Long Math Number Object Override Record Runnable SafeVarargs Short
              String StringBuilder SuppressWarnings System Throwable Void
              """),
          "java.util",
          words(
              """
              AbstractCollection AbstractList AbstractMap AbstractSet ArrayDeque ArrayList Arrays BitSet Collection
              Collections Comparator Deque EnumMap EnumSet HashMap HashSet HexFormat IntSummaryStatistics Iterator
              LinkedHashMap LinkedHashSet List ListIterator LongSummaryStatistics Map Map$Entry NavigableMap
              NavigableSet Objects Optional OptionalDouble OptionalInt OptionalLong PrimitiveIterator
              PrimitiveIterator$OfInt PrimitiveIterator$OfLong PriorityQueue Queue RandomAccess Set SortedMap SortedSet
              StringJoiner TreeMap TreeSet
              """),
          "java.util.stream",
          words(
              """
              BaseStream Collector Collectors DoubleStream IntStream LongStream Stream Stream$Builder
              """),
          "java.util.random",
          Set.of("RandomGenerator"),
          "java.nio",
          Set.of("ByteBuffer", "ByteOrder"),
          "java.nio.charset",
          Set.of("Charset", "StandardCharsets"),
          "java.security",
          Set.of("MessageDigest"));

  /** Methods of any class by that name. */
  private static final Set<String> METHODS =
      words(
          """
          parallel parallelStream wait notify notifyAll getenv shuffle random identityHashCode
          forName getResource getResourceAsStream getClassLoader
          """);

  /** Of the wrappers of numbers, which read the machine's settings, and of strings. */
  private static final Set<String> OF_THE_LANGUAGE =
      words("getInteger getLong getBoolean format formatted toUpperCase toLowerCase");

  private Determined() {}

  /** Functional interfaces and exceptions are all allowed. */
  static boolean allows(JavaClass type) {
    JavaClass used = type.getBaseComponentType();
    String place = used.getPackageName();
    if (used.isPrimitive() || place.equals("java.util.function")) {
      return true;
    }
    boolean thrown = used.isAssignableTo(Throwable.class) && CLASSES.containsKey(place);
    String name = place.isEmpty() ? used.getName() : used.getName().substring(place.length() + 1);
    return thrown || CLASSES.getOrDefault(place, Set.of()).contains(name);
  }

  /** Whether a call, a reference to a method or a use of a field stays the same everywhere. */
  static boolean allows(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String owner = target.getOwner().getName();
    String name = target.getName();
    return switch (owner) {
      case "java.lang.System" -> name.equals("arraycopy");
      case "java.util.random.RandomGenerator" -> !Set.of("of", "getDefault").contains(name);
      case "java.util.Arrays" -> !name.startsWith("parallel");
      case "java.lang.Boolean", "java.lang.Integer", "java.lang.Long", "java.lang.String" ->
          !OF_THE_LANGUAGE.contains(name);
      default -> !METHODS.contains(name) || owner.startsWith("org.healthchain.");
    };
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
  }
}
