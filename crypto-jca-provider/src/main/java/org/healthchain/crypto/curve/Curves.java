package org.healthchain.crypto.curve;

import java.util.List;

/**
 * Chooses the backend, once per class loader: blst where its native library loads, else Bouncy
 * Castle. The system property {@value #PROPERTY} with the value {@value #BLST} or {@value
 * #BOUNCY_CASTLE} forces one. Safe for many threads.
 */
public final class Curves {
  /** Names the backend to use instead of the automatic choice. */
  public static final String PROPERTY = "org.healthchain.crypto.curve";

  /** blst through jblst. */
  public static final String BLST = "blst";

  /** Bouncy Castle, pure Java. */
  public static final String BOUNCY_CASTLE = "bc";

  private Curves() {}

  /**
   * The backend of this process.
   *
   * @throws IllegalStateException if the property forces one that does not work here
   */
  public static Curve get() {
    return Holder.CHOSEN;
  }

  /**
   * The backend of this name.
   *
   * @throws IllegalStateException if it is unknown or does not work here
   */
  public static Curve named(String name) {
    return switch (name) {
      case BLST -> Blst.load();
      case BOUNCY_CASTLE -> BouncyCastle.load();
      default -> throw new IllegalStateException("no such curve backend: " + name);
    };
  }

  private static Curve choose() {
    String forced = System.getProperty(PROPERTY, "");
    if (!forced.isEmpty()) {
      return named(forced);
    }
    return Blst.isAvailable() ? Blst.load() : BouncyCastle.load();
  }

  private static final class Holder {
    static final Curve CHOSEN = choose();
  }

  static void requireSameSize(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      throw new IllegalArgumentException("lists of different lengths");
    }
  }
}
