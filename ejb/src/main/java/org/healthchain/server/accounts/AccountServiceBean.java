package org.healthchain.server.accounts;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.healthchain.server.instance.PasswordHash;

/**
 * Checks passwords. An unknown user costs as much time as a wrong password, and so does a paused
 * account, so that nobody learns which names exist. At most {@link #PARALLEL_CHECKS} checks run at
 * once: a flood of attempts must not take the processors from the consensus.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AccountServiceBean implements AccountService {
  private static final int PARALLEL_CHECKS = 2;
  private static final long LONGEST_WAIT_SECONDS = 10;
  private static final int MAX_PASSWORD_CHARS = 200;

  private final Semaphore checks = new Semaphore(PARALLEL_CHECKS, true);
  private final PasswordHash nobody =
      PasswordHash.of("nobody has this one".toCharArray(), new SecureRandom());

  @Inject private AccountStore store;

  @Override
  public Optional<Account> authenticate(String userName, char[] password) {
    if (userName == null || password == null || password.length > MAX_PASSWORD_CHARS) {
      return Optional.empty();
    }
    try {
      if (!checks.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return check(userName, password);
    } finally {
      checks.release();
    }
  }

  @Override
  public String displayName(String userName) {
    return store
        .find(userName)
        .map(account -> account.view().displayName())
        .filter(name -> !name.isBlank())
        .orElse(userName);
  }

  private Optional<Account> check(String userName, char[] password) {
    long nowMillis = System.currentTimeMillis();
    Optional<AccountEntity> known = store.find(userName);
    boolean right = known.map(AccountEntity::passwordHash).orElse(nobody).matches(password);
    if (known.isEmpty() || known.get().lockedUntilMillis() > nowMillis) {
      return Optional.empty();
    }
    if (!right) {
      store.recordFailure(userName, nowMillis);
      return Optional.empty();
    }
    if (known.get().failures() > 0) {
      store.recordSuccess(userName);
    }
    return known.map(AccountEntity::view);
  }
}
