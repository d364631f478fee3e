package org.healthchain.server.consensus;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.replica.HostStatus;
import org.healthchain.consensus.transport.TransportCounters;
import org.healthchain.server.group.Authorisations;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.LedgerTip;
import org.healthchain.server.ledger.LedgerWriter;
import org.healthchain.server.ledger.Rejections;
import org.healthchain.server.ledger.TransactionOutlet;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.Transaction;

/**
 * Starts the replica with the server and stops it with it. An institution's votes; the manager's
 * follows the ledger as an observer and hands in control transactions.
 */
@Singleton
@Startup
@DependsOn("SchemaInstaller")
@Local({TransactionOutlet.class, ReplicaMonitor.class})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ReplicaBean implements TransactionOutlet, ReplicaMonitor {
  @Inject private CurrentInstance instance;
  @Inject private LedgerReader reader;
  @Inject private LedgerWriter writer;
  @Inject private CurrentState current;
  @Resource private ManagedThreadFactory threads;
  @Inject private Rejections rejections;

  private final VoteVerifier votes = new VoteVerifier();
  private volatile ReplicaRuntime runtime;
  private TransactionJudge judge;

  @PostConstruct
  void start() {
    writer.open();
    judge = judge();
    try {
      new RecoveryAppender(reader, writer, instance.genesis())
          .append(instance.directory().sealedRecovery(), current.get());
      LedgerTip tip = current.get();
      runtime = ReplicaRuntime.start(instance, tip.state(), votes, this::application, threads);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the replica did not start: " + e.getMessage(), e);
    }
  }

  private TransactionJudge judge() {
    Genesis genesis = instance.genesis();
    return new TransactionJudge(
        instance.chainId(),
        Authorisations.of(genesis.groupPublicKey(), genesis.manager().identityKey()),
        () -> current.get().state().groupEpoch(),
        rejections);
  }

  private LedgerApplication application(Consumer<ConsortiumState> members) {
    return new LedgerApplication(
        new LedgerApplication.LedgerBeans(reader, writer, current, instance.directory().memberId()),
        judge,
        rejections,
        new StoredCertificates(reader, writer, LedgerChecks.certificates(votes)),
        members);
  }

  @PreDestroy
  void stop() {
    if (runtime != null) {
      runtime.close();
    }
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public void submit(Transaction transaction) {
    ReplicaRuntime running = runtime;
    if (running != null) {
      running.submit(TransactionBytes.of(transaction.encode()));
    }
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public void submitSigned(Transaction transaction) {
    ReplicaRuntime running = runtime;
    if (running != null) {
      TransactionBytes bytes = TransactionBytes.of(transaction.encode());
      judge.vouchFor(bytes);
      running.submit(bytes);
    }
  }

  @Override
  public Optional<HostStatus> status() {
    return Optional.ofNullable(runtime).map(ReplicaRuntime::status);
  }

  @Override
  public boolean running() {
    return runtime != null && runtime.running();
  }

  @Override
  public boolean brokerRunning() {
    return runtime != null && runtime.brokerRunning();
  }

  @Override
  public Map<ReplicaId, TransportCounters.Snapshot> traffic() {
    return runtime == null ? Map.of() : runtime.counters().snapshot();
  }

  @Override
  public Map<RejectionReason, Long> rejections() {
    Map<RejectionReason, Long> all = rejections.snapshot();
    ReplicaRuntime running = runtime;
    if (running != null) {
      RefusedByPeers.addTo(all, running.counters(), running.status());
      all.merge(RejectionReason.STRANGER, running.strangersRefused(), Long::sum);
      all.merge(RejectionReason.REVOKED_MEMBER, running.formerMembersRefused(), Long::sum);
    }
    return all;
  }
}
