package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.RunningConsortium.AFTER_CRASH;
import static org.healthchain.consortium.RunningConsortium.MANAGER;
import static org.healthchain.consortium.RunningConsortium.eventually;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.Transaction;
import org.healthchain.server.transaction.TransactionHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One institution of four goes bad. The others refuse what it says, count it by its reason, and go
 * on with equal ledgers.
 */
@Order(Integer.MAX_VALUE - 30)
@ExtendWith(SharedConsortium.class)
class RejectionsIT {
  private static final String BAD = "institution-4";
  private static final List<String> HONEST =
      List.of("institution-1", "institution-2", "institution-3");

  @TempDir private static Path folder;
  private static RunningConsortium consortium;
  private static Rogue rogue;
  private static Forger forger;

  @BeforeAll
  static void turnBad(RunningConsortium shared) throws Exception {
    consortium = shared;
    consortium.stop(BAD);
    var instance = consortium.instance(BAD);
    forger = new Forger(instance);
    // A link that was just lost takes a while before it accepts another broker in the old one's
    // place.
    for (String server : HONEST) {
      eventually(server + " misses " + BAD, AFTER_CRASH, () -> !up(server));
    }
    rogue = Rogue.inPlaceOf(instance, instance.genesis().state(), folder);
  }

  @AfterAll
  static void turnGood() throws Exception {
    rogue.close();
    consortium.start(BAD);
    long height = consortium.height(HONEST.get(0));
    consortium.agree(List.of(HONEST.get(0), BAD), height);
  }

  /** After each attack the honest ones commit, and all have the same block. */
  @AfterEach
  void theOthersGoOnWithEqualLedgers() throws Exception {
    JsonObject visit = consortium.submitted("institution-1", "Ada Byron", "999-12-3456");
    JsonObject done =
        consortium.committed("institution-1", visit.getJsonNumber("id").longValue(), AFTER_CRASH);
    List<String> all = new ArrayList<>(HONEST);
    all.add(MANAGER);
    consortium.agree(all, done.getJsonNumber("blockHeight").longValue());
  }

  @Test
  void aTransactionTamperedWithInAnyFieldIsRefused() throws Exception {
    Map<String, Integer> fields = new LinkedHashMap<>();
    fields.put("version", 0);
    fields.put("kind", 1);
    fields.put("chain id", 2);
    fields.put("group epoch", 37);
    fields.put("serial number", 38);
    fields.put("body commitment", 70);
    fields.put("key id", 102);
    fields.put("signature algorithm", 134);
    fields.put("envelope algorithm", 135);
    fields.put("serial number algorithm", 136);
    fields.put("nonce", 137);
    fields.put("supersedes", 153);
    fields.put("length of the signature", TransactionHeader.BYTES + 1);
    fields.put("signature", TransactionHeader.BYTES + 2);
    Transaction good = forger.record();
    int body = good.encode().length - good.body().length();
    fields.put("mark of the body", body - 5);
    fields.put("length of the body", body - 1);
    fields.put("body's first byte", body);
    fields.put("body's last byte", body + good.body().length() - 1);
    for (Map.Entry<String, Integer> field : fields.entrySet()) {
      byte[] tampered = good.encode();
      tampered[field.getValue()] ^= 2;
      refused(field.getKey(), reasonFor(field.getKey()), () -> rogue.publish(tampered));
    }
  }

  private static RejectionReason reasonFor(String field) {
    return switch (field) {
      case "chain id" -> RejectionReason.WRONG_CHAIN;
      case "group epoch" -> RejectionReason.WRONG_GROUP_EPOCH;
      case "serial number", "key id", "nonce", "supersedes", "signature" ->
          RejectionReason.BAD_GROUP_SIGNATURE;
      case "body commitment", "body's first byte", "body's last byte" ->
          RejectionReason.BODY_MISMATCH;
      default -> RejectionReason.MALFORMED_MESSAGE;
    };
  }

  @Test
  void aReplayedTransactionStandsOnceAndIsCounted() throws Exception {
    byte[] record = forger.record().encode();
    long before = transactions();
    rogue.publish(record);
    eventually("the record is committed", AFTER_CRASH, () -> transactions() > before);
    refused("replay", RejectionReason.REPLAYED_TRANSACTION, () -> rogue.publish(record));
    assertThat(transactions()).isEqualTo(before + 1);
  }

  @Test
  void aRecordUnderAKeyIdThatIsNotOnTheChainIsRefusedByAll() throws Exception {
    refused(
        "unknown key",
        RejectionReason.UNKNOWN_KEY_ID,
        () -> rogue.publish(forger.record(forger.anyHash()).encode()));
  }

  @Test
  void aDayKeyThatTheManagerDidNotSignIsRefused() throws Exception {
    refused(
        "day key", RejectionReason.UNSIGNED_DAY_KEY, () -> rogue.publish(forger.dayKey().encode()));
  }

  @Test
  void anOversizedBodyIsRefused() throws Exception {
    refused("oversized", RejectionReason.OVERSIZED_BODY, () -> rogue.publish(forger.oversized()));
  }

  @Test
  void malformedMessagesOnATopicAreRefused() throws Exception {
    RejectionReason reason = RejectionReason.MALFORMED_MESSAGE;
    refused("no frame", reason, () -> rogue.scribble("Hello?".getBytes("UTF-8")));
    refused("no message in a frame", reason, () -> rogue.say(new byte[] {1, 99, 3}));
    refused("no transaction in a batch", reason, () -> rogue.publish(new byte[300]));
  }

  @Test
  void aMemberThatSpeaksForAnotherIsAStranger() throws Exception {
    refused("another's name", RejectionReason.STRANGER, () -> rogue.impersonate(2));
  }

  @Test
  void aMemberMayNeitherWriteToAnothersBrokerNorReadWhatIsForAThird() throws Exception {
    for (String server : HONEST) {
      int id = consortium.instance(server).memberId();
      int third = id == 1 ? 2 : 1;
      try (Visitor visitor = Visitor.withKeysOf(consortium.instance(BAD), address(server))) {
        counted(server, () -> visitor.writes("hc.out." + id));
        counted(server, () -> visitor.writes("hc.out." + third));
        counted(server, () -> visitor.reads("hc.out." + id + ".to." + third));
      }
    }
  }

  @Test
  void aStrangerIsNotLetIn() throws Exception {
    for (String server : HONEST) {
      counted(server, () -> Stranger.ofNoAuthority().knocks(address(server)));
      counted(
          server, () -> Stranger.certifiedBy(consortium.instance(MANAGER)).knocks(address(server)));
    }
  }

  private static void refused(String what, RejectionReason reason, Refusals.Attack attack)
      throws Exception {
    new Refusals(consortium, HONEST).counted(what, reason, attack);
  }

  private static void counted(String server, Refusals.Attack attack) throws Exception {
    new Refusals(consortium, List.of(server)).counted("it", RejectionReason.STRANGER, attack);
  }

  /** Whether the server hears the bad one. */
  private static boolean up(String server) throws Exception {
    int bad = consortium.instance(BAD).memberId();
    return consortium.status(server).getJsonArray("peers").stream()
        .map(JsonValue::asJsonObject)
        .anyMatch(peer -> peer.getInt("memberId") == bad && peer.getBoolean("up"));
  }

  private static String address(String server) throws Exception {
    var instance = consortium.instance(server);
    return instance
        .genesis()
        .state()
        .member(instance.memberId())
        .orElseThrow()
        .member()
        .brokerAddress();
  }

  /** Of all blocks of the first server. */
  private static long transactions() throws Exception {
    long sum = 0;
    long height = consortium.height("institution-1");
    for (long at = 1; at <= height; at++) {
      sum += consortium.block("institution-1", at).getInt("transactions");
    }
    return sum;
  }
}
