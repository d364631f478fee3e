package org.healthchain.operator.command;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintWriter;
import java.time.Instant;
import org.healthchain.server.instance.Genesis;
import org.healthchain.server.ledger.LedgerLookup;
import org.healthchain.server.retrieval.SignerEvidence;
import org.healthchain.server.retrieval.SignerJudge.Ruling;
import org.healthchain.server.transaction.BlockHeader;
import org.healthchain.server.transaction.ConsortiumMember;
import org.jspecify.annotations.Nullable;

/**
 * What {@code judge} found about a proof.
 *
 * @param subject null if the text is malformed
 * @param signer null unless proved
 * @param place where the record stands; null if no ledger was looked at, or it is not there
 */
record Judgement(
    Statement finding,
    @Nullable Subject subject,
    @Nullable ConsortiumMember signer,
    @Nullable Location place) {

  /**
   * @param outcome PROVED, or in one word what is wrong
   * @param words the same for people; empty if the proof is good
   */
  record Statement(String outcome, String words) {}

  /** The evidence, and the genesis that it is judged by. */
  record Subject(Genesis genesis, SignerEvidence evidence) {}

  /** Where a record stands, on whose ledger. */
  record Location(String server, LedgerLookup.FoundTransaction standing) {}

  static Judgement malformed(String words) {
    return new Judgement(new Statement("MALFORMED", words), null, null, null);
  }

  static Judgement wrong(Statement finding, Subject subject, @Nullable Location place) {
    return new Judgement(finding, subject, null, place);
  }

  static Judgement of(Ruling ruling, Subject subject, @Nullable Location place) {
    return new Judgement(
        new Statement(ruling.finding().name(), ruling.proved() ? "" : words(ruling, place)),
        subject,
        ruling.proved() ? ruling.accused().orElseThrow() : null,
        place);
  }

  private static String words(Ruling ruling, @Nullable Location place) {
    String accused = ruling.accused().map(member -> " (" + named(member) + ")").orElse("");
    return switch (ruling.finding()) {
      case NOT_REGISTERED ->
          ruling.finding()
              + (place == null
                  ? " in the genesis; an institution that was admitted later is on the ledger"
                      + " only: check against a ledger"
                  : " on this ledger");
      default -> ruling.finding() + accused;
    };
  }

  private static String named(ConsortiumMember member) {
    return member.name() + ", member " + member.id();
  }

  boolean good() {
    return signer != null;
  }

  void print(PrintWriter out) {
    if (subject == null) {
      out.println("The proof CANNOT BE READ: " + finding.words());
      return;
    }
    out.println(
        good() ? "The proof is valid." : "The proof is NOT VALID: " + finding.words() + ".");
    if (signer != null) {
      line(out, "signed by", named(signer));
    }
    line(out, "transaction", subject.evidence().header().id().hex());
    line(
        out,
        "consortium",
        subject.genesis().consortium() + ", chain " + subject.genesis().chainId().hex());
    if (place != null) {
      line(out, "block", block(place));
    }
    if (!good()) {
      return;
    }
    if (place == null) {
      out.println(
          "Checked against the genesis alone. Whether the transaction is on the ledger, and");
      out.println("in which block, only a ledger can show.");
    } else {
      out.println(
          "The block was verified, and that it leads back to the genesis through members who"
              + " were each");
      out.println("admitted by a quorum of the members before. To verify the whole ledger:");
      out.println("consortium verify " + place.server());
    }
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf("  %-12s %s%n", name, value);
  }

  private static String block(Location place) {
    LedgerLookup.FoundTransaction standing = place.standing();
    BlockHeader block = standing.block();
    if (block == null) {
      return standing.height() + " of " + place.server();
    }
    return String.format(
        "%d of %s, %s, %s",
        standing.height(),
        place.server(),
        Instant.ofEpochMilli(block.timeMillis()),
        standing.certified() ? "with commit certificate" : "no commit certificate yet");
  }

  JsonObject toJson() {
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("good", good()).add("outcome", finding.outcome());
    if (!good()) {
      json.add("problem", finding.words());
    }
    if (subject != null) {
      json.add("transactionId", subject.evidence().header().id().hex())
          .add("groupEpoch", subject.evidence().header().groupEpoch())
          .add("consortium", subject.genesis().consortium())
          .add("chainId", subject.genesis().chainId().hex());
    }
    if (signer != null) {
      json.add("institution", signer.name()).add("memberId", signer.id());
    }
    if (place != null) {
      json.add("server", place.server()).add("blockHeight", place.standing().height());
      BlockHeader block = place.standing().block();
      if (block != null) {
        json.add("blockTime", Instant.ofEpochMilli(block.timeMillis()).toString())
            .add("certified", place.standing().certified());
      }
    }
    return json.build();
  }
}
