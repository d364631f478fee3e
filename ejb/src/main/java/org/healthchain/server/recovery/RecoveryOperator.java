package org.healthchain.server.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.server.consensus.OperatorLog;
import org.healthchain.server.consensus.OperatorVotes;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MemberStatus;
import org.healthchain.server.transaction.Opaque;
import org.healthchain.server.transaction.Recovery;
import org.healthchain.server.transaction.RecoveryReport;
import org.healthchain.server.transaction.Transaction;

/**
 * An institution's part of a recovery: says what its server holds, and votes. Its server is
 * stopped. What it promises is durable in the vote log, and beside the keys, before it is out.
 */
public final class RecoveryOperator {
  /** How far a proposal may lie back: as long as it may take to get hold of everybody. */
  static final long MAX_AGE_MILLIS = 14 * 86_400_000L;

  static final long MAX_CLOCK_SKEW_MILLIS = 10 * 60_000L;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Survivor server;
  private final PromiseFile promises;

  public RecoveryOperator(Survivor server) {
    this.server = server;
    this.promises = new PromiseFile(server.instance().recoveries());
  }

  /**
   * Ends the epoch at this server. Called once more for the same attempt it gives the same report.
   *
   * @param attempt from 1; above the last one if another is made
   */
  public ReportFile report(int attempt)
      throws RecoveryRefusedException, IOException, SQLException, GeneralSecurityException {
    ConsortiumState state = server.state();
    int self = self(state);
    int epoch = state.membershipEpoch();
    try (OperatorLog log = openLog()) {
      Optional<OperatorLog.Promise> logged = log.promised().filter(p -> p.epoch() == epoch);
      Optional<OperatorLog.Promise> last = later(logged, promises.last(epoch));
      if (last.isPresent() && last.get().attempt() >= attempt) {
        return repeated(attempt, last.get(), logged.equals(last));
      }
      var which = new RecoveryReport.Attempt(server.genesis().chainId(), epoch, attempt);
      RecoveryReport report = signed(self, which, last.flatMap(OperatorLog.Promise::vote));
      Evidence evidence = server.evidence(server.certified(), withinTail(log.decisions(epoch)));
      ReportFile file =
          new ReportFile(
              which, report, evidence, earlier(epoch, last.flatMap(OperatorLog.Promise::vote)));
      var promise =
          new OperatorLog.Promise(
              epoch,
              attempt,
              report.digest(),
              report.voted(),
              last.map(OperatorLog.Promise::block).orElse(Hash.ZERO));
      promises.write(promise);
      log.promise(promise);
      write(reportFile(epoch, attempt), file.encode());
      return file;
    }
  }

  private ReportFile repeated(int attempt, OperatorLog.Promise last, boolean inLog)
      throws RecoveryRefusedException, IOException {
    Path file = reportFile(last.epoch(), attempt);
    if (last.attempt() == attempt && inLog && Files.exists(file)) {
      ReportFile stored = ReportFile.decode(Files.readAllBytes(file));
      if (stored.report().digest().equals(last.report())) {
        return stored;
      }
    }
    throw new RecoveryRefusedException(
        "This server has reported for attempt "
            + last.attempt()
            + " already: agree with the manager upon attempt "
            + (last.attempt() + 1)
            + ".");
  }

  private RecoveryReport signed(
      int self, RecoveryReport.Attempt attempt, Optional<RecoveryReport.Vote> voted)
      throws IOException, SQLException, GeneralSecurityException {
    byte[] nonce = new byte[RecoveryReport.NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    RecoveryReport unsigned =
        new RecoveryReport(
            self,
            server.certifiedHeight(),
            server.tipHeight(),
            server.tip().hash(),
            Opaque.of(nonce),
            voted,
            Opaque.of(new byte[0]));
    byte[] seed = server.instance().keyStore().requireSecret(SecretName.IDENTITY_KEY);
    try {
      return unsigned.signedBy(new Ed25519PrivateKeyParameters(seed, 0), attempt);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /**
   * Checks everything and votes for the recovery block.
   *
   * @throws RecoveryRefusedException if this server must not vote for it, and why
   */
  public VoteFile vote(ProposalFile proposal, long nowMillis)
      throws RecoveryRefusedException, IOException, SQLException, GeneralSecurityException {
    Recovery recovery = Claims.recovery(proposal.transaction());
    int self = self(server.state());
    Witness witness = new Witness(server.genesis(), server.ledger());
    Witness.Chain chain = witness.follow(proposal.evidence());
    BlockOutcome block = witness.recover(chain, proposal.transaction(), recovery.timeMillis());
    Claims.lieOn(chain, server.ledger(), recovery.reports());
    Claims.votesWereAskedFor(
        recovery.reports(), proposal.earlier(), server.genesis().manager().identityKey());
    checkTime(recovery, nowMillis);
    checkOwnLedger(chain);
    RecoveryReport own =
        recovery.reports().stream()
            .filter(report -> report.memberId() == self)
            .findFirst()
            .orElseThrow(
                () -> new RecoveryRefusedException("This server's report is not in the proposal."));
    try (OperatorLog log = openLog()) {
      Hash hash = block.header().hash();
      checkPromise(log.promised(), recovery, own, hash);
      var vote =
          new RecoveryReport.Vote(recovery.attempt(), recovery.baseHeight(), recovery.baseHash());
      var promise =
          new OperatorLog.Promise(
              recovery.epoch(), recovery.attempt(), own.digest(), Optional.of(vote), hash);
      promises.write(promise);
      log.promise(promise);
      write(proposalFile(recovery.epoch(), recovery.attempt()), proposal.encode());
      return new VoteFile(
          hash,
          OperatorVotes.sign(self, server.instance().keyStore(), block.header(), chain.state()));
    }
  }

  /** One vote in an attempt, and only with the log that knows of the report. */
  private void checkPromise(
      Optional<OperatorLog.Promise> logged, Recovery recovery, RecoveryReport own, Hash block)
      throws RecoveryRefusedException, IOException {
    boolean known =
        logged.isPresent()
            && logged.get().epoch() == recovery.epoch()
            && logged.get().attempt() == recovery.attempt()
            && logged.get().report().equals(own.digest());
    Optional<OperatorLog.Promise> last = later(logged, promises.last(recovery.epoch()));
    if (!known || last.get().attempt() != recovery.attempt()) {
      throw new RecoveryRefusedException(
          "The proposal does not rest on this server's last report, or the server has lost its log"
              + " since: report again for a new attempt.");
    }
    boolean votedAlready =
        last.get().vote().filter(vote -> vote.attempt() == recovery.attempt()).isPresent();
    if (votedAlready && !last.get().block().equals(block)) {
      throw secondVote(recovery);
    }
  }

  private static RecoveryRefusedException secondVote(Recovery recovery) {
    return new RecoveryRefusedException(
        "This server has voted for another recovery in attempt "
            + recovery.attempt()
            + ". Two that the manager signed for one attempt are a reason for an inquiry.");
  }

  private static void checkTime(Recovery recovery, long nowMillis) throws RecoveryRefusedException {
    if (recovery.timeMillis() > nowMillis + MAX_CLOCK_SKEW_MILLIS
        || recovery.timeMillis() < nowMillis - MAX_AGE_MILLIS) {
      throw new RecoveryRefusedException(
          "The proposal's time is not within the last two weeks by this server's clock.");
    }
  }

  private void checkOwnLedger(Witness.Chain chain) throws RecoveryRefusedException, SQLException {
    if (server.tipHeight() > chain.tip().height()) {
      throw new RecoveryRefusedException(
          "The recovery would lose block "
              + server.tipHeight()
              + ", which this server has: report again for a new attempt.");
    }
  }

  /** What stands in the log before the certified block proves nothing that is in doubt. */
  private Map<Long, byte[]> withinTail(Map<Long, byte[]> decisions) {
    decisions.keySet().removeIf(height -> height <= server.certifiedHeight());
    return decisions;
  }

  private Optional<Transaction> earlier(int epoch, Optional<RecoveryReport.Vote> vote)
      throws RecoveryRefusedException, IOException {
    if (vote.isEmpty()) {
      return Optional.empty();
    }
    Path file = proposalFile(epoch, vote.get().attempt());
    if (!Files.exists(file)) {
      throw new RecoveryRefusedException(
          "The proposal of attempt "
              + vote.get().attempt()
              + " is missing: put the manager's file to "
              + file
              + ".");
    }
    return Optional.of(ProposalFile.decode(Files.readAllBytes(file)).transaction());
  }

  private OperatorLog openLog() throws IOException, SQLException {
    return OperatorLog.open(server.instance(), server.tipHeight() > 0);
  }

  private int self(ConsortiumState state) throws RecoveryRefusedException {
    int id = server.instance().memberId();
    if (state.member(id).filter(MemberStatus::active).isEmpty()) {
      throw new RecoveryRefusedException(
          server.instance().name() + " is no member at block " + server.tipHeight() + ".");
    }
    return id;
  }

  private static Optional<OperatorLog.Promise> later(
      Optional<OperatorLog.Promise> one, Optional<OperatorLog.Promise> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().attempt() > other.get().attempt()
            || one.get().attempt() == other.get().attempt() && other.get().vote().isEmpty()
        ? one
        : other;
  }

  private Path reportFile(int epoch, int attempt) {
    return server.instance().recoveries().resolve("report-" + epoch + "-" + attempt);
  }

  private Path proposalFile(int epoch, int attempt) {
    return server.instance().recoveries().resolve("proposal-" + epoch + "-" + attempt);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    RecoveryFile.keep(file, bytes);
  }
}
