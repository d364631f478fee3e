package org.healthchain.server.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The whole catalogue in memory, immutable. Codes are found by prefix, with or without the dot;
 * words by the beginnings of words, all of them, in any order.
 */
final class CatalogueIndex {
  private final TreeMap<String, Entry> byCode = new TreeMap<>();
  private final Map<String, Diagnosis> exact = new HashMap<>();

  private record Entry(Diagnosis diagnosis, String words) {}

  CatalogueIndex(Collection<Diagnosis> diagnoses) {
    for (Diagnosis diagnosis : diagnoses) {
      byCode.put(compact(diagnosis.code()), new Entry(diagnosis, words(diagnosis.description())));
      exact.put(compact(diagnosis.code()), diagnosis);
    }
  }

  Optional<Diagnosis> find(String code) {
    return code == null ? Optional.empty() : Optional.ofNullable(exact.get(compact(code)));
  }

  long size() {
    return exact.size();
  }

  List<Diagnosis> search(String query, int limit) {
    if (query == null || query.isBlank() || limit <= 0) {
      return List.of();
    }
    List<Diagnosis> found = new ArrayList<>(withPrefix(compact(query), limit));
    if (found.size() < limit) {
      addByWords(words(query), found, limit);
    }
    return found;
  }

  private List<Diagnosis> withPrefix(String prefix, int limit) {
    return prefix.isEmpty()
        ? List.of()
        : byCode.subMap(prefix, true, prefix + "\uffff", true).values().stream()
            .limit(limit)
            .map(Entry::diagnosis)
            .toList();
  }

  /** Shorter descriptions first: they are the more general diagnoses. */
  private void addByWords(String query, List<Diagnosis> found, int limit) {
    String[] wanted =
        Arrays.stream(query.split(" "))
            .filter(word -> !word.isEmpty())
            .map(word -> " " + word)
            .toArray(String[]::new);
    if (wanted.length == 0) {
      return;
    }
    byCode.values().stream()
        .filter(entry -> Arrays.stream(wanted).allMatch(entry.words()::contains))
        .map(Entry::diagnosis)
        .filter(diagnosis -> !found.contains(diagnosis))
        .sorted(
            Comparator.comparingInt((Diagnosis d) -> d.description().length())
                .thenComparing(Diagnosis::code))
        .limit(limit - found.size())
        .forEach(found::add);
  }

  private static String compact(String code) {
    return code.strip().toUpperCase(Locale.ROOT).replace(".", "");
  }

  /** Lower case, each word after one blank. */
  private static String words(String text) {
    return " " + text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
