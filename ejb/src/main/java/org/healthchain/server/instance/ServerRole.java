package org.healthchain.server.instance;

import java.util.Locale;

/** What a server is in the consortium. */
public enum ServerRole {
  /** Votes, signs its doctors' transactions, keeps the ledger. */
  INSTITUTION,
  /** The group manager: follows the ledger and never votes; retrieves, decrypts, traces. */
  MANAGER;

  /** As it stands in {@code healthchain.properties}. */
  public String propertyValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException for anything but {@code institution} and {@code manager}
   */
  public static ServerRole ofPropertyValue(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }
}
