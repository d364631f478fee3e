package org.healthchain.server.submission;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.ledger.BlockAppended;
import org.healthchain.server.ledger.BlocksCertified;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.RejectionReason;

/**
 * Writes into the outbox what a block made of its rows, in the block's own JTA transaction, and
 * that they are committed in that of its certificate.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class SubmissionOutcome {
  private static final int IDS_PER_QUERY = 500;

  /** Signed again in the new epoch, or on the chain already. */
  private static final Set<RejectionReason> NOT_FINAL =
      EnumSet.of(RejectionReason.WRONG_GROUP_EPOCH, RejectionReason.REPLAYED_TRANSACTION);

  @PersistenceContext(unitName = "healthchain")
  private EntityManager entities;

  @Inject private CurrentInstance instance;
  @Inject private Event<SubmissionsChanged> changed;

  /** Not for callers: a block is being appended. */
  public void onAppended(@Observes BlockAppended event) {
    BlockOutcome block = event.block();
    if (!instance.isInstitution()) {
      return;
    }
    List<SubmissionChanged> changes = new ArrayList<>();
    long now = block.header().timeMillis();
    List<String> included =
        block.transactions().stream().map(transaction -> transaction.id().hex()).toList();
    for (SubmissionEntity row : own(included)) {
      row.include(block.header().height(), now);
    }
    Map<String, RejectionReason> refused =
        block.refused().stream()
            .filter(one -> !NOT_FINAL.contains(one.reason()))
            .collect(
                Collectors.toMap(
                    one -> one.transactionId().hex(),
                    BlockOutcome.Refused::reason,
                    (first, second) -> first));
    for (SubmissionEntity row : own(List.copyOf(refused.keySet()))) {
      row.reject(Objects.requireNonNull(refused.get(row.transactionId())), now);
      changes.add(new SubmissionChanged(row.doctor(), row.view()));
    }
    tell(changes);
  }

  /** Not for callers: a certificate is being stored. */
  public void onCertified(@Observes BlocksCertified event) {
    if (!instance.isInstitution()) {
      return;
    }
    List<SubmissionChanged> changes = new ArrayList<>();
    for (SubmissionEntity row :
        new SubmissionStore(entities).included(event.above(), event.upTo())) {
      row.commit();
      changes.add(new SubmissionChanged(row.doctor(), row.view()));
    }
    tell(changes);
  }

  private void tell(List<SubmissionChanged> changes) {
    if (!changes.isEmpty()) {
      entities.flush();
      changed.fire(new SubmissionsChanged(changes));
    }
  }

  private List<SubmissionEntity> own(List<String> ids) {
    List<SubmissionEntity> rows = new ArrayList<>();
    SubmissionStore store = new SubmissionStore(entities);
    for (int from = 0; from < ids.size(); from += IDS_PER_QUERY) {
      rows.addAll(store.waiting(ids.subList(from, Math.min(ids.size(), from + IDS_PER_QUERY))));
    }
    return rows;
  }
}
