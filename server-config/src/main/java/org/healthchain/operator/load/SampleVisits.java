package org.healthchain.operator.load;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Visits from a file with one JSON object a line: {@code name}, {@code idNumber}, {@code time},
 * {@code encounter}, {@code conditions} with {@code text} and {@code icd10}.
 */
public final class SampleVisits implements VisitSource {
  private static final int MAX_VISITS = 1_000_000;

  private final List<JsonObject> visits;
  private final AtomicInteger position = new AtomicInteger();

  private SampleVisits(List<JsonObject> visits) {
    this.visits = visits;
  }

  /**
   * Reads a file as strictly as a server reads what it is sent.
   *
   * @throws IOException if the file cannot be read or a line is no visit; the message names the
   *     line's number and members, and nothing of what they say
   */
  public static SampleVisits read(Path file) throws IOException {
    List<JsonObject> visits = new ArrayList<>();
    byte[] bytes = Files.readAllBytes(file);
    int line = 0;
    for (int from = 0; from < bytes.length; ) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      line++;
      byte[] text = Arrays.copyOfRange(bytes, from, end);
      if (!new String(text, StandardCharsets.UTF_8).isBlank()) {
        visits.add(new SampleLine(file + ", line " + line).visit(text));
      }
      if (visits.size() > MAX_VISITS) {
        throw new IOException(file + " has more than " + MAX_VISITS + " visits");
      }
      from = end + 1;
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
}
