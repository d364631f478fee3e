package org.healthchain.server.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Set;
import org.healthchain.server.instance.AccountFile;
import org.healthchain.server.instance.PasswordHash;

/** An account with what is known of failed attempts. Times in milliseconds since 1970. */
@Entity
@Table(name = "hc_account")
public class AccountEntity {
  @Id
  @Column(name = "user_name", length = 100)
  private String userName;

  @Column(name = "display_name", nullable = false, length = 200)
  private String displayName;

  @Column(name = "roles", nullable = false, length = 200)
  private String roles;

  @Column(name = "password_hash", nullable = false, length = 200)
  private String passwordHash;

  @Column(name = "failures", nullable = false)
  private int failures;

  @Column(name = "locked_until_ms", nullable = false)
  private long lockedUntilMillis;

  /** For JPA. */
  @SuppressWarnings("NullAway.Init") // filled by reflection
  protected AccountEntity() {}

  @SuppressWarnings("NullAway.Init") // apply() follows
  AccountEntity(String userName) {
    this.userName = userName;
  }

  /** Takes over what the account file says; failures stay. */
  void apply(AccountFile.Entry entry) {
    displayName = entry.displayName();
    roles = String.join(",", entry.roles());
    passwordHash = entry.passwordHash().toString();
  }

  PasswordHash passwordHash() {
    return PasswordHash.parse(passwordHash);
  }

  AccountService.Account view() {
    return new AccountService.Account(userName, displayName, Set.of(roles.split(",")));
  }

  String userName() {
    return userName;
  }

  int failures() {
    return failures;
  }

  long lockedUntilMillis() {
    return lockedUntilMillis;
  }
}
