package org.healthchain.crypto.curve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.healthchain.crypto.curve.Curve.Identity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors of RFC 9380 and of the usual serialization. */
class KnownAnswersTest {
  private static final String TAG = "QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_";
  private static final HexFormat HEX = HexFormat.of();

  private static List<String[]> rows(String file) throws IOException {
    try (InputStream in = KnownAnswersTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(";", -1))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Curves.BLST, Curves.BOUNCY_CASTLE})
  void hashingToG1GivesThePointsOfRfc9380(String backend) throws IOException {
    List<String[]> rows = rows("hash-to-g1.txt");
    assertThat(rows).hasSize(5);
    for (String[] row : rows) {
      G1Point point = Curves.named(backend).hashToG1(row[0].getBytes(US_ASCII), TAG);
      assertThat(HEX.formatHex(point.uncompressed())).isEqualTo(row[1] + row[2]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Curves.BLST, Curves.BOUNCY_CASTLE})
  void multiplesOfTheGeneratorsHaveTheirKnownEncodings(String backend) throws Exception {
    Curve curve = Curves.named(backend);
    for (String[] row : rows("generators.txt")) {
      BigInteger k = new BigInteger(row[1]);
      byte[] encoding = HEX.parseHex(row[2]);
      if (row[0].equals("G1")) {
        G1Point point = curve.g1Generator().multiply(k);
        assertThat(encoding.length == 48 ? point.compressed() : point.uncompressed())
            .isEqualTo(encoding);
        assertThat(curve.decodeG1(encoding, Identity.ALLOWED)).isEqualTo(point);
      } else {
        G2Point point = curve.g2Generator().multiply(k);
        assertThat(point.compressed()).isEqualTo(encoding);
        assertThat(curve.decodeG2(encoding, Identity.ALLOWED)).isEqualTo(point);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Curves.BLST, Curves.BOUNCY_CASTLE})
  void invalidEncodingsAreRefused(String backend) throws IOException {
    Curve curve = Curves.named(backend);
    for (String[] row : rows("invalid-encodings.txt")) {
      byte[] encoding = HEX.parseHex(row[1]);
      assertThat(refused(() -> curve.decodeG1(encoding, Identity.ALLOWED))).as(row[0]).isTrue();
      assertThat(refused(() -> curve.decodeG2(encoding, Identity.ALLOWED))).as(row[0]).isTrue();
    }
  }

  private interface Decoding {
    Object run() throws InvalidPointException;
  }

  private static boolean refused(Decoding decoding) {
    try {
      decoding.run();
      return false;
    } catch (InvalidPointException e) {
      return true;
    }
  }
}
