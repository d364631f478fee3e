package org.healthchain.crypto.curve;

/** Loads the pure-Java backend. */
final class BouncyCastle {
  private BouncyCastle() {}

  static Curve load() {
    throw new IllegalStateException("the backend over Bouncy Castle is not there");
  }
}
