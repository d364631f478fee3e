package org.healthchain.crypto.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Envelopes that another implementation sealed, years ago for all we know: they must open for ever.
 * A change of any is a change of the format and wants a new version.
 */
class EnvelopeKnownAnswersTest {
  private static final Properties KNOWN = new Properties();

  @BeforeAll
  static void readKnownAnswers() throws Exception {
    try (InputStream in =
        EnvelopeKnownAnswersTest.class.getResourceAsStream("known-answers.properties")) {
      KNOWN.load(in);
    }
  }

  private static byte[] bytes(String name) {
    return HexFormat.of().parseHex(KNOWN.getProperty(name));
  }

  private static PrivateKey key(String number) throws Exception {
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(bytes("private-key-" + number)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "visit", "full-bucket", "next-bucket", "two-recipients"})
  void opensForEachOfItsRecipients(String name) throws Exception {
    Envelope envelope = Envelope.parse(bytes(name + ".envelope"));
    List<String> recipients = List.of(KNOWN.getProperty(name + ".recipients").split(",", -1));
    assertThat(envelope.recipients())
        .map(KeyId::toHex)
        .isEqualTo(recipients.stream().map(key -> KNOWN.getProperty("key-id-" + key)).toList());
    assertThat(envelope.toBytes()).isEqualTo(bytes(name + ".envelope"));
    for (String recipient : recipients) {
      assertThat(envelope.open(key(recipient), bytes(name + ".aad")))
          .isEqualTo(bytes(name + ".text"));
    }
    if (recipients.size() == 1) {
      assertThat(Envelope.sealedBytes(bytes(name + ".text").length))
          .isEqualTo(envelope.toBytes().length);
      assertThatThrownBy(() -> envelope.open(key("1"), bytes(name + ".aad")))
          .isInstanceOf(EnvelopeException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "visit", "two-recipients"})
  void opensForNoOtherAssociatedData(String name) throws Exception {
    Envelope envelope = Envelope.parse(bytes(name + ".envelope"));
    byte[] aad = bytes(name + ".aad");
    byte[] longer = Arrays.copyOf(aad, aad.length + 1);
    assertThatThrownBy(() -> envelope.open(key("0"), longer))
        .isInstanceOfSatisfying(
            EnvelopeException.class,
            e -> assertThat(e.reason()).isEqualTo(EnvelopeException.Reason.NOT_AUTHENTIC));
  }
}
