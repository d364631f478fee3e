package org.healthchain.server.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.healthchain.server.refusal.RefusedException;
import org.healthchain.server.text.BadCharacter.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Müller, Élodie; 张伟; Ωμέγα; שלום; علي\u200cرضا; 👩\u200d⚕️; a\u00adb",
        "\u200fright to left\u200e, \u2067isolated\u2069",
        "line\u2028separator, \ud83d\ude00, \ue000 of somebody's own, \u0378 of a later Unicode"
      })
  void whatPeopleWriteIsKept(String text) {
    assertThat(TextRule.LINE.check(text)).isEmpty();
    assertThat(TextRule.PROSE.check(text)).isEmpty();
  }

  @Test
  void linesAndTabsBelongToProseAlone() {
    for (String text : List.of("a\nb", "a\tb", "a\r\nb", "\n")) {
      assertThat(TextRule.PROSE.check(text)).isEmpty();
      assertThat(TextRule.LINE.check(text)).map(BadCharacter::kind).contains(Kind.FORBIDDEN);
    }
    assertThat(TextRule.PROSE.check("a\rb"))
        .as("a carriage return by itself is shown as a line feed")
        .contains(new BadCharacter(Kind.FORBIDDEN, 2, 0x000d));
  }

  @Test
  void aLostCharacterIsNamedByItsPlace() {
    assertThat(TextRule.PROSE.check("M\ufffdller"))
        .contains(new BadCharacter(Kind.LOST, 2, 0xfffd));
  }

  @Test
  void halvesOfCharactersAreRefusedAndWholeOnesCountOnce() {
    assertThat(TextRule.PROSE.check("\ud83d\ude00x\ud83d"))
        .contains(new BadCharacter(Kind.HALF, 3, 0xd83d));
    assertThat(TextRule.PROSE.check("\ude00\ud83d"))
        .contains(new BadCharacter(Kind.HALF, 1, 0xde00));
  }

  @Test
  void everyOtherControlCharacterIsRefusedWithItsPlace() {
    for (int cp = 0; cp <= 0x9f; cp++) {
      boolean control = Character.getType(cp) == Character.CONTROL;
      boolean layout = cp == '\n' || cp == '\t';
      String text = "ab" + Character.toString(cp) + "c";
      assertThat(TextRule.PROSE.check(text).isPresent())
          .as("U+%04X", cp)
          .isEqualTo(control && !layout);
    }
    assertThat(TextRule.PROSE.check("ab\u0000"))
        .contains(new BadCharacter(Kind.FORBIDDEN, 3, 0x0000));
  }

  @Test
  void whatIsNoCharacterOrTurnsTheOrderIsRefused() {
    for (int cp : new int[] {0xfffe, 0xffff, 0x1fffe, 0x10ffff, 0xfdd0, 0xfdef, 0x202d, 0x202e}) {
      assertThat(TextRule.PROSE.check("dose " + Character.toString(cp) + "01 mg"))
          .as("U+%04X", cp)
          .contains(new BadCharacter(Kind.FORBIDDEN, 6, cp));
    }
  }

  @Test
  void aServiceRefusesInWordsThatPagesTranslate() {
    assertThatThrownBy(() -> TextRule.LINE.require("a\u0000"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refusal -> {
              assertThat(refusal.key()).isEqualTo("text.forbidden");
              assertThat(refusal.arguments()).containsExactly("2", "U+0000");
            });
  }
}
