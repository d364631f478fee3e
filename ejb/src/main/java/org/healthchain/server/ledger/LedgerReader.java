package org.healthchain.server.ledger;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionKind;

/** Reads the ledger for the server's other services, with bodies; never for pages. */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class LedgerReader {
  private static final int ID_PAGE = 5_000;

  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  public Optional<LedgerTip> tip() {
    return store().tip();
  }

  public Optional<BlockHeader> header(long height) {
    return store().header(height);
  }

  public List<Transaction> transactions(long height) {
    return store().transactions(height);
  }

  public Optional<byte[]> certificate(long height) {
    return store().certificate(height);
  }

  public long certifiedHeight(long upTo) {
    return store().certifiedHeight(upTo);
  }

  public Set<Hash> known(List<Hash> ids) {
    return store().known(ids);
  }

  /** The state in force after the block of that height. */
  public ConsortiumState stateAfter(long height) {
    return store()
        .stateAfter(height)
        .orElseThrow(() -> new IllegalArgumentException("no block " + height))
        .state();
  }

  /** Tells every transaction id on the ledger, in pages. */
  public void forEachId(Consumer<Hash> consumer) {
    long above = -1;
    List<Object[]> page;
    do {
      page =
          entities
              .createQuery(
                  "SELECT t.number, t.transactionId FROM TransactionEntity t"
                      + " WHERE t.number > :above ORDER BY t.number",
                  Object[].class)
              .setParameter("above", above)
              .setMaxResults(ID_PAGE)
              .getResultList();
      for (Object[] row : page) {
        above = (Long) row[0];
        consumer.accept(Hash.ofHex((String) row[1]));
      }
    } while (page.size() == ID_PAGE);
  }

  public Optional<StoredTransaction> transaction(Hash id) {
    return query("t.transactionId = :value", id.hex(), 0, 1).stream().findFirst();
  }

  /** How many records of a serial number there are. */
  public long countBySerialNumber(Hash serialNumber) {
    return count("t.serialNumber = :value", serialNumber.hex());
  }

  /** Records of a serial number, newest first. */
  public List<StoredTransaction> bySerialNumber(Hash serialNumber, int offset, int limit) {
    return query("t.serialNumber = :value", serialNumber.hex(), offset, limit);
  }

  /** How many records are sealed to a day key. */
  public long countByKeyId(Hash keyId) {
    return count("t.keyId = :value", keyId.hex());
  }

  /** The newest record that corrects the one given (FR-12). */
  public Optional<Hash> supersededBy(Hash id) {
    return query("t.supersedes = :value", id.hex(), 0, 1).stream()
        .findFirst()
        .map(found -> found.transaction().id());
  }

  /** Transactions of a kind, newest first. */
  public List<StoredTransaction> byKind(TransactionKind kind, int offset, int limit) {
    return query("t.kind = :value", (short) kind.code(), offset, limit);
  }

  private List<StoredTransaction> query(String condition, Object value, int offset, int limit) {
    List<TransactionEntity> found =
        entities
            .createQuery(
                "SELECT t FROM TransactionEntity t WHERE " + condition + " ORDER BY t.number DESC",
                TransactionEntity.class)
            .setParameter("value", value)
            .setFirstResult(offset)
            .setMaxResults(limit)
            .getResultList();
    List<Transaction> transactions = store().withBodies(found);
    List<StoredTransaction> stored = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      TransactionNumber number = found.get(i).number();
      stored.add(
          new StoredTransaction(
              transactions.get(i), store().header(number.height()).orElseThrow(), number.index()));
    }
    return stored;
  }

  private long count(String condition, Object value) {
    return entities
        .createQuery("SELECT COUNT(t) FROM TransactionEntity t WHERE " + condition, Long.class)
        .setParameter("value", value)
        .getSingleResult();
  }

  private LedgerStore store() {
    return new LedgerStore(entities);
  }
}
