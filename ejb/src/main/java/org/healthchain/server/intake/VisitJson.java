package org.healthchain.server.intake;

import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.healthchain.server.intake.SentVisit.SentContent;
import org.healthchain.server.intake.SentVisit.SentDiagnosis;
import org.jspecify.annotations.Nullable;

/** The members of a visit in JSON. One object reads one document. */
final class VisitJson {
  private final Map<VisitField, String> texts = new HashMap<>();
  private final List<SentDiagnosis> diagnoses = new ArrayList<>();

  SentVisit read(byte[] utf8) throws InvalidVisitException {
    Map<String, StrictJson.Value> members = new HashMap<>();
    for (VisitField field : VisitField.values()) {
      members.put(field.jsonName(), (in, first, place) -> text(in, first, place, field));
    }
    members.put(
        VisitField.DIAGNOSES.jsonName(),
        (in, first, place) -> in.list(first, place, this::diagnosis));
    StrictJson.readObject(utf8, members);
    return new SentVisit(
        texts.get(VisitField.PATIENT_NAME),
        texts.get(VisitField.PATIENT_ID_NUMBER),
        new SentContent(
            texts.get(VisitField.VISIT_TIME), null, diagnoses, texts.get(VisitField.NOTES)),
        texts.get(VisitField.SUPERSEDES));
  }

  private void text(StrictJson in, Event first, Place place, VisitField field) {
    String text = in.text(first, place);
    if (text != null) {
      texts.put(field, text);
    }
  }

  private void diagnosis(StrictJson in, Event first, Place place) {
    Map<String, @Nullable String> read = new HashMap<>();
    Map<String, StrictJson.Value> members = new HashMap<>();
    for (String name : List.of("code", "description")) {
      members.put(name, (inner, event, member) -> read.put(name, inner.text(event, member)));
    }
    in.object(first, place, members);
    diagnoses.add(new SentDiagnosis(read.get("code"), read.get("description")));
  }
}
