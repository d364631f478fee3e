package org.healthchain.server.recovery;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.healthchain.server.consensus.OperatorVotes;
import org.healthchain.server.instance.SecretName;
import org.healthchain.server.ledger.SealedRecovery;
import org.healthchain.server.ledger.TravellingBlock;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.ConsortiumMember;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.ManagerAuthority;
import org.healthchain.server.transaction.MemberStatus;
import org.healthchain.server.transaction.QuorumSize;
import org.healthchain.server.transaction.Recovery;
import org.healthchain.server.transaction.RecoveryReport;
import org.healthchain.server.transaction.Transaction;

/** The manager's part of a recovery: proposes one upon the operators' reports, and seals it. */
public final class RecoveryDesk {
  private final Survivor server;

  public RecoveryDesk(Survivor manager) {
    this.server = manager;
  }

  /** A recovery that a quorum of operators voted for, and what is to be said of it. */
  public record Sealed(SealedRecovery recovery, Recovery content, Set<Integer> voters) {}

  /**
   * Takes the highest block that anybody holds for the base.
   *
   * @param without members that have been asked and cannot report
   * @param reason for those who come later
   */
  public ProposalFile propose(
      List<ReportFile> files, Set<Integer> without, String reason, long nowMillis)
      throws RecoveryRefusedException, IOException, SQLException, GeneralSecurityException {
    ConsortiumState state = server.state();
    List<ReportFile> reports = checked(files, state, without);
    Evidence evidence = highest(reports);
    Witness witness = new Witness(server.genesis(), server.ledger());
    Witness.Chain chain = witness.follow(evidence);
    List<RecoveryReport> said = reports.stream().map(ReportFile::report).toList();
    List<Transaction> earlier =
        reports.stream().flatMap(report -> report.earlier().stream()).distinct().toList();
    Claims.lieOn(chain, server.ledger(), said);
    Claims.votesWereAskedFor(said, earlier, server.genesis().manager().identityKey());
    RecoveryReport.Attempt attempt = reports.get(0).attempt();
    long time = Math.max(nowMillis, chain.tip().timeMillis());
    Recovery recovery =
        new Recovery(
            attempt.epoch(),
            attempt.attempt(),
            chain.tip().height(),
            chain.tip().hash(),
            time,
            reason,
            said);
    Transaction transaction = signed(recovery);
    witness.recover(chain, transaction, time);
    return new ProposalFile(transaction, evidence, earlier);
  }

  private List<ReportFile> checked(
      List<ReportFile> files, ConsortiumState state, Set<Integer> without)
      throws RecoveryRefusedException {
    TreeMap<Integer, ReportFile> byMember = new TreeMap<>();
    RecoveryReport.Attempt attempt = files.get(0).attempt();
    if (!attempt.chainId().equals(server.genesis().chainId())
        || attempt.epoch() != state.membershipEpoch()) {
      throw new RecoveryRefusedException(
          "The reports are of epoch "
              + attempt.epoch()
              + ", or of another consortium; this ledger is in epoch "
              + state.membershipEpoch()
              + ".");
    }
    for (ReportFile file : files) {
      int member = file.report().memberId();
      Optional<ConsortiumMember> known =
          state.member(member).filter(MemberStatus::active).map(MemberStatus::member);
      if (!file.attempt().equals(attempt)) {
        throw new RecoveryRefusedException("The reports are not all for one attempt.");
      }
      if (known.isEmpty() || !file.report().isSignedBy(known.get().identityKey(), attempt)) {
        throw new RecoveryRefusedException(
            "The report of member " + member + " does not bear that member's signature.");
      }
      if (byMember.put(member, file) != null) {
        throw new RecoveryRefusedException("Member " + member + " has two reports here.");
      }
    }
    requireAll(state, byMember.keySet(), without);
    return List.copyOf(byMember.values());
  }

  private static void requireAll(ConsortiumState state, Set<Integer> reported, Set<Integer> without)
      throws RecoveryRefusedException {
    Set<Integer> missing = new TreeSet<>();
    state.activeMembers().forEach(member -> missing.add(member.id()));
    int quorum = new QuorumSize(missing.size()).quorum();
    missing.removeAll(reported);
    if (reported.size() < quorum) {
      throw new RecoveryRefusedException(
          "Only " + reported.size() + " members have reported; " + quorum + " are needed.");
    }
    missing.removeAll(without);
    if (!missing.isEmpty()) {
      throw new RecoveryRefusedException(
          "Members "
              + missing
              + " have not reported. What their servers alone hold would be lost: ask them first,"
              + " and name those that cannot be asked with --without.");
    }
  }

  /** That of whoever's ledger goes furthest, be it the manager's own. */
  private Evidence highest(List<ReportFile> reports) throws RecoveryRefusedException, SQLException {
    Optional<Evidence.Certified> certified = Optional.empty();
    ReportFile best = reports.get(0);
    for (ReportFile file : reports) {
      if (file.evidence().certifiedHeight()
          > certified.map(block -> block.header().height()).orElse(0L)) {
        certified = file.evidence().certified();
      }
      best = best(best, file);
    }
    if (best.report().tipHeight() >= server.tipHeight()) {
      return best.evidence();
    }
    return server.evidence(certified, Map.of());
  }

  /** The longer tail; of two equal ones that which is proven better. */
  private static ReportFile best(ReportFile one, ReportFile other) {
    return Comparator.<ReportFile>comparingLong(file -> file.report().tipHeight())
                .thenComparingLong(file -> file.evidence().certifiedHeight())
                .thenComparingLong(
                    file ->
                        file.evidence().tail().stream()
                            .filter(block -> block.proof().isPresent())
                            .count())
                .compare(one, other)
            >= 0
        ? one
        : other;
  }

  private Transaction signed(Recovery recovery) throws IOException, GeneralSecurityException {
    byte[] seed = server.instance().keyStore().requireSecret(SecretName.IDENTITY_KEY);
    try {
      return ManagerAuthority.sign(
          server.genesis().chainId(), recovery, new Ed25519PrivateKeyParameters(seed, 0));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /**
   * Makes the recovery block's commit certificate of the operators' votes.
   *
   * @throws RecoveryRefusedException if one is for another block or does not verify, or they are no
   *     quorum
   */
  public Sealed seal(ProposalFile proposal, List<VoteFile> votes)
      throws RecoveryRefusedException, SQLException {
    Recovery recovery = Claims.recovery(proposal.transaction());
    Witness witness = new Witness(server.genesis(), server.ledger());
    Witness.Chain chain = witness.follow(proposal.evidence());
    BlockOutcome block = witness.recover(chain, proposal.transaction(), recovery.timeMillis());
    Set<Integer> voters = new TreeSet<>();
    for (VoteFile file : votes) {
      if (!file.block().equals(block.header().hash())
          || !OperatorVotes.verify(file.vote(), block.header(), chain.state())) {
        throw new RecoveryRefusedException(
            "The vote of member "
                + file.vote().memberId()
                + " is for another recovery, or its signature does not verify.");
      }
      voters.add(file.vote().memberId());
    }
    TravellingBlock.Proof proof =
        OperatorVotes.certificate(
                votes.stream().map(VoteFile::vote).toList(), block.header(), chain.state())
            .orElseThrow(
                () ->
                    new RecoveryRefusedException(
                        "Votes of " + voters.size() + " members are no quorum."));
    List<TravellingBlock> blocks = new ArrayList<>();
    proposal.evidence().tail().forEach(one -> blocks.add(one.block()));
    blocks.add(new TravellingBlock(block.header(), Optional.of(proof), block.transactions()));
    return new Sealed(new SealedRecovery(blocks), recovery, voters);
  }
}
