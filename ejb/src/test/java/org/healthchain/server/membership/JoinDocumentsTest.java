package org.healthchain.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.Opaque;
import org.junit.jupiter.api.Test;

class JoinDocumentsTest {
  private static final Hash CHAIN = Hash.sha256(new byte[] {1});

  private static Opaque bytes(int length, int fill) {
    byte[] value = new byte[length];
    java.util.Arrays.fill(value, (byte) fill);
    return Opaque.of(value);
  }

  private static Invitation invitation() {
    return new Invitation(CHAIN, 5, "Spital Zürich 医院", bytes(32, 7), bytes(200, 8), bytes(32, 9));
  }

  private static AdmissionRequest request() {
    return new AdmissionRequest(
        CHAIN,
        5,
        "Spital Zürich 医院",
        bytes(32, 7),
        "127.0.0.1:5672",
        bytes(32, 1),
        bytes(96, 2),
        bytes(48, 3),
        bytes(500, 4),
        bytes(422, 5),
        bytes(200, 6),
        bytes(64, 7),
        bytes(64, 8));
  }

  private static AdmissionNotice notice() {
    return new AdmissionNotice(
        CHAIN,
        5,
        new byte[5000],
        List.of(bytes(700, 1), bytes(600, 2)),
        bytes(900, 3),
        List.of(new AdmissionNotice.Peer(0, "127.0.0.1:1", bytes(32, 1), CHAIN)),
        bytes(64, 4));
  }

  @Test
  void everyDocumentComesBackAsItWas() {
    assertThat(Invitation.parse(invitation().toText())).isEqualTo(invitation());
    assertThat(AdmissionRequest.parse(request().toText())).isEqualTo(request());
    assertThat(AdmissionNotice.parse(notice().toText()).toText()).isEqualTo(notice().toText());
  }

  @Test
  void textAroundADocumentAndWindowsLineEndsDoNoHarm() {
    String mailed = "Dear colleague,\r\n" + invitation().toText().replace("\n", "\r\n") + "\r\nBye";
    assertThat(Invitation.parse(mailed)).isEqualTo(invitation());
  }

  @Test
  void oneDocumentIsNotTakenForAnother() {
    assertThatThrownBy(() -> AdmissionRequest.parse(invitation().toText()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no join request");
  }

  @Test
  void aCutDocumentIsRefusedWithAdvice() {
    String text = request().toText();
    String cut = text.substring(0, 200) + text.substring(text.indexOf("-----END"));
    assertThatThrownBy(() -> AdmissionRequest.parse(cut))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("join request");
  }

  @Test
  void whatIsSignedChangesWithEveryField() {
    AdmissionRequest other = request().withSignature(new byte[64]);
    assertThat(other.signedBytes()).isEqualTo(request().signedBytes());
    assertThat(request().toText()).isNotEqualTo(other.toText());
  }
}
