package org.healthchain.server.ledger;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.QuorumSize;

/** {@link LedgerService} over the entities. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class LedgerServiceBean implements LedgerService {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final int MAX_PAGE = 500;

  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Resource(lookup = "java:app/jdbc/healthchain")
  private DataSource dataSource;

  @Inject private LedgerVerifier verifier;

  @Override
  public long height() {
    return store().newestBlock().map(BlockEntity::height).orElse(0L);
  }

  @Override
  public List<BlockView> blocks(int offset, int limit) {
    return entities
        .createQuery("SELECT b FROM BlockEntity b ORDER BY b.height DESC", BlockEntity.class)
        .setFirstResult(Math.max(0, offset))
        .setMaxResults(Math.min(limit, MAX_PAGE))
        .getResultStream()
        .map(this::view)
        .toList();
  }

  @Override
  public Optional<BlockView> block(long height) {
    return Optional.ofNullable(entities.find(BlockEntity.class, height)).map(this::view);
  }

  @Override
  public Optional<BlockView> blockByHash(String headerHash) {
    return hex(headerHash)
        .flatMap(
            hash ->
                entities
                    .createQuery(
                        "SELECT b FROM BlockEntity b WHERE b.headerHash = :hash", BlockEntity.class)
                    .setParameter("hash", hash)
                    .getResultStream()
                    .findFirst())
        .map(this::view);
  }

  @Override
  public List<TransactionView> transactionsOf(long height, int offset, int limit) {
    if (height < 0) {
      return List.of();
    }
    return entities
        .createQuery(
            "SELECT t FROM TransactionEntity t WHERE t.number BETWEEN :first AND :last"
                + " ORDER BY t.number",
            TransactionEntity.class)
        .setParameter("first", TransactionNumber.of(height, 0).value())
        .setParameter("last", TransactionNumber.of(height + 1, 0).value() - 1)
        .setFirstResult(Math.max(0, offset))
        .setMaxResults(Math.min(limit, MAX_PAGE))
        .getResultStream()
        .map(this::view)
        .toList();
  }

  @Override
  public Optional<TransactionView> transaction(String transactionId) {
    return hex(transactionId)
        .flatMap(id -> find("t.transactionId = :value", id, 0, 1).stream().findFirst());
  }

  @Override
  public List<TransactionView> transactionsBySerialNumber(
      String serialNumber, int offset, int limit) {
    return hex(serialNumber)
        .map(number -> find("t.serialNumber = :value", number, offset, limit))
        .orElse(List.of());
  }

  @Override
  public long countBySerialNumber(String serialNumber) {
    return hex(serialNumber)
        .map(
            number ->
                entities
                    .createQuery(
                        "SELECT COUNT(t) FROM TransactionEntity t WHERE t.serialNumber = :value",
                        Long.class)
                    .setParameter("value", number)
                    .getSingleResult())
        .orElse(0L);
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public BlockVerification verify(long height) {
    try (Connection connection = dataSource.getConnection()) {
      return new BlockVerification(height, verifier.verifyOne(connection, height));
    } catch (SQLException e) {
      throw new IllegalStateException("the ledger could not be read", e);
    }
  }

  private List<TransactionView> find(String condition, String value, int offset, int limit) {
    return entities
        .createQuery(
            "SELECT t FROM TransactionEntity t WHERE " + condition + " ORDER BY t.number DESC",
            TransactionEntity.class)
        .setParameter("value", value)
        .setFirstResult(Math.max(0, offset))
        .setMaxResults(Math.min(limit, MAX_PAGE))
        .getResultStream()
        .map(this::view)
        .toList();
  }

  private BlockView view(BlockEntity block) {
    BlockHeader header = block.header();
    CertificateEntity certificate = entities.find(CertificateEntity.class, block.height());
    return new BlockView(
        block.height(),
        block.headerHash(),
        header.previousHash().hex(),
        header.merkleRoot().hex(),
        header.stateRoot().hex(),
        header.originatingView(),
        header.membershipEpoch(),
        Instant.ofEpochMilli(header.timeMillis()),
        header.transactionCount(),
        block.sizeBytes() + bodyBytes(block.height()),
        certificate != null || block.height() == 0,
        certificate == null ? 0 : certificate.signers(),
        certificate == null ? quorum(block.height()) : certificate.quorum());
  }

  /** Of the members that certify the block; the genesis needs none. */
  private int quorum(long height) {
    if (height == 0) {
      return 0;
    }
    int members =
        store()
            .stateAfter(height - 1)
            .map(StateEntity::state)
            .map(ConsortiumState::activeMembers)
            .map(List::size)
            .orElse(0);
    return new QuorumSize(members).quorum();
  }

  private int bodyBytes(long height) {
    Number sum =
        entities
            .createQuery(
                "SELECT SUM(t.bodyBytes) FROM TransactionEntity t"
                    + " WHERE t.number BETWEEN :first AND :last",
                Number.class)
            .setParameter("first", TransactionNumber.of(height, 0).value())
            .setParameter("last", TransactionNumber.of(height + 1, 0).value() - 1)
            .getSingleResult();
    return sum == null ? 0 : sum.intValue();
  }

  private TransactionView view(TransactionEntity transaction) {
    TransactionNumber number = transaction.number();
    return new TransactionView(
        transaction.transactionId(),
        transaction.header().kind().name(),
        number.height(),
        number.index(),
        Instant.ofEpochMilli(store().header(number.height()).orElseThrow().timeMillis()),
        transaction.serialNumber(),
        transaction.groupEpoch(),
        transaction.keyId(),
        transaction.bodyBytes(),
        transaction.bodyBytes() == 0);
  }

  private static Optional<String> hex(String text) {
    String lower = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    return HEX.matcher(lower).matches() ? Optional.of(lower) : Optional.empty();
  }

  private LedgerStore store() {
    return new LedgerStore(entities);
  }
}
