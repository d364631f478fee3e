package org.healthchain.server.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LanePosition;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.replica.Application;
import org.healthchain.consensus.replica.LedgerConflictException;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.ledger.BlockAppended;
import org.healthchain.server.ledger.BlocksCertified;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.LedgerStore;
import org.healthchain.server.ledger.LedgerTip;
import org.healthchain.server.ledger.LedgerWriter;
import org.healthchain.server.ledger.Rejections;
import org.healthchain.server.ledger.TestDatabase;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.Samples;
import org.healthchain.server.transaction.Transaction;
import org.junit.jupiter.api.Test;

/** The ledger as the replica sees it, over the real beans and H2; only CDI's event is played. */
class LedgerApplicationTest {
  private final Samples samples = new Samples(61);
  private final ConsortiumState genesisState = samples.state(4);
  private final BlockHeader genesis = BlockHeader.genesis(Samples.CHAIN, genesisState, 5);
  private final Transaction first = samples.record(genesisState);
  private final Transaction second = samples.record(genesisState);
  private final Rejections rejections = new Rejections();
  private final List<BlockAppended> told = new ArrayList<>();
  private final List<BlocksCertified> vouched = new ArrayList<>();
  private CurrentState current;

  @Test
  void aBlockIsExecutedOnceHoweverOftenItIsAskedFor() throws Exception {
    with(
        "executed",
        app -> {
          Application.ExecutedBlock block = app.execute(0, proposal(1), batch(first, second));
          assertThat(block.committed()).containsExactly(digest(first), digest(second));
          assertThat(app.execute(0, proposal(1), batch(first, second))).isEqualTo(block);
          assertThat(current.get().height()).isEqualTo(1);
          assertThat(told).hasSize(1);
          assertThat(app.isExecuted(digest(first))).isTrue();
          assertThat(app.chainState().headerHash()).isEqualTo(block.headerHash());
        });
  }

  @Test
  void aBlockBelowTheTipIsAnsweredAsItStandsThere() throws Exception {
    with(
        "below",
        app -> {
          Application.ExecutedBlock block = app.execute(0, proposal(1), batch(first));
          byte[] bytes = app.block(new SequenceNumber(1)).orElseThrow();
          app.execute(0, proposal(2), batch(second));

          assertThat(app.execute(0, proposal(1), List.of())).isEqualTo(block);
          assertThat(app.install(bytes)).contains(block);
          assertThat(current.get().height()).isEqualTo(2);
          assertThat(told).hasSize(2);
        });
  }

  @Test
  void anotherProposalThanTheOneThatStandsThereIsAConflict() throws Exception {
    with(
        "conflict",
        app -> {
          app.execute(0, proposal(1), batch(first));
          Proposal other = Proposal.nullRequest(new View(1), new SequenceNumber(1));

          assertThatThrownBy(() -> app.execute(0, other, List.of()))
              .isInstanceOf(LedgerConflictException.class);
          assertThatThrownBy(() -> app.execute(1, proposal(2), batch(second)))
              .isInstanceOf(LedgerConflictException.class);
          assertThat(current.get().height()).isEqualTo(1);
        });
  }

  /** Seen in a running manager: the ledger grew between its tip and its certificates being read. */
  @Test
  void aCertificateThatCameWhileTheStateWasReadIsNotBeyondTheState() throws Exception {
    with(
        "growing",
        app -> {
          app.execute(0, proposal(1), batch(first));
          LedgerTip before = current.get();
          Application.ExecutedBlock next = app.execute(0, proposal(2), batch(second));
          app.certified(certificate(next));
          assertThat(app.chainState().certified()).hasValue(certificate(next));

          current.set(before);
          assertThat(app.chainState().certified()).isEmpty();
        });
  }

  /** The hash chain covers the blocks below; whoever waits for their certificate is told once. */
  @Test
  void aCertificateVouchesForTheBlocksBelowAndIsToldOnce() throws Exception {
    with(
        "vouched",
        app -> {
          app.execute(0, proposal(1), batch(first));
          assertThat(vouched).as("executed is not certified").isEmpty();
          Application.ExecutedBlock next = app.execute(0, proposal(2), batch(second));
          Application.ExecutedBlock last = app.execute(0, proposal(3), List.of());

          app.certified(certificate(next));
          app.certified(certificate(next));
          app.certified(certificate(last));

          assertThat(vouched).containsExactly(new BlocksCertified(0, 2), new BlocksCertified(2, 3));
        });
  }

  @Test
  void aTransactionThatStandsThereAlreadyIsLeftOutAndCounted() throws Exception {
    with(
        "replayed",
        app -> {
          app.execute(0, proposal(1), batch(first));
          assertThat(app.execute(0, proposal(2), batch(first, second)).committed())
              .containsExactly(digest(second));
          assertThat(rejections.snapshot().get(RejectionReason.REPLAYED_TRANSACTION)).isOne();
        });
  }

  @Test
  void whatOneServerExecutedAnotherInstalls() throws Exception {
    List<byte[]> sent = new ArrayList<>();
    List<Digest> hashes = new ArrayList<>();
    with(
        "sender",
        app -> {
          hashes.add(app.execute(0, proposal(1), batch(first)).headerHash());
          sent.add(app.block(new SequenceNumber(1)).orElseThrow());
          assertThat(app.block(new SequenceNumber(0))).as("the genesis is nobody's").isEmpty();
          assertThat(app.block(new SequenceNumber(2))).isEmpty();
        });
    with(
        "receiver",
        app -> {
          assertThat(app.read(sent.get(0)).orElseThrow().headerHash()).isEqualTo(hashes.get(0));
          var installed = app.install(sent.get(0)).orElseThrow();
          assertThat(installed.headerHash()).isEqualTo(hashes.get(0));
          assertThat(app.install(sent.get(0))).contains(installed);
          assertThat(app.isExecuted(digest(first))).isTrue();
        });
  }

  @Test
  void bytesThatAreNoBlockAreRefusedAndCounted() throws Exception {
    with(
        "malformed",
        app -> {
          assertThat(app.read(samples.bytes(300))).isEmpty();
          assertThat(rejections.snapshot().get(RejectionReason.MALFORMED_MESSAGE)).isOne();
          assertThat(app.idOf(TransactionBytes.of(samples.bytes(20)))).isEmpty();
          assertThat(app.idOf(TransactionBytes.of(first.encode()))).contains(digest(first));
        });
  }

  private static CheckpointCertificate certificate(Application.ExecutedBlock block) {
    MemberSet signers = MemberSet.of(4, BitSet.valueOf(new long[] {0b0111}));
    return new CheckpointCertificate(
        block.height(),
        block.headerHash(),
        new QuorumCertificate(SignatureScheme.ED25519, 0, signers, Bytes.of(new byte[3 * 64])));
  }

  private void with(String name, Consumer<LedgerApplication> use) throws Exception {
    try (TestDatabase database = new TestDatabase(name)) {
      database.inTransaction(
          entities -> {
            new LedgerStore(entities).appendGenesis(genesis, genesisState);
            use.accept(application(entities));
          });
    }
  }

  private LedgerApplication application(EntityManager entities) {
    current = new CurrentState();
    current.set(new LedgerTip(genesis, genesisState));
    CurrentInstance instance = put(new CurrentInstance(), "chainId", Samples.CHAIN);
    LedgerReader reader = put(new LedgerReader(), "entities", entities);
    LedgerWriter writer = put(new LedgerWriter(), "entities", entities);
    put(writer, "instance", instance);
    put(writer, "current", current);
    put(writer, "appended", event(this::appended));
    put(writer, "certified", event((BlocksCertified one) -> vouched.add(one)));
    return new LedgerApplication(
        new LedgerApplication.LedgerBeans(reader, writer, current, 1),
        new TransactionJudge(Samples.CHAIN, unused -> Set.of(), () -> 0, rejections),
        rejections,
        new StoredCertificates(reader, writer, LedgerChecks.certificates(new VoteVerifier())),
        state -> {});
  }

  private void appended(BlockAppended event) {
    told.add(event);
    current.onAppended(event);
  }

  /** What the container does once the transaction is durable. */
  @SuppressWarnings("unchecked")
  private static <T> Event<T> event(Consumer<T> observer) {
    return (Event<T>)
        Proxy.newProxyInstance(
            Event.class.getClassLoader(),
            new Class<?>[] {Event.class},
            (proxy, method, arguments) -> {
              observer.accept((T) arguments[0]);
              return null;
            });
  }

  /** Injects as the container does. */
  private static <T> T put(T bean, String name, Object value) {
    try {
      Field field = bean.getClass().getDeclaredField(name);
      field.setAccessible(true);
      field.set(bean, value);
      return bean;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Proposal proposal(long height) {
    return new Proposal(
        View.ZERO, new SequenceNumber(height), Samples.NOON_MILLIS + height, List.of());
  }

  private static List<RelayBatch> batch(Transaction... transactions) {
    List<TransactionBytes> bytes =
        List.of(transactions).stream().map(one -> TransactionBytes.of(one.encode())).toList();
    return List.of(new RelayBatch(new LanePosition(new ReplicaId(1), 1, 1), 1, Digest.ZERO, bytes));
  }

  private static Digest digest(Transaction transaction) {
    return Memberships.digest(transaction.id());
  }
}
