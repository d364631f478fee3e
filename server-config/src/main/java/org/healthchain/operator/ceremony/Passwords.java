package org.healthchain.operator.ceremony;

import java.security.SecureRandom;
import java.util.Base64;

/** Fresh random passwords. */
final class Passwords {
  /** Letters and digits that nobody takes for another. */
  private static final String READABLE = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int STORE_BYTES = 24;
  private static final int GROUPS = 4;
  private static final int GROUP_CHARS = 4;

  private Passwords() {}

  /** 192 bits, for a file. */
  static String forStore(SecureRandom random) {
    byte[] bytes = new byte[STORE_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** 80 bits in groups of four characters, for a person to type. */
  static String forPerson(SecureRandom random) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_CHARS; i++) {
      if (i > 0 && i % GROUP_CHARS == 0) {
        password.append('-');
      }
      password.append(READABLE.charAt(random.nextInt(READABLE.length())));
    }
    return password.toString();
  }
}
