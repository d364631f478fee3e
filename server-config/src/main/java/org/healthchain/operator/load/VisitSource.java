package org.healthchain.operator.load;

import jakarta.json.JsonObject;
import java.util.Optional;

/** Visits in the JSON of {@code POST /api/visits}. Safe for use by many threads. */
public interface VisitSource {
  /** The next visit; empty when there are no more. */
  Optional<JsonObject> next();
}
