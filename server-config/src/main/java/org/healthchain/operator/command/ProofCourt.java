package org.healthchain.operator.command;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.healthchain.crypto.groupsignature.GroupPublicKey;
import org.healthchain.crypto.groupsignature.GroupSignatureException;
import org.healthchain.server.consensus.LedgerChecks;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.ledger.LedgerLookup;
import org.healthchain.server.ledger.LedgerProblem;
import org.healthchain.server.retrieval.SignerEvidence;
import org.healthchain.server.retrieval.SignerJudge;
import org.healthchain.server.transaction.ConsortiumState;
import org.healthchain.server.transaction.Opaque;
import org.jspecify.annotations.Nullable;

/** Judges proofs of signers by a genesis, whose signature was checked, and a ledger or none. */
final class ProofCourt {
  private final Genesis genesis;

  ProofCourt(Genesis genesis) {
    this.genesis = genesis;
  }

  /** By the institutions that founded the consortium. */
  Judgement judge(SignerEvidence evidence) throws IOException {
    return judge(evidence, genesis.state(), null);
  }

  /**
   * By a server's ledger: the record stands there with this signature, and the institutions are
   * those registered up to its block.
   */
  Judgement judge(SignerEvidence evidence, String server, Connection database)
      throws IOException, SQLException {
    if (!evidence.header().chainId().equals(genesis.chainId())) {
      return judge(evidence);
    }
    LedgerLookup ledger = new LedgerLookup(LedgerChecks.of(genesis), database);
    Optional<LedgerLookup.FoundTransaction> found = ledger.find(evidence.header().id());
    if (found.isEmpty()) {
      return wrong(
          "NOT_ON_LEDGER",
          "the transaction is not on the ledger of " + server + " up to block " + ledger.top(),
          evidence,
          null);
    }
    LedgerLookup.FoundTransaction standing = found.get();
    Judgement.Location place = new Judgement.Location(server, standing);
    if (!standing.problems().isEmpty()) {
      return wrong("LEDGER_WRONG", problems(place), evidence, place);
    }
    Opaque signature = Objects.requireNonNull(standing.authorisation(), "no problem, no signature");
    if (!signature.equals(Opaque.of(evidence.signature().wire()))) {
      return wrong(
          "OTHER_SIGNATURE",
          "the transaction is on the ledger with a different signature from the proof's",
          evidence,
          place);
    }
    return judge(evidence, Objects.requireNonNull(standing.state(), "no problem, no state"), place);
  }

  private Judgement judge(
      SignerEvidence evidence, ConsortiumState members, Judgement.@Nullable Location place)
      throws IOException {
    try {
      GroupPublicKey group = GroupPublicKey.fromBytes(genesis.groupPublicKey().bytes());
      return Judgement.of(
          new SignerJudge(genesis.chainId(), group, members).judge(evidence),
          new Judgement.Subject(genesis, evidence),
          place);
    } catch (GroupSignatureException e) {
      throw new IOException("the keys of the group or of a member are malformed", e);
    }
  }

  private Judgement wrong(
      String outcome, String words, SignerEvidence evidence, Judgement.@Nullable Location place) {
    return Judgement.wrong(
        new Judgement.Statement(outcome, words), new Judgement.Subject(genesis, evidence), place);
  }

  private static String problems(Judgement.Location place) {
    return "the ledger of "
        + place.server()
        + " is wrong at block "
        + place.standing().height()
        + ": "
        + place.standing().problems().stream()
            .map(LedgerProblem::toString)
            .collect(Collectors.joining("; "));
  }
}
