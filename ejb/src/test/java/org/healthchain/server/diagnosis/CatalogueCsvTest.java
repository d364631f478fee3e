package org.healthchain.server.diagnosis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.healthchain.server.refusal.RefusedException;
import org.junit.jupiter.api.Test;

class CatalogueCsvTest {
  @Test
  void theStarterListHoldsTheCommonCodes() {
    assertThat(DiagnosisServiceBean.starterList())
        .hasSizeGreaterThan(400)
        .contains(new Diagnosis("I10", "Essential (primary) hypertension"))
        .contains(new Diagnosis("J45.909", "Unspecified asthma, uncomplicated"));
  }

  @Test
  void readsQuotesAMarkOtherColumnsAndCodesWithoutDot() throws Exception {
    assertThat(read("\uFEFForder,Code,Description\n1,A000,\"Cholera, the \"\"classic\"\"\"\n\n"))
        .containsExactly(new Diagnosis("A00.0", "Cholera, the \"classic\""));
  }

  @Test
  void namesTheFirstWrongLine() {
    refuses("code,description\nA00.0,Cholera\n???,Nothing\n", "line 3: this is not an ICD-10 code");
    refuses("code,description\nA00.0,Cholera\nA00.1\n", "line 3: 1 columns instead of 2");
    refuses("code,description\nA00.0,Cholera\na000,Again\n", "stands in line 2 already");
    refuses("code,description\nA00.0,\n", "line 2: the description is empty");
    refuses("code,description\nA00.0,\"open\n", "a quotation mark is not closed");
    refuses(
        "code,description\nA00.0,Ch\ufffdlera\n",
        "line 2: the description holds the character U+FFFD");
    refuses("code,words\nA00.0,x\n", "line 1: the heading lacks the column description");
    refuses("", "the file is empty");
    refuses("code,description\n", "the file holds no code");
  }

  @Test
  void refusesALineThatIsTooLongAndNamesIt() throws Exception {
    String fill = "x".repeat(CatalogueCsv.MAX_LINE_CHARS - "A00.0,Cholera,".length());
    assertThat(read("code,description,notes\r\nA00.0,Cholera," + fill + "\r\n")).hasSize(1);
    refuses(
        "code,description,notes\r\nI10,Hypertension,\r\nA00.0,Cholera," + fill + "x\r\n",
        "line 3: it is longer than 4000 characters");
    refuses("x".repeat(9_000), "line 1: it is longer");
    refuses("code,description\nA00.0,\"" + fill + fill + "\"\n", "line 2: it is longer");
  }

  @Test
  void aLineThatNeverEndsIsRefusedBeforeItIsGathered() {
    InputStream endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            assertThat(given++).isLessThan(1_000_000);
            return 'x';
          }
        };
    assertThatThrownBy(() -> CatalogueCsv.read(endless))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.key()).isEqualTo("catalogue.line");
              assertThat(refused.arguments()).containsExactly("1", "4000");
            });
  }

  @Test
  void refusesAFileThatIsNotUtf8() {
    byte[] latin = "code,description\nH81.0,Ménière\n".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> CatalogueCsv.read(new ByteArrayInputStream(latin)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("UTF-8");
  }

  private static void refuses(String csv, String message) {
    assertThatThrownBy(() -> read(csv))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(message);
  }

  private static List<Diagnosis> read(String csv) throws IOException {
    return CatalogueCsv.read(new ByteArrayInputStream(csv.getBytes(UTF_8)));
  }
}
