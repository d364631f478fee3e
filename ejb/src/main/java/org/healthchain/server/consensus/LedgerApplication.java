package org.healthchain.server.consensus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.dissemination.SubmissionFate;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.replica.Application;
import org.healthchain.consensus.replica.LedgerConflictException;
import org.healthchain.server.ledger.CurrentState;
import org.healthchain.server.ledger.DivergingBlockException;
import org.healthchain.server.ledger.LedgerReader;
import org.healthchain.server.ledger.LedgerTip;
import org.healthchain.server.ledger.LedgerWriter;
import org.healthchain.server.ledger.Rejections;
import org.healthchain.server.ledger.TravellingBlock;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.MemberStatus;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.OrderedTransactions;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;

/** The ledger as the replica's host sees it. */
final class LedgerApplication implements Application {
  private static final Logger LOG = Logger.getLogger(LedgerApplication.class.getName());

  private final LedgerReader reader;
  private final Recoveries recoveries;
  private final LedgerWriter writer;
  private final CurrentState current;
  private final TransactionJudge judge;
  private final Rejections rejections;
  private final StoredCertificates certificates;
  private final ExecutedIds executed;
  private final Consumer<ConsortiumState> members;

  /**
   * The ledger's beans.
   *
   * @param memberId whose ledger it is
   */
  record LedgerBeans(
      LedgerReader reader, LedgerWriter writer, CurrentState current, int memberId) {}

  /**
   * @param members is told the state when its members change, on the ledger's thread, outside of
   *     any database transaction
   */
  LedgerApplication(
      LedgerBeans beans,
      TransactionJudge judge,
      Rejections rejections,
      StoredCertificates certificates,
      Consumer<ConsortiumState> members) {
    this.reader = beans.reader();
    this.recoveries = new Recoveries(beans.reader(), beans.memberId());
    this.writer = beans.writer();
    this.current = beans.current();
    this.judge = judge;
    this.rejections = rejections;
    this.certificates = certificates;
    this.members = members;
    this.executed = new ExecutedIds(id -> !reader.known(List.of(id)).isEmpty());
    reader.forEachId(executed::add);
  }

  @Override
  public ChainState chainState() {
    LedgerTip tip = current.get();
    Membership membership = Memberships.of(tip.state());
    Membership last =
        tip.height() == 0 ? membership : Memberships.of(reader.stateAfter(tip.height() - 1));
    return new ChainState(
        new SequenceNumber(tip.height()),
        Memberships.digest(tip.header().hash()),
        last,
        membership,
        new SequenceNumber(lastMembershipChange(tip.state()) + 1),
        certificates.newest(tip.height()),
        recoveries.ownReport(tip.state(), lastMembershipChange(tip.state())));
  }

  private static long lastMembershipChange(ConsortiumState state) {
    long height = state.recoveredAtHeight();
    for (MemberStatus status : state.members()) {
      height = Math.max(height, Math.max(status.sinceHeight(), status.revokedAtHeight()));
    }
    return height;
  }

  @Override
  public List<Verdict> validate(List<TransactionBytes> transactions) {
    return judge.judge(transactions);
  }

  @Override
  public ExecutedBlock execute(int epoch, Proposal proposal, List<RelayBatch> batches) {
    LedgerTip before = current.get();
    if (before.height() >= proposal.sequenceNumber().value()) {
      return stored(epoch, proposal);
    }
    if (before.state().membershipEpoch() != epoch) {
      throw new LedgerConflictException("the ledger and the replica disagree on the epoch");
    }
    List<Transaction> transactions = new ArrayList<>();
    for (RelayBatch batch : batches) {
      for (TransactionBytes bytes : batch.transactions()) {
        transactions.add(decoded(bytes));
      }
    }
    var block =
        writer.execute(
            new OrderedTransactions(
                proposal.originatingView().value(),
                proposal.sequenceNumber().value(),
                proposal.timeMillis(),
                transactions),
            executed::contains);
    block.refused().forEach(one -> rejections.count(one.reason(), one.transactionId()));
    return appended(before.state(), block);
  }

  private static Transaction decoded(TransactionBytes bytes) {
    try {
      return Transaction.decode(bytes.bytes());
    } catch (MalformedEncodingException e) {
      throw new IllegalStateException("a batch that was judged valid does not decode", e);
    }
  }

  private ExecutedBlock appended(ConsortiumState before, BlockOutcome block) {
    List<Digest> committed = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      executed.add(transaction.id());
      committed.add(Memberships.digest(transaction.id()));
    }
    List<Digest> refused =
        block.refused().stream()
            .map(one -> one.transactionId())
            .filter(id -> !executed.contains(id))
            .map(Memberships::digest)
            .toList();
    certificates.appended(before, block.header());
    return result(before, block.header(), block.state(), committed, refused);
  }

  /**
   * What is there is the answer: the commit had succeeded before the call failed, or the block came
   * from a peer meanwhile.
   */
  private ExecutedBlock stored(int epoch, Proposal proposal) {
    long height = proposal.sequenceNumber().value();
    BlockHeader header = reader.header(height).orElseThrow();
    long parentMillis = reader.header(height - 1).orElseThrow().timeMillis();
    if (header.originatingView() != proposal.originatingView().value()
        || header.timeMillis() != Math.max(parentMillis, proposal.timeMillis())
        || header.membershipEpoch() != epoch) {
      throw new LedgerConflictException("another block than the ordered one stands at " + height);
    }
    return stored(header);
  }

  private ExecutedBlock stored(BlockHeader header) {
    List<Digest> committed = new ArrayList<>();
    for (Transaction transaction : reader.transactions(header.height())) {
      executed.add(transaction.id()); // the call that appended it may have failed before it did
      committed.add(Memberships.digest(transaction.id()));
    }
    ConsortiumState before = reader.stateAfter(header.height() - 1);
    return result(before, header, reader.stateAfter(header.height()), committed, List.of());
  }

  private static ExecutedBlock result(
      ConsortiumState before,
      BlockHeader header,
      ConsortiumState after,
      List<Digest> committed,
      List<Digest> refused) {
    Optional<Membership> next =
        after.membershipEpoch() == before.membershipEpoch()
            ? Optional.empty()
            : Optional.of(Memberships.of(after));
    return new ExecutedBlock(
        new SequenceNumber(header.height()),
        Memberships.digest(header.hash()),
        next,
        committed,
        refused);
  }

  @Override
  public void certified(CheckpointCertificate certificate) {
    certificates.store(certificate);
  }

  @Override
  public Optional<byte[]> block(SequenceNumber height) {
    return reader
        .header(height.value())
        .filter(header -> header.height() > 0)
        .map(
            header ->
                new TravellingBlock(
                        header,
                        reader.certificate(header.height()).map(LedgerApplication::unverified),
                        reader.transactions(header.height()))
                    .encode());
  }

  private static TravellingBlock.Proof unverified(byte[] certificate) {
    return new TravellingBlock.Proof(Opaque.of(certificate), 0, 0);
  }

  @Override
  public Optional<FetchedBlock> read(byte[] bytes) {
    try {
      var block = TravellingBlock.decode(bytes);
      return Optional.of(
          new FetchedBlock(
              new SequenceNumber(block.header().height()),
              Memberships.digest(block.header().previousHash()),
              Memberships.digest(block.header().hash()),
              StoredCertificates.read(block)));
    } catch (MalformedEncodingException | IllegalArgumentException e) {
      rejections.count(RejectionReason.MALFORMED_MESSAGE, 1);
      return Optional.empty();
    }
  }

  @Override
  public Optional<ExecutedBlock> install(byte[] bytes) {
    LedgerTip before = current.get();
    try {
      var block = TravellingBlock.decode(bytes);
      if (block.header().height() <= before.height()) {
        return reader
            .header(block.header().height())
            .filter(block.header()::equals)
            .map(this::stored);
      }
      if (!Recoveries.isAuthorised(block, this::validate)) {
        LOG.severe("A recovery is certified that the manager did not sign");
        return Optional.empty();
      }
      var checked = block.certifiedBy(certificates.verified(block, before.state()));
      return Optional.of(appended(before.state(), writer.install(checked, executed::contains)));
    } catch (MalformedEncodingException | DivergingBlockException e) {
      LOG.log(Level.SEVERE, "A certified block cannot be appended", e);
      return Optional.empty();
    }
  }

  @Override
  public void membershipChanged(Membership membership, SequenceNumber epochFirst) {
    members.accept(current.get().state());
  }

  @Override
  public void submission(Digest transactionId, SubmissionFate state) {
    if (state == SubmissionFate.STALLED || state == SubmissionFate.INVALID) {
      LOG.log(Level.WARNING, "Transaction {0} is {1}", new Object[] {transactionId, state});
    }
  }

  @Override
  public Optional<Digest> idOf(TransactionBytes transaction) {
    byte[] bytes = transaction.bytes();
    if (bytes.length < TransactionHeader.BYTES) {
      return Optional.empty();
    }
    try {
      Hash id = TransactionHeader.decode(Arrays.copyOf(bytes, TransactionHeader.BYTES)).id();
      return Optional.of(Memberships.digest(id));
    } catch (MalformedEncodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isExecuted(Digest transactionId) {
    return executed.contains(Memberships.hash(transactionId));
  }
}
