package org.healthchain.operator.load;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Visits from a file with one JSON object a line: {@code name}, {@code idNumber}, {@code time},
 * {@code encounter}, {@code conditions} with {@code text} and {@code icd10}.
 */
public final class SampleVisits implements VisitSource {
  private static final int MAX_LINES = 1_000_000;

  private final List<JsonObject> visits;
  private final AtomicInteger position = new AtomicInteger();

  private SampleVisits(List<JsonObject> visits) {
    this.visits = visits;
  }

  /**
   * @throws IOException if the file cannot be read or a line is no visit; the message names the
   *     line's number only
   */
  public static SampleVisits read(Path file) throws IOException {
    List<JsonObject> visits = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        visits.add(visit(file, line, visits.size() + 1));
      }
      if (visits.size() > MAX_LINES) {
        throw new IOException(file + " has more than " + MAX_LINES + " visits");
      }
    }
    return new SampleVisits(visits);
  }

  public int size() {
    return visits.size();
  }

  @Override
  public Optional<JsonObject> next() {
    int index = position.getAndIncrement();
    return index < visits.size() ? Optional.of(visits.get(index)) : Optional.empty();
  }

  private static JsonObject visit(Path file, String line, int number) throws IOException {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      JsonObject sample = reader.readObject();
      return Json.createObjectBuilder()
          .add("patientName", sample.getString("name"))
          .add("patientIdNumber", sample.getString("idNumber"))
          .add("visitTime", sample.getString("time"))
          .add("diagnoses", diagnoses(sample))
          .add("notes", sample.getString("encounter", ""))
          .build();
    } catch (JsonException | ClassCastException | NullPointerException e) {
      throw new IOException(file + ": visit " + number + " is not what is expected there", e);
    }
  }

  private static JsonArrayBuilder diagnoses(JsonObject sample) {
    JsonArrayBuilder diagnoses = Json.createArrayBuilder();
    Set<String> codes = new HashSet<>();
    for (JsonValue value : sample.getJsonArray("conditions")) {
      JsonObject condition = value.asJsonObject();
      if (codes.add(condition.getString("icd10"))) {
        diagnoses.add(
            Json.createObjectBuilder()
                .add("code", condition.getString("icd10"))
                .add("description", condition.getString("text", "")));
      }
    }
    return diagnoses;
  }
}
