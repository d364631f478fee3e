package org.healthchain.server.intake;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.healthchain.crypto.serialnumber.PatientIdentity;
import org.healthchain.server.intake.Finding.Kind;
import org.healthchain.server.text.BadCharacter;
import org.healthchain.server.text.TextRule;
import org.jspecify.annotations.Nullable;

/** What a patient's name and ID number must be like. */
public final class PatientRules {
  static final int MIN_ID_CHARS = 5;
  static final int MAX_ID_CHARS = 24;

  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{P}+|~]");
  private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}]*");

  /**
   * How spreadsheets write a long number that they took for a quantity: 1.10101E+17, 1,1E17, 1E+17.
   */
  private static final Pattern ROUNDED =
      Pattern.compile("\\d+[.,]\\d+[eE]\\+?\\d{1,3}|\\d+[eE]\\+\\d{1,3}");

  private PatientRules() {}

  /** All that is wrong with name and ID number. */
  public static List<Finding> check(@Nullable String name, @Nullable String idNumber) {
    List<Finding> findings = new ArrayList<>();
    checkName(name, findings);
    checkIdNumber(idNumber, findings);
    return findings;
  }

  private static void checkName(@Nullable String name, List<Finding> findings) {
    if (name == null || name.isBlank()) {
      findings.add(Finding.of(VisitField.PATIENT_NAME, Kind.NAME_EMPTY));
      return;
    }
    String stripped = name.strip();
    Optional<BadCharacter> bad = TextRule.LINE.check(stripped);
    if (bad.isPresent()) {
      findings.add(Finding.at(VisitField.PATIENT_NAME.place(), bad.get()));
    } else if (stripped.length() > Visit.MAX_NAME_CHARS) {
      findings.add(Finding.of(VisitField.PATIENT_NAME, Kind.NAME_LONG, Visit.MAX_NAME_CHARS));
    } else if (!normalises(stripped, "AAAAA")) {
      findings.add(Finding.of(VisitField.PATIENT_NAME, Kind.NAME_FORM));
    }
  }

  private static void checkIdNumber(@Nullable String id, List<Finding> findings) {
    if (id == null || id.isBlank()) {
      findings.add(Finding.of(VisitField.PATIENT_ID_NUMBER, Kind.ID_EMPTY));
      return;
    }
    String stripped = id.strip();
    Optional<BadCharacter> bad = TextRule.LINE.check(stripped);
    if (bad.isPresent()) {
      findings.add(Finding.at(VisitField.PATIENT_ID_NUMBER.place(), bad.get()));
    } else if (ROUNDED.matcher(Normalizer.normalize(stripped, Normalizer.Form.NFKC)).matches()) {
      findings.add(Finding.of(VisitField.PATIENT_ID_NUMBER, Kind.ID_ROUNDED));
    } else if (!formed(stripped)) {
      findings.add(Finding.of(VisitField.PATIENT_ID_NUMBER, Kind.ID_FORM));
    }
  }

  private static boolean formed(String id) {
    String kept = SEPARATORS.matcher(id).replaceAll("");
    return kept.length() >= MIN_ID_CHARS
        && kept.length() <= MAX_ID_CHARS
        && ID.matcher(kept).matches()
        && normalises("A", id);
  }

  /** Whether the serial number can be made of it. */
  private static boolean normalises(String name, String id) {
    try {
      PatientIdentity.of(name, id);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
