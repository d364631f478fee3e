package org.healthchain.operator.load;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser.Event;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.healthchain.server.intake.InvalidVisitException;
import org.healthchain.server.intake.Place;
import org.healthchain.server.intake.StrictJson;

/**
 * A line of a file of sample visits, and the visit that it makes: the conditions' codes are its
 * diagnoses; kind of encounter and the conditions' words, which are not the catalogue's, its notes.
 */
final class SampleLine {
  private static final List<String> TEXTS = List.of("name", "idNumber", "time", "encounter");
  private static final List<String> CONDITION_TEXTS = List.of("snomed", "text", "icd10");

  private final String where;
  private final Map<String, String> texts = new HashMap<>();
  private final Set<String> codes = new LinkedHashSet<>();
  private final Set<String> words = new LinkedHashSet<>();

  /**
   * @param where names file and line in messages
   */
  SampleLine(String where) {
    this.where = where;
  }

  /** In the JSON of {@code POST /api/visits}. */
  JsonObject visit(byte[] utf8) throws IOException {
    Map<String, StrictJson.Value> members = members(TEXTS, texts);
    members.put("conditions", (in, first, place) -> in.list(first, place, this::condition));
    try {
      StrictJson.readObject(utf8, members);
    } catch (InvalidVisitException e) {
      throw new IOException(
          where
              + " is no visit: "
              + e.findings().stream()
                  .map(finding -> finding.kind() + " " + finding.place())
                  .collect(Collectors.joining(", ")));
    }
    JsonArrayBuilder diagnoses = Json.createArrayBuilder();
    codes.forEach(code -> diagnoses.add(Json.createObjectBuilder().add("code", code)));
    StringJoiner notes = new StringJoiner("\n");
    if (texts.containsKey("encounter")) {
      notes.add(texts.get("encounter"));
    }
    words.forEach(notes::add);
    return Json.createObjectBuilder()
        .add("patientName", required("name"))
        .add("patientIdNumber", required("idNumber"))
        .add("visitTime", required("time"))
        .add("diagnoses", diagnoses)
        .add("notes", notes.toString())
        .build();
  }

  private String required(String name) throws IOException {
    String text = texts.get(name);
    if (text == null) {
      throw new IOException(where + " is no visit: it lacks " + name);
    }
    return text;
  }

  private void condition(StrictJson in, Event first, Place place) {
    Map<String, String> condition = new HashMap<>();
    in.object(first, place, members(CONDITION_TEXTS, condition));
    if (condition.containsKey("icd10")) {
      codes.add(condition.get("icd10"));
    }
    if (condition.containsKey("text")) {
      words.add(condition.get("text"));
    }
  }

  private static Map<String, StrictJson.Value> members(
      List<String> names, Map<String, String> into) {
    Map<String, StrictJson.Value> members = new HashMap<>();
    for (String name : names) {
      members.put(
          name,
          (in, first, place) -> {
            String text = in.text(first, place);
            if (text != null) {
              into.put(name, text);
            }
          });
    }
    return members;
  }
}
