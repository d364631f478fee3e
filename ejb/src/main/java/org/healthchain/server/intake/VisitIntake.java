package org.healthchain.server.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.intake.Finding.Kind;
import org.healthchain.server.intake.SentVisit.SentContent;
import org.healthchain.server.intake.SentVisit.SentDiagnosis;
import org.healthchain.server.text.TextRule;
import org.jspecify.annotations.Nullable;

/** Makes a visit of what was sent, or says of each field what cannot be right, all at once. */
public final class VisitIntake {
  /** Clocks differ a little. */
  static final Duration TOLERANCE = Duration.ofMinutes(2);

  static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  private static final int MAX_SHOWN_CODE_CHARS = 20;
  private static final Pattern TRANSACTION_ID = Pattern.compile("[0-9a-f]{64}");

  private final Function<String, Optional<Diagnosis>> catalogue;

  /**
   * @param catalogue finds a diagnosis by its code, however it is written
   */
  public VisitIntake(Function<String, Optional<Diagnosis>> catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The visit.
   *
   * @throws InvalidVisitException with everything that cannot be right, in the order of the form
   */
  public AcceptedVisit accept(SentVisit sent, Instant now) throws InvalidVisitException {
    List<Finding> findings =
        new ArrayList<>(PatientRules.check(sent.patientName(), sent.patientIdNumber()));
    SentContent content = sent.content();
    Instant time = time(content, now, findings);
    List<Diagnosis> diagnoses = diagnoses(content.diagnoses(), findings);
    String notes = content.notes() == null ? "" : content.notes();
    checkNotes(notes, findings);
    if (notes.isBlank() && content.diagnoses().isEmpty()) {
      findings.add(Finding.of(VisitField.DIAGNOSES, Kind.CONTENT_EMPTY));
    }
    String supersedes = blankAsNull(sent.supersedes());
    if (supersedes != null && !TRANSACTION_ID.matcher(supersedes).matches()) {
      findings.add(Finding.of(VisitField.SUPERSEDES, Kind.SUPERSEDES_FORM));
    }
    if (findings.stream().anyMatch(one -> one.kind().weight() != Finding.Weight.REMARK)) {
      throw new InvalidVisitException(findings);
    }
    return new AcceptedVisit(
        new Visit(
            String.valueOf(sent.patientName()).strip(),
            String.valueOf(sent.patientIdNumber()).strip(),
            new VisitContent(time, diagnoses, notes),
            supersedes),
        content.visitTime() != null,
        findings);
  }

  /** The time; if there is a finding its value means nothing. */
  private static Instant time(SentContent content, Instant now, List<Finding> findings) {
    if (content.visitTime() == null) {
      return now.truncatedTo(ChronoUnit.SECONDS);
    }
    VisitTime read = VisitTime.read(content.visitTime(), content.zone());
    if (read.time() == null) {
      findings.add(read.finding());
      return now;
    }
    Instant time = read.time().toInstant();
    if (time.isAfter(now.plus(TOLERANCE))) {
      findings.add(Finding.of(VisitField.VISIT_TIME, Kind.TIME_IN_FUTURE));
    } else if (time.isBefore(EARLIEST)) {
      findings.add(Finding.of(VisitField.VISIT_TIME, Kind.TIME_TOO_OLD));
    }
    return time;
  }

  private List<Diagnosis> diagnoses(List<SentDiagnosis> sent, List<Finding> findings) {
    if (sent.size() > VisitContent.MAX_DIAGNOSES) {
      findings.add(
          Finding.of(VisitField.DIAGNOSES, Kind.DIAGNOSES_MANY, VisitContent.MAX_DIAGNOSES));
      return List.of();
    }
    Map<Diagnosis, Place> known = new LinkedHashMap<>();
    for (int i = 0; i < sent.size(); i++) {
      Place place = VisitField.DIAGNOSES.place().entry(i);
      String code = sent.get(i).code();
      if (code == null || code.isBlank()) {
        findings.add(Finding.at(place, Kind.DIAGNOSIS_EMPTY));
        continue;
      }
      Optional<Diagnosis> found = catalogue.apply(code);
      if (found.isEmpty()) {
        findings.add(Finding.at(place, Kind.DIAGNOSIS_UNKNOWN, shown(code)));
        continue;
      }
      String words = sent.get(i).description();
      if (words != null && !words.equals(found.get().description())) {
        findings.add(
            Finding.at(
                place.member("description"),
                Kind.DIAGNOSIS_WORDS,
                found.get().code(),
                found.get().description()));
      }
      Place first = known.putIfAbsent(found.get(), place);
      if (first != null) {
        findings.add(Finding.at(place, Kind.DIAGNOSIS_TWICE, found.get().code(), first));
      }
    }
    return List.copyOf(known.keySet());
  }

  private static String shown(String code) {
    String text = code.strip();
    String shortened =
        text.length() > MAX_SHOWN_CODE_CHARS ? text.substring(0, MAX_SHOWN_CODE_CHARS) + "…" : text;
    return TextRule.LINE.check(shortened).isPresent() ? "?" : shortened;
  }

  private static void checkNotes(String notes, List<Finding> findings) {
    TextRule.PROSE
        .check(notes)
        .ifPresent(bad -> findings.add(Finding.at(VisitField.NOTES.place(), bad)));
    if (notes.length() > VisitContent.MAX_NOTES_CHARS) {
      findings.add(Finding.of(VisitField.NOTES, Kind.NOTES_LONG, VisitContent.MAX_NOTES_CHARS));
    }
  }

  private static @Nullable String blankAsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
