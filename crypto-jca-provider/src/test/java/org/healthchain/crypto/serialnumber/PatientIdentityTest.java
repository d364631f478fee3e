package org.healthchain.crypto.serialnumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import org.healthchain.crypto.groupsignature.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of normalisation, on names that are hard (FR-1). */
class PatientIdentityTest {
  @ParameterizedTest(name = "\"{0}\" is the same name as \"{1}\"")
  @CsvSource({
    "José, JOSE\u0301",
    "Zoë Müller, ZOE\u0308  mu\u0308ller",
    "Straße, STRASSE",
    "Groß, groſſ",
    "ΣΊΣΥΦΟΣ, σίσυφος",
    "Παπαδόπουλος, ΠΑΠΑΔΌΠΟΥΛΟΣ",
    "ΐ, Ϊ\u0301",
    "İpek, ipek",
    "IŞIK, ışık",
    "O’Brien, o’BRIEN",
    "ﬁn, FIN",
    "Nguyễn Văn An, NGUYE\u0302\u0303N VA\u0306N AN",
    "王伟, 王 伟",
    "王伟, 王\u3000伟",
    "山田 太郎, 山田太郎",
    "가나, \u1100\u1161\u1102\u1161",
    "Å, \u212B",
    "ОЛЬГА, ольга",
    "Ann\u200BLee, AnnLee",
    "Ann\u00A0Lee, Ann Lee",
    "Ann\u2003\u2003Lee, Ann Lee",
    "'  Ann Lee  ', ann lee",
    "'Ann\tLee', Ann Lee",
  })
  void sameName(String one, String other) {
    assertThat(PatientIdentity.of(one, "1")).isEqualTo(PatientIdentity.of(other, "1"));
    assertThat(PatientIdentity.of(one, "1").hashCode())
        .isEqualTo(PatientIdentity.of(other, "1").hashCode());
  }

  @ParameterizedTest(name = "\"{0}\" is another name than \"{1}\"")
  @CsvSource({
    "José, Jose",
    "Ann Lee, Annlee",
    "Ann-Lee, Ann Lee",
    "O’Brien, OBrien",
    "王伟, 王偉",
    "Müller, Mueller",
    "Ａｎｎ, Ann",
    "한글, 한 글",
    "王 Wei, 王Wei",
  })
  void anotherName(String one, String other) {
    assertThat(PatientIdentity.of(one, "1")).isNotEqualTo(PatientIdentity.of(other, "1"));
  }

  @ParameterizedTest(name = "\"{0}\" is the ID number {1}")
  @CsvSource({
    "999-12-3456, 999123456",
    "'999 12 3456', 999123456",
    "999.12/3456, 999123456",
    "999\u201312\u20143456, 999123456",
    "９９９１２３４５６, 999123456",
    "\u0669\u0669\u0669, 999",
    "11010519491231002x, 11010519491231002X",
    "ab-12_cd, AB12CD",
    "(A)123456[7], A1234567",
    "'+44|20~7', 44207",
    "é1, É1",
    "\u200B12\uFEFF3, 123",
  })
  void idNumbers(String typed, String normalised) {
    assertThat(PatientIdentity.of("n", typed).idNumber()).isEqualTo(normalised);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u200B",
        "\u3000",
        "\t\n",
        "\u0000",
        "a\u0007b",
        "\uE000",
        "a\uD800",
        "\uDC00",
        "\uFFFF",
        "\u0378"
      })
  void namesThatAreNone(String name) {
    assertThatThrownBy(() -> PatientIdentity.of(name, "1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        " - ",
        "12$3",
        "1€",
        "1=2",
        "\u0000",
        "12\u0007",
        "\u2603",
        "1\uD800",
        "\uE0001"
      })
  void idNumbersThatAreNone(String idNumber) {
    assertThatThrownBy(() -> PatientIdentity.of("n", idNumber))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lengthsAreBounded() {
    String longest = "a".repeat(PatientIdentity.MAX_LENGTH_CHARS);
    assertThat(PatientIdentity.of(longest, longest).name()).isEqualTo(longest);
    assertThatThrownBy(() -> PatientIdentity.of(longest + "a", "1"))
        .hasMessageContaining("name is longer than 256");
    assertThatThrownBy(() -> PatientIdentity.of("n", longest + "a"))
        .hasMessageContaining("ID number is longer than 256");
  }

  @Test
  void errorsAndTextsNeverRepeatTheInput() {
    assertThatThrownBy(() -> PatientIdentity.of("Secretperson\u0007", "1"))
        .hasMessageNotContaining("Secretperson");
    assertThatThrownBy(() -> PatientIdentity.of("n", "55501$")).hasMessageNotContaining("55501");
    assertThat(PatientIdentity.of("Secretperson", "55501").toString())
        .isEqualTo("PatientIdentity[withheld]");
  }

  @Test
  void normalisingTwiceChangesNothing() {
    SeededRandom random = new SeededRandom("idempotent");
    int tried = 0;
    while (tried < 3_000) {
      StringBuilder typed = new StringBuilder();
      int length = 1 + random.nextInt(8);
      for (int i = 0; i < length; i++) {
        int cp = random.nextInt(4) == 0 ? random.nextInt(0x20000) : random.nextInt(0x600);
        typed.appendCodePoint(cp);
      }
      PatientIdentity once;
      try {
        once = PatientIdentity.of(typed.toString(), "1");
      } catch (IllegalArgumentException e) {
        continue;
      }
      assertThat(PatientIdentity.of(once.name(), "1").name()).isEqualTo(once.name());
      assertThat(Normalizer.isNormalized(once.name(), Normalizer.Form.NFC)).isTrue();
      tried++;
    }
  }

  @Test
  void composedAndDecomposedAreOneForEveryLetterOfTheBasicPlane() {
    for (int cp = 0x20; cp < 0x10000; cp++) {
      if (Character.isLetter(cp)) {
        String letter = Character.toString(cp);
        String decomposed = Normalizer.normalize(letter, Normalizer.Form.NFD);
        assertThat(PatientIdentity.of(decomposed, "1").name())
            .as("U+%04X", cp)
            .isEqualTo(PatientIdentity.of(letter, "1").name());
      }
    }
  }
}
