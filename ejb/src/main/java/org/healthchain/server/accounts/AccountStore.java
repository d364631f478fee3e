package org.healthchain.server.accounts;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.healthchain.server.instance.AccountFile;

/** Accounts in the database. Every change commits at once, whatever becomes of the caller. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AccountStore {
  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  /** User names do not depend on case. */
  static String normalised(String userName) {
    return userName.strip().toLowerCase(Locale.ROOT);
  }

  public Optional<AccountEntity> find(String userName) {
    return Optional.ofNullable(entities.find(AccountEntity.class, normalised(userName)));
  }

  /** Counts in the database, so that attempts in parallel are all counted. */
  public void recordFailure(String userName, long nowMillis) {
    String name = normalised(userName);
    entities
        .createQuery("UPDATE AccountEntity a SET a.failures = a.failures + 1 WHERE a.userName = :n")
        .setParameter("n", name)
        .executeUpdate();
    find(name)
        .map(account -> LockOut.pauseMillis(account.failures()))
        .filter(pauseMillis -> pauseMillis > 0)
        .ifPresent(pauseMillis -> lock(name, nowMillis + pauseMillis));
  }

  private void lock(String name, long untilMillis) {
    entities
        .createQuery("UPDATE AccountEntity a SET a.lockedUntilMillis = :t WHERE a.userName = :n")
        .setParameter("t", untilMillis)
        .setParameter("n", name)
        .executeUpdate();
  }

  public void recordSuccess(String userName) {
    entities
        .createQuery(
            "UPDATE AccountEntity a SET a.failures = 0, a.lockedUntilMillis = 0"
                + " WHERE a.userName = :n")
        .setParameter("n", normalised(userName))
        .executeUpdate();
  }

  /** Makes the accounts those of the file: adds, changes, removes. */
  public void apply(List<AccountFile.Entry> entries) {
    for (AccountFile.Entry entry : entries) {
      String name = normalised(entry.userName());
      AccountEntity account = find(name).orElseGet(() -> new AccountEntity(name));
      account.apply(entry);
      entities.merge(account);
    }
    Set<String> wanted =
        entries.stream().map(entry -> normalised(entry.userName())).collect(Collectors.toSet());
    entities
        .createQuery("SELECT a FROM AccountEntity a", AccountEntity.class)
        .getResultList()
        .stream()
        .filter(account -> !wanted.contains(account.userName()))
        .forEach(entities::remove);
  }
}
