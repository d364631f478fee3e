package org.healthchain.server.accounts;

import java.util.Optional;
import java.util.Set;

/** The accounts of this server. */
public interface AccountService {
  /**
   * Checks a password; slow by design. After too many failures the account waits.
   *
   * @return the account's roles, or empty
   */
  Optional<Account> authenticate(String userName, char[] password);

  /** The name of that account's person as people write it; the user name if there is none. */
  String displayName(String userName);

  /** An account. */
  record Account(String userName, String displayName, Set<String> roles) {
    public Account {
      roles = Set.copyOf(roles);
    }
  }
}
