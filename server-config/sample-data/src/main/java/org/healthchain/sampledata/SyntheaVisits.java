package org.healthchain.sampledata;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads Synthea's {@code patients.csv}, {@code encounters.csv} and {@code conditions.csv} and
 * writes one visit a line as NDJSON: patient's name and ID number, time (UTC), the kind of
 * encounter, and its conditions with SNOMED and ICD-10-CM code. Visits stand in order of time, so
 * that equal input gives an equal file.
 */
public final class SyntheaVisits {
  private static final int MAX_CONDITIONS_PER_VISIT = 8;
  private static final CSVFormat CSV =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();

  private record Condition(String snomed, String text, String icd10) {}

  private record Encounter(
      String name, String idNumber, String time, String encounter, List<Condition> conditions) {}

  private record Patient(String name, String idNumber) {}

  private SyntheaVisits() {}

  /**
   * Runs the conversion.
   *
   * @param args Synthea's CSV folder, the SNOMED to ICD-10-CM map, the NDJSON file to write, and
   *     the first day (ISO date) from which encounters are taken
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      throw new IllegalArgumentException("wanted: CSV-FOLDER MAP.csv OUT.ndjson FIRST-DAY");
    }
    Path folder = Path.of(args[0]);
    Map<String, String> icd10 = new LinkedHashMap<>();
    for (CSVRecord row : read(Path.of(args[1]))) {
      icd10.put(row.get("snomed"), row.get("icd10cm"));
    }
    List<Encounter> visits = visits(folder, icd10, args[3]);
    Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    try (Writer out = Files.newBufferedWriter(Path.of(args[2]), StandardCharsets.UTF_8)) {
      for (Encounter visit : visits) {
        out.write(gson.toJson(visit));
        out.write('\n');
      }
    }
  }

  private static List<Encounter> visits(Path folder, Map<String, String> icd10, String firstDay)
      throws IOException {
    Map<String, Patient> patients = patients(folder);
    Map<String, Set<Condition>> conditions = conditions(folder, icd10);
    List<Encounter> visits = new ArrayList<>();
    for (CSVRecord row : read(folder.resolve("encounters.csv"))) {
      if (row.get("START").compareTo(firstDay) < 0) {
        continue;
      }
      Set<Condition> found = conditions.computeIfAbsent(row.get("Id"), id -> new LinkedHashSet<>());
      addIfMapped(found, row.get("REASONCODE"), row.get("REASONDESCRIPTION"), icd10);
      if (found.isEmpty()) {
        addIfMapped(found, row.get("CODE"), row.get("DESCRIPTION"), icd10);
      }
      if (!found.isEmpty()) {
        Patient patient = patients.get(row.get("PATIENT"));
        visits.add(
            new Encounter(
                patient.name(),
                patient.idNumber(),
                row.get("START"),
                withoutTag(row.get("DESCRIPTION")),
                found.stream().limit(MAX_CONDITIONS_PER_VISIT).toList()));
      }
    }
    visits.sort(Comparator.comparing(Encounter::time).thenComparing(Encounter::idNumber));
    return visits;
  }

  private static Map<String, Patient> patients(Path folder) throws IOException {
    Map<String, Patient> patients = new LinkedHashMap<>();
    for (CSVRecord row : read(folder.resolve("patients.csv"))) {
      String name = withoutDigits(row.get("FIRST")) + ' ' + withoutDigits(row.get("LAST"));
      patients.put(row.get("Id"), new Patient(name, row.get("SSN")));
    }
    return patients;
  }

  private static Map<String, Set<Condition>> conditions(Path folder, Map<String, String> icd10)
      throws IOException {
    Map<String, Set<Condition>> byEncounter = new LinkedHashMap<>();
    for (CSVRecord row : read(folder.resolve("conditions.csv"))) {
      Set<Condition> found =
          byEncounter.computeIfAbsent(row.get("ENCOUNTER"), id -> new LinkedHashSet<>());
      addIfMapped(found, row.get("CODE"), row.get("DESCRIPTION"), icd10);
    }
    return byEncounter;
  }

  private static void addIfMapped(
      Set<Condition> found, String snomed, String text, Map<String, String> icd10) {
    String code = icd10.get(snomed);
    if (code != null && found.stream().noneMatch(c -> c.icd10().equals(code))) {
      found.add(new Condition(snomed, withoutTag(text), code));
    }
  }

  /** Synthea marks its invented names by digits. */
  private static String withoutDigits(String name) {
    return name.replaceAll("[0-9]", "");
  }

  /** SNOMED's semantic tag, such as "(disorder)", at the end of a description. */
  private static String withoutTag(String text) {
    return text.replaceAll(" \\([a-z/ ]+\\)$", "");
  }

  private static List<CSVRecord> read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = CSV.parse(in)) {
      return parser.getRecords();
    }
  }
}
