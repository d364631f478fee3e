package org.healthchain.crypto.serialnumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hard names and numbers, normalised and hashed by a second implementation. A change of any answer
 * would hide the records of patients of that name.
 */
class SerialNumberKnownAnswersTest {
  private static final SerialNumberKey KEY =
      SerialNumberKey.of(HexFormat.of().parseHex("0123456789abcdef".repeat(4)));

  /** A row of the file. */
  private record Row(String name, String id, String plainName, String plainId, String serial) {
    static Row of(String line) {
      String[] cells = line.split(";", -1);
      assertThat(cells).hasSize(5);
      return new Row(
          unescaped(cells[0]),
          unescaped(cells[1]),
          unescaped(cells[2]),
          unescaped(cells[3]),
          cells[4]);
    }
  }

  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  static Stream<Row> rows() throws Exception {
    try (InputStream in =
        SerialNumberKnownAnswersTest.class.getResourceAsStream("known-answers.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines().filter(line -> !line.startsWith("#")).map(Row::of).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isTheKnownOne(Row row) {
    PatientIdentity identity = PatientIdentity.of(row.name(), row.id());
    assertThat(identity.name()).isEqualTo(row.plainName());
    assertThat(identity.idNumber()).isEqualTo(row.plainId());
    assertThat(KEY.serialNumberOf(identity).toHex()).isEqualTo(row.serial());
  }

  @Test
  void equalFormsHaveEqualNumbersAndOthersHaveNot() throws Exception {
    Map<String, String> serials = new HashMap<>();
    rows()
        .forEach(
            row -> {
              String form = row.plainName() + ";" + row.plainId();
              String before = serials.putIfAbsent(form, row.serial());
              assertThat(before == null || before.equals(row.serial())).as(form).isTrue();
            });
    assertThat(serials).hasSizeGreaterThan(20);
    assertThat(serials.values()).doesNotHaveDuplicates();
  }
}
