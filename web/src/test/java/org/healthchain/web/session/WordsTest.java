package org.healthchain.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final String RECORDS = "{0,choice,0#no records|1#1 record|1<{0} records}";

  @Test
  void aPluralChoosesByTheNumberAlsoWhereAServiceNamesItAsText() {
    assertThat(Words.format(RECORDS, Locale.UK, 0)).isEqualTo("no records");
    assertThat(Words.format(RECORDS, Locale.UK, 1)).isEqualTo("1 record");
    assertThat(Words.format(RECORDS, Locale.UK, "1")).isEqualTo("1 record");
    assertThat(Words.format(RECORDS, Locale.UK, "12345")).isEqualTo("12,345 records");
  }

  @Test
  void aBlocksHeightIsWrittenWithoutSeparatorsAsInItsAddress() {
    assertThat(Words.format("in block {0,number,#}", Locale.UK, "12345"))
        .isEqualTo("in block 12345");
  }

  @Test
  void aTextStaysATextAlsoIfItLooksLikeANumber() {
    assertThat(Words.format("code {0}", Locale.UK, "007")).isEqualTo("code 007");
  }

  @Test
  void whatIsNoNumberCannotBeCounted() {
    assertThatThrownBy(() -> Words.format(RECORDS, Locale.UK, "some"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTextMayNameLessThanItIsGiven() {
    assertThat(Words.format("nothing", Locale.UK, "1")).isEqualTo("nothing");
  }
}
