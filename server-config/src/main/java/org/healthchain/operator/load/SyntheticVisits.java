package org.healthchain.operator.load;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Endless made-up visits of about a kilobyte; nobody in them exists. */
public final class SyntheticVisits implements VisitSource {
  private static final int PATIENTS = 10_000;
  private static final int NOTE_CHARS = 700;
  private static final List<String> CODES = List.of("J45.909", "I10", "E11.9", "N18.4");
  private static final String NOTE =
      "Synthetic note of the load driver, without meaning, of the length of a short letter. ";

  @Override
  public Optional<JsonObject> next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int patient = random.nextInt(PATIENTS);
    String code = CODES.get(random.nextInt(CODES.size()));
    return Optional.of(
        Json.createObjectBuilder()
            .add("patientName", "Synthetic Patient " + patient)
            .add("patientIdNumber", String.format("999-%02d-%04d", patient % 90 + 10, patient))
            .add("visitTime", Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS) + "")
            .add(
                "diagnoses",
                Json.createArrayBuilder().add(Json.createObjectBuilder().add("code", code)))
            .add("notes", NOTE.repeat(NOTE_CHARS / NOTE.length()))
            .build());
  }
}
