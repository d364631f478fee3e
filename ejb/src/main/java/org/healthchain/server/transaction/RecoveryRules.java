package org.healthchain.server.transaction;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a recovery may stand in a block: what everybody checks who executes or verifies it
 * (jms-consensus/PROTOCOL.md §6).
 */
public final class RecoveryRules {
  private RecoveryRules() {}

  static boolean allow(Recovery recovery, ConsortiumState state, BlockPlace place) {
    BlockHeader base = place.parent();
    return place.isRecovery()
        && place.transactions() == 1
        && place.timeMillis() == Math.max(base.timeMillis(), recovery.timeMillis())
        && recovery.epoch() == state.membershipEpoch()
        && recovery.baseHeight() == base.height()
        && recovery.baseHash().equals(base.hash())
        && reportsAreThose(recovery, state, base.chainId())
        && baseCoversReports(recovery)
        && baseFollowsEarlierVotes(recovery, state.activeMembers().size());
  }

  /** A quorum of distinct members or more, each with its signature. */
  private static boolean reportsAreThose(Recovery recovery, ConsortiumState state, Hash chainId) {
    var attempt = new RecoveryReport.Attempt(chainId, recovery.epoch(), recovery.attempt());
    int last = 0;
    for (RecoveryReport report : recovery.reports()) {
      Optional<MemberStatus> member = state.member(report.memberId()).filter(MemberStatus::active);
      if (report.memberId() <= last
          || member.isEmpty()
          || !report.isSignedBy(member.get().member().identityKey(), attempt)) {
        return false;
      }
      last = report.memberId();
    }
    return recovery.reports().size() >= new QuorumSize(state.activeMembers().size()).quorum();
  }

  /** Nothing that a reporter holds is lost. */
  private static boolean baseCoversReports(Recovery recovery) {
    return recovery.reports().stream()
        .allMatch(
            report ->
                report.tipHeight() < recovery.baseHeight()
                    || report.tipHeight() == recovery.baseHeight()
                        && report.tipHash().equals(recovery.baseHash()));
  }

  private static boolean baseFollowsEarlierVotes(Recovery recovery, int members) {
    return recovery.reports().stream()
            .flatMap(report -> report.voted().stream())
            .allMatch(vote -> vote.attempt() < recovery.attempt())
        && !mustBeFinished(recovery.reports(), members)
        && bound(recovery.reports(), members)
            .map(
                vote ->
                    vote.baseHeight() == recovery.baseHeight()
                        && vote.baseHash().equals(recovery.baseHash()))
            .orElse(true);
  }

  /**
   * Whether an earlier attempt has so many votes that it got its quorum, if nobody hides a vote:
   * then that one is to be finished, lest there be two blocks upon one base.
   *
   * @param members n
   */
  public static boolean mustBeFinished(List<RecoveryReport> reports, int members) {
    int enough = new QuorumSize(members).quorum() + reports.size() - members;
    List<RecoveryReport.Vote> votes =
        reports.stream().flatMap(report -> report.voted().stream()).toList();
    return votes.stream().anyMatch(vote -> Collections.frequency(votes, vote) >= enough);
  }

  /**
   * The vote of an earlier attempt that may have got its quorum, so that a later attempt must keep
   * to its base (as in Lamport's Paxos); empty if none can have.
   *
   * <p>Of q voters, q + r − n are among r reporters, and all of those but f tell the truth. What
   * has fewer votes among the reports never had a quorum, and never will: a report is a promise to
   * vote in no earlier attempt.
   *
   * @param members n
   */
  public static Optional<RecoveryReport.Vote> bound(List<RecoveryReport> reports, int members) {
    QuorumSize size = new QuorumSize(members);
    int enough = size.quorum() + reports.size() - members - size.faults();
    List<RecoveryReport.Vote> votes =
        reports.stream().flatMap(report -> report.voted().stream()).toList();
    return votes.stream()
        .filter(vote -> votes.stream().filter(other -> sameBase(vote, other)).count() >= enough)
        .max(Comparator.comparingInt(RecoveryReport.Vote::attempt));
  }

  private static boolean sameBase(RecoveryReport.Vote one, RecoveryReport.Vote other) {
    return one.baseHeight() == other.baseHeight() && one.baseHash().equals(other.baseHash());
  }
}
