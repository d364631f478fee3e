package org.healthchain.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.healthchain.consensus.replica.Trouble;
import org.healthchain.server.audit.AuditAction;
import org.healthchain.server.audit.AuditOutcome;
import org.healthchain.server.intake.Finding;
import org.healthchain.server.ledger.LedgerProblem;
import org.healthchain.server.membership.MemberView;
import org.healthchain.server.membership.RevocationPreview;
import org.healthchain.server.network.NetworkView.Attention.Severity;
import org.healthchain.server.retrieval.RecordProblem;
import org.healthchain.server.submission.AlreadySentException;
import org.healthchain.server.submission.QuotaExceededException;
import org.healthchain.server.submission.SubmissionService.NotReadyException;
import org.healthchain.server.submission.SubmissionState;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.RejectionReason;
import org.healthchain.server.transaction.TransactionKind;
import org.healthchain.web.api.ProblemType;
import org.junit.jupiter.api.Test;

/** Every text that the pages and services name stands in both languages. */
class BundlesTest {
  private static final Path BUNDLES = Path.of("src/main/resources/org/healthchain/web");
  private static final Pattern IN_PAGES =
      Pattern.compile("msg\\['([\\w.]+)'\\]|text\\.of\\('([\\w.]+)'");
  private static final Pattern IN_CODE =
      Pattern.compile(
          "\"((?:visit|retrieve|members|blocks|catalogue|audit|keys|signin|nav|attention|text)\\.[\\w.]*\\w)\"");
  private static final Pattern LETTERS_IN_PAGE = Pattern.compile(">[^<#{]*[A-Za-z]{3,}[^<]*<");

  private final Properties english = load("messages.properties");
  private final Properties chinese = load("messages_zh.properties");

  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertThat(chinese.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
  }

  @Test
  void noTextIsEmptyAndNoneIsLeftUntranslated() {
    assertThat(english.values()).noneMatch(text -> text.toString().isBlank());
    assertThat(chinese.values()).noneMatch(text -> text.toString().isBlank());
    assertThat(chinese.stringPropertyNames())
        .filteredOn(key -> chinese.getProperty(key).equals(english.getProperty(key)))
        .isEmpty();
  }

  @Test
  void everyPatternIsWellFormedAndTakesTheSameArguments() {
    for (String key : english.stringPropertyNames()) {
      assertThat(english.getProperty(key)).as(key).doesNotContain("'");
      assertThat(arguments(chinese.getProperty(key)))
          .as(key)
          .isEqualTo(arguments(english.getProperty(key)));
    }
  }

  @Test
  void oneOfAThingIsNotSaidInThePlural() {
    Pattern plural =
        Pattern.compile(
            "\\b1 (records|visits|blocks|transactions|signatures|votes|servers|members|credentials"
                + "|entries|problems|things|columns|seconds|minutes)\\b");
    for (String key : english.stringPropertyNames()) {
      String pattern = english.getProperty(key);
      if (!arguments(pattern).isEmpty()) {
        assertThat(Words.format(pattern, Locale.UK, "1", "1", "1", "1"))
            .as(key)
            .doesNotContainPattern(plural);
      }
    }
  }

  @Test
  void everyKeyInAPageExists() throws IOException {
    assertThat(keysIn(Path.of("src/main/webapp"), ".xhtml", IN_PAGES))
        .isNotEmpty()
        .isSubsetOf(english.stringPropertyNames());
  }

  @Test
  void everyKeyInOurCodeAndInTheServicesExists() throws IOException {
    Set<String> keys = keysIn(Path.of("src/main/java"), ".java", IN_CODE);
    keys.addAll(keysIn(Path.of("../ejb/src/main/java"), ".java", IN_CODE));
    assertThat(keys).isNotEmpty().isSubsetOf(english.stringPropertyNames());
  }

  @Test
  void everyNameThatServicesShowHasItsText() {
    Stream.of(
            prefixed("state.", SubmissionState.values()),
            prefixed("receipt.title.", SubmissionState.values()),
            prefixed("rejection.", RejectionReason.values()),
            prefixed("visit.again.", AlreadySentException.Kind.values()),
            prefixed("api.detail.QUOTA_", QuotaExceededException.Scope.values()),
            prefixed("api.detail.", NotReadyException.Reason.values()),
            prefixed("ledger.problem.", LedgerProblem.Kind.values()),
            prefixed("problem.", RecordProblem.Kind.values()),
            prefixed("malformation.", Malformation.Kind.values()),
            prefixed("attention.trouble.", Trouble.Kind.values()),
            prefixed("member.", MemberView.Stage.values()),
            prefixed("severity.", Severity.values()),
            prefixed("action.", AuditAction.values()),
            prefixed("members.obstacle.", RevocationPreview.Obstacle.values()),
            prefixed("kind.", TransactionKind.values()))
        .flatMap(keys -> keys)
        .forEach(key -> assertThat(english.getProperty(key)).as(key).isNotNull());
  }

  @Test
  void theTextsOfALedgersProblemsTakeWhatTheProblemsName() {
    for (LedgerProblem.Kind kind : LedgerProblem.Kind.values()) {
      assertThat(arguments(english.getProperty("ledger.problem." + kind)))
          .as(kind.name())
          .hasSize(kind.arguments());
    }
  }

  @Test
  void theTextsOfARecordsProblemsTakeWhatTheProblemsName() {
    for (RecordProblem.Kind kind : RecordProblem.Kind.values()) {
      assertThat(arguments(english.getProperty("problem." + kind)))
          .as(kind.name())
          .hasSize(kind.arguments());
    }
  }

  @Test
  void theTextsOfTheReplicasTroublesTakeTheHeightOfTheBlockIfThereIsOne() {
    for (Trouble.Kind kind : Trouble.Kind.values()) {
      assertThat(arguments(english.getProperty("attention.trouble." + kind)))
          .as(kind.name())
          .hasSize(kind.hasHeight() ? 1 : 0);
    }
  }

  @Test
  void theTextsOfMalformationsTakeTheirNumbers() {
    for (Malformation.Kind kind : Malformation.Kind.values()) {
      assertThat(arguments(english.getProperty("malformation." + kind)))
          .as(kind.name())
          .hasSize(kind.numbers());
    }
  }

  @Test
  void theTextsOfFindingsTakeWhatTheFindingsName() {
    for (Finding.Kind kind : Finding.Kind.values()) {
      assertThat(english.getProperty(kind.key())).as(kind.key()).isNotNull();
      assertThat(arguments(english.getProperty(kind.key())))
          .as(kind.key())
          .hasSize(kind.arguments());
    }
  }

  @Test
  void theTextsOfTheApisProblemsTakeWhatTheProblemsName() {
    for (ProblemType type : ProblemType.values()) {
      assertThat(english.getProperty("api.title." + type)).as(type.name()).isNotNull();
      assertThat(english.getProperty("api.detail." + type)).as(type.name()).isNotNull();
      assertThat(arguments(english.getProperty("api.detail." + type)))
          .as(type.name())
          .hasSize(type.arguments());
    }
  }

  @Test
  void theTextsOfAuditOutcomesTakeTheirNumbers() {
    for (AuditOutcome.Kind kind : AuditOutcome.Kind.values()) {
      assertThat(arguments(english.getProperty("outcome." + kind)))
          .as(kind.name())
          .hasSize(kind.numbers());
    }
  }

  @Test
  void noPageHoldsALiteralTextOrAnInlineScriptOrStyle() throws IOException {
    for (Path page : files(Path.of("src/main/webapp"), ".xhtml")) {
      String text =
          Files.readString(page)
              .replaceAll("HealthChain|English", "")
              .replaceAll("#\\{[^}]*\\}", "");
      Matcher literal = LETTERS_IN_PAGE.matcher(text);
      assertThat(literal.find() ? literal.group() : null).as(page.toString()).isNull();
      assertThat(text)
          .as(page.toString())
          .doesNotContain("<script")
          .doesNotContain("<style")
          .doesNotContainPattern("\\sstyle=\"")
          .doesNotContainPattern("\\sonclick=\"");
    }
  }

  private static Stream<String> prefixed(String prefix, Enum<?>[] names) {
    return Arrays.stream(names).map(name -> prefix + name.name());
  }

  private static Set<String> arguments(String pattern) {
    new MessageFormat(pattern);
    return Pattern.compile("\\{(\\d)")
        .matcher(pattern)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> keysIn(Path folder, String suffix, Pattern pattern)
      throws IOException {
    Set<String> keys = new TreeSet<>();
    for (Path file : files(folder, suffix)) {
      Matcher matcher = pattern.matcher(Files.readString(file));
      while (matcher.find()) {
        String key = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        if (!key.endsWith(".")) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }

  private static Properties load(String name) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(BUNDLES.resolve(name))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
