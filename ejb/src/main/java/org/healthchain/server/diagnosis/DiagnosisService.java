package org.healthchain.server.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The ICD-10-CM codes of this server. */
public interface DiagnosisService {
  /** Codes that start with the query, then codes whose words match all words of the query. */
  List<Diagnosis> search(String query, int limit);

  Optional<Diagnosis> find(String code);

  long count();

  /**
   * Replaces the catalogue by a CSV (UTF-8, columns code, description; first line is the heading).
   * All or nothing. Role OPERATOR.
   *
   * @return number of codes
   * @throws org.healthchain.server.refusal.RefusedException naming the first wrong line; the old
   *     catalogue stays
   */
  long importCsv(InputStream csv) throws IOException;
}
