package org.healthchain.server.intake;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.healthchain.server.diagnosis.Diagnosis;
import org.healthchain.server.transaction.CanonicalWriter;

/**
 * What a visit says, patient and doctor apart. The one list of a visit's fields: bounds, JSON, the
 * form that the doctor signs, and what a reader is shown all stand here.
 *
 * @param diagnoses at most {@link #MAX_DIAGNOSES}
 * @param notes free text, at most {@link #MAX_NOTES_CHARS} characters, may be empty
 */
public record VisitContent(Instant visitTime, List<Diagnosis> diagnoses, String notes) {
  public static final int MAX_DIAGNOSES = 20;
  public static final int MAX_NOTES_CHARS = 20_000;

  public VisitContent {
    diagnoses = List.copyOf(diagnoses);
  }

  /** The same with the time in whole seconds, as it is sealed. */
  public VisitContent inSeconds() {
    return new VisitContent(visitTime.truncatedTo(ChronoUnit.SECONDS), diagnoses, notes);
  }

  /** A text under its heading. */
  public record Passage(String headingKey, String text) {}

  /** The free texts in the order of the form, empty ones left out. */
  public List<Passage> passages() {
    return List.of(new Passage("visit.notes", notes)).stream()
        .filter(passage -> !passage.text().isBlank())
        .toList();
  }

  /** The form that the doctor signs, since JSON has many. */
  public void write(CanonicalWriter out) {
    out.text(visitTime.toString()).u16(diagnoses.size());
    for (Diagnosis diagnosis : diagnoses) {
      out.text(diagnosis.code()).text(diagnosis.description());
    }
    out.bytes32(notes.getBytes(StandardCharsets.UTF_8));
  }

  public void write(JsonObjectBuilder out, JsonProvider json) {
    JsonArrayBuilder codes = json.createArrayBuilder();
    diagnoses.forEach(
        diagnosis ->
            codes.add(
                json.createObjectBuilder()
                    .add("code", diagnosis.code())
                    .add("description", diagnosis.description())));
    out.add("visitTime", visitTime.toString()).add("diagnoses", codes).add("notes", notes);
  }

  /**
   * @throws RuntimeException of {@code jakarta.json} or {@code java.time} if a field is missing or
   *     of another type
   */
  public static VisitContent read(JsonObject in) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (JsonObject one : in.getJsonArray("diagnoses").getValuesAs(JsonObject.class)) {
      diagnoses.add(new Diagnosis(one.getString("code"), one.getString("description")));
    }
    return new VisitContent(
        Instant.parse(in.getString("visitTime")), diagnoses, in.getString("notes"));
  }

  /** Says nothing clinical. */
  @Override
  public String toString() {
    return "VisitContent[withheld]";
  }
}
