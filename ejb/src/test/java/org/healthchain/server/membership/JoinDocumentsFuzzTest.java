package org.healthchain.server.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.healthchain.server.transaction.DecoderContract;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.junit.jupiter.api.Test;

/** The documents of a join come by mail from people nobody knows yet. */
class JoinDocumentsFuzzTest {
  private static final Hash CHAIN = Hash.sha256(new byte[] {1});

  private static Opaque bytes(int length) {
    return Opaque.of(new byte[length]);
  }

  private static void check(String kind, String good, UnaryOperator<String> readAndWrite) {
    DecoderContract.check(
        Armour.unwrap(kind, good),
        bytes -> {
          try {
            return Armour.unwrap(kind, readAndWrite.apply(Armour.wrap(kind, bytes)));
          } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).as("advice for people").contains("cannot be read");
            throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
          }
        });
  }

  @Test
  void anInvitationKeepsTheDecodersContract() {
    check(
        "INVITATION",
        new Invitation(CHAIN, 5, "Spital Zürich 医院", bytes(32), bytes(200), bytes(32)).toText(),
        text -> Invitation.parse(text).toText());
  }

  @Test
  void aJoinRequestKeepsTheDecodersContract() throws Exception {
    check(
        "JOIN REQUEST",
        new JoinParty().request().toText(),
        text -> AdmissionRequest.parse(text).toText());
  }

  @Test
  void anAdmissionKeepsTheDecodersContract() {
    AdmissionNotice notice =
        new AdmissionNotice(
            CHAIN,
            5,
            new byte[500],
            List.of(bytes(70), bytes(60)),
            bytes(90),
            List.of(new AdmissionNotice.Peer(0, "127.0.0.1:1", bytes(32), CHAIN)),
            bytes(64));
    check("ADMISSION", notice.toText(), text -> AdmissionNotice.parse(text).toText());
  }

  @Test
  void partsBeyondTheirBoundsAreRefused() {
    Invitation longNonce =
        new Invitation(CHAIN, 5, "A", bytes(Invitation.NONCE_BYTES + 1), bytes(200), bytes(32));
    Invitation longName =
        new Invitation(CHAIN, 5, "A".repeat(201), bytes(32), bytes(200), bytes(32));
    for (Invitation wrong : List.of(longNonce, longName)) {
      assertThat(refused(() -> Invitation.parse(wrong.toText()))).contains("invitation");
    }
    List<Opaque> five = List.of(bytes(1), bytes(1), bytes(1), bytes(1), bytes(1));
    AdmissionNotice many =
        new AdmissionNotice(CHAIN, 5, new byte[1], five, bytes(1), List.of(), bytes(64));
    assertThat(refused(() -> AdmissionNotice.parse(many.toText()))).contains("admission");
  }

  @Test
  void base64OfAnotherKindIsRefused() {
    String url = Base64.getUrlEncoder().encodeToString(new byte[] {-1, -2, -3});
    String text =
        "-----BEGIN HEALTHCHAIN INVITATION-----\n" + url + "\n-----END HEALTHCHAIN INVITATION-----";
    assertThat(refused(() -> Invitation.parse(text))).contains("damaged");
  }

  private static String refused(Runnable reading) {
    try {
      reading.run();
      return "nothing";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
