package org.healthchain.server.ledger;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.ControlPayload;
import org.healthchain.server.transaction.Erasure;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionKind;

/** Writes and reads the ledger within the caller's database transaction. */
public final class LedgerStore {
  private static final int IDS_PER_QUERY = 500;

  private final EntityManager entities;

  public LedgerStore(EntityManager entities) {
    this.entities = entities;
  }

  /** The newest block, or empty before the genesis is stored. */
  public Optional<LedgerTip> tip() {
    return newestBlock()
        .map(
            block ->
                new LedgerTip(block.header(), stateAfter(block.height()).orElseThrow().state()));
  }

  public void appendGenesis(BlockHeader header, ConsortiumState state) {
    entities.persist(new BlockEntity(header, BlockHeader.BYTES));
    entities.flush();
    entities.persist(new StateEntity(0, state));
    entities.flush();
  }

  /**
   * Appends the block; erases the bodies that it orders to be erased.
   *
   * @param stateChanged whether the block's state differs from its parent's
   */
  public void append(BlockOutcome block, boolean stateChanged) {
    long height = block.header().height();
    int sizeBytes = BlockHeader.BYTES;
    List<BodyEntity> bodies = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      sizeBytes += transaction.leaf().length;
    }
    entities.persist(new BlockEntity(block.header(), sizeBytes));
    for (int index = 0; index < block.transactions().size(); index++) {
      Transaction transaction = block.transactions().get(index);
      TransactionNumber number = TransactionNumber.of(height, index);
      entities.persist(new TransactionEntity(number, transaction));
      if (!transaction.erased()) {
        bodies.add(new BodyEntity(number, transaction.presentBody().bytes()));
      }
    }
    entities.flush();
    bodies.forEach(entities::persist);
    if (stateChanged) {
      entities.persist(new StateEntity(height, block.state()));
    }
    entities.flush();
    block.transactions().stream()
        .filter(transaction -> transaction.header().kind() == TransactionKind.ERASE)
        .forEach(erasure -> erase(erasure, height));
    entities.clear();
  }

  /**
   * Stores the commit certificate of a block, once.
   *
   * @return whether it was stored now: the block is here, and had none
   */
  public boolean certify(long height, byte[] certificate, int signers, int quorum) {
    if (entities.find(CertificateEntity.class, height) != null
        || entities.find(BlockEntity.class, height) == null) {
      return false;
    }
    entities.persist(new CertificateEntity(height, certificate, signers, quorum));
    return true;
  }

  public Optional<byte[]> certificate(long height) {
    return Optional.ofNullable(entities.find(CertificateEntity.class, height))
        .map(CertificateEntity::certificate);
  }

  /** Highest block up to a height that has a commit certificate; 0 if none. */
  public long certifiedHeight(long upTo) {
    Long height =
        entities
            .createQuery(
                "SELECT MAX(c.height) FROM CertificateEntity c WHERE c.height <= :upTo", Long.class)
            .setParameter("upTo", upTo)
            .getSingleResult();
    return height == null ? 0 : height;
  }

  /** Which of the ids stand on the ledger. */
  public Set<Hash> known(List<Hash> ids) {
    Set<Hash> known = new HashSet<>();
    for (int from = 0; from < ids.size(); from += IDS_PER_QUERY) {
      List<String> part =
          ids.subList(from, Math.min(ids.size(), from + IDS_PER_QUERY)).stream()
              .map(Hash::hex)
              .toList();
      entities
          .createQuery(
              "SELECT t.transactionId FROM TransactionEntity t WHERE t.transactionId IN :ids",
              String.class)
          .setParameter("ids", part)
          .getResultList()
          .forEach(id -> known.add(Hash.ofHex(id)));
    }
    return known;
  }

  public Optional<BlockHeader> header(long height) {
    return Optional.ofNullable(entities.find(BlockEntity.class, height)).map(BlockEntity::header);
  }

  /** The block's transactions with their bodies, in order. */
  public List<Transaction> transactions(long height) {
    return withBodies(
        entities
            .createQuery(
                "SELECT t FROM TransactionEntity t WHERE t.number BETWEEN :first AND :last"
                    + " ORDER BY t.number",
                TransactionEntity.class)
            .setParameter("first", TransactionNumber.of(height, 0).value())
            .setParameter("last", TransactionNumber.of(height + 1, 0).value() - 1)
            .getResultList());
  }

  /** The newest state snapshot at or below the height. */
  Optional<StateEntity> stateAfter(long height) {
    return entities
        .createQuery(
            "SELECT s FROM StateEntity s WHERE s.height <= :height ORDER BY s.height DESC",
            StateEntity.class)
        .setParameter("height", height)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  Optional<BlockEntity> newestBlock() {
    return entities
        .createQuery("SELECT b FROM BlockEntity b ORDER BY b.height DESC", BlockEntity.class)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  List<Transaction> withBodies(List<TransactionEntity> found) {
    List<Transaction> transactions = new ArrayList<>();
    for (TransactionEntity entity : found) {
      BodyEntity body = entities.find(BodyEntity.class, entity.number().value());
      transactions.add(entity.with(body == null ? null : body.body()));
    }
    return transactions;
  }

  private void erase(Transaction erasure, long height) {
    for (Hash id : erasedBy(erasure)) {
      entities
          .createQuery(
              "SELECT t.number FROM TransactionEntity t"
                  + " WHERE t.transactionId = :id AND t.kind = :kind AND t.number < :before",
              Long.class)
          .setParameter("id", id.hex())
          .setParameter("kind", (short) TransactionKind.RECORD.code())
          .setParameter("before", TransactionNumber.of(height, 0).value())
          .getResultList()
          .forEach(this::eraseBody);
    }
  }

  private void eraseBody(long number) {
    entities
        .createQuery("DELETE FROM BodyEntity b WHERE b.number = :number")
        .setParameter("number", number)
        .executeUpdate();
    entities
        .createQuery("UPDATE TransactionEntity t SET t.bodyBytes = 0 WHERE t.number = :number")
        .setParameter("number", number)
        .executeUpdate();
  }

  private static List<Hash> erasedBy(Transaction erasure) {
    try {
      ControlPayload payload =
          ControlPayload.decode(TransactionKind.ERASE, erasure.presentBody().bytes());
      return ((Erasure) payload).transactionIds();
    } catch (MalformedEncodingException e) {
      throw new IllegalStateException("an executed erasure is malformed", e);
    }
  }
}
