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

  /** An account. */
  record Account(String userName, String displayName, Set<String> roles) {
    public Account {
      roles = Set.copyOf(roles);
    }
  }
}
