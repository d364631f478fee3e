package org.healthchain.server.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArmourTest {
  private static final byte[] CONTENT = new byte[300];

  static {
    new Random(3).nextBytes(CONTENT);
  }

  private final String good = Armour.wrap("INVITATION", CONTENT);

  @Test
  void contentComesBackWhateverStandsAround() {
    assertThat(Armour.unwrap("INVITATION", good)).isEqualTo(CONTENT);
    assertThat(Armour.unwrap("INVITATION", "> quoted\r\n\r\n" + good + "--\nsent from afar"))
        .isEqualTo(CONTENT);
    assertThat(Armour.unwrap("INVITATION", good.replace("\n", "\r\n \t"))).isEqualTo(CONTENT);
    assertThat(Armour.unwrap("INVITATION", Armour.wrap("INVITATION", new byte[0]))).isEmpty();
  }

  @Test
  void linesAreShortEnoughForMail() {
    assertThat(good.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(64));
  }

  @Test
  void whatIsNoDocumentIsRefusedInWordsForPeople() {
    refused(null, "empty or too long");
    refused("", "This is no invitation");
    refused(good.replace("END HEALTHCHAIN", "END HEALTH"), "all between them");
    refused(good.replace("BEGIN HEALTHCHAIN", "BEGIN HEALTH"), "This is no invitation");
    refused(Armour.wrap("ADMISSION", CONTENT), "This is no invitation");
    refused(
        "-----END HEALTHCHAIN INVITATION-----\n" + good.lines().findFirst().orElseThrow(), "no");
    refused("x".repeat(Armour.MAX_TEXT_CHARS + 1), "too long");
  }

  @Test
  void aDamagedDocumentIsRefused() {
    int middle = good.length() / 2;
    refused(good.substring(0, middle) + "\u00e9" + good.substring(middle + 1), "damaged");
    refused(good.substring(0, middle) + "=" + good.substring(middle + 1), "damaged");
    refused(good.substring(0, middle) + "%" + good.substring(middle + 1), "damaged");
    refused(good.replaceFirst("\n(.{64}\n.{10}).", "\n$1%"), "damaged in line 3, counted");
    refused(good.replaceFirst("\n.", "\n"), "is damaged: copy");
  }

  private static void refused(String text, String words) {
    assertThatThrownBy(() -> Armour.unwrap("INVITATION", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
