package org.healthchain.crypto.groupsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.crypto.groupsignature.TestGroup.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.Curves;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every object, byte for byte, from fixed randomness, on both backends. A change of any answer is a
 * change of the format and wants a new version. The file is written by {@link #main}.
 */
class KnownAnswersTest {
  private static final String FILE =
      "/org/healthchain/crypto/groupsignature/known-answers.properties";
  private static final byte[] MESSAGE = bytes("HealthChain known answer");

  @ParameterizedTest
  @ValueSource(strings = {Curves.BLST, Curves.BOUNCY_CASTLE})
  void everyObjectIsTheKnownOne(String backend) throws Exception {
    Properties known = new Properties();
    try (InputStream in = KnownAnswersTest.class.getResourceAsStream(FILE)) {
      known.load(in);
    }
    Map<String, String> answers = answers(Curves.named(backend));
    assertThat(known.stringPropertyNames()).isEqualTo(answers.keySet());
    answers.forEach((name, hex) -> assertThat(hex).as(name).isEqualTo(known.getProperty(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {Curves.BLST, Curves.BOUNCY_CASTLE})
  void theKnownSignatureVerifiesAndOpens(String backend) throws Exception {
    Curve curve = Curves.named(backend);
    Properties known = new Properties();
    try (InputStream in = KnownAnswersTest.class.getResourceAsStream(FILE)) {
      known.load(in);
    }
    GroupPublicKey group = GroupPublicKey.fromBytes(read(known, "group-public-key"), curve);
    byte[] wire = read(known, "signature-wire");
    GroupSignature signature = GroupSignature.fromBytes(wire, curve);
    assertThat(group.verify(MESSAGE, wire)).isTrue();
    assertThat(group.verify(MESSAGE, read(known, "signature-storage"))).isTrue();
    assertThat(signature.storage()).isEqualTo(read(known, "signature-storage"));
    Registration north = Registration.fromBytes(read(known, "registration"), curve);
    assertThat(
            Opening.fromBytes(read(known, "opening"), curve)
                .judge(group, MESSAGE, signature, north, TestGroup.LONG_TERM))
        .isTrue();
    EpochUpdate update = EpochUpdate.fromBytes(read(known, "epoch-update"), curve);
    GroupPublicKey next = update.verify(group);
    assertThat(next.verify(MESSAGE, read(known, "signature-epoch-1"))).isTrue();
    assertThat(MemberKey.fromBytes(read(known, "member-key"), curve).advance(update)).isPresent();
  }

  private static byte[] read(Properties known, String name) {
    return HexFormat.of().parseHex(known.getProperty(name));
  }

  private static Map<String, String> answers(Curve curve) throws GroupSignatureException {
    TestGroup made = TestGroup.of(curve, "known answers");
    Map<String, byte[]> objects = new LinkedHashMap<>();
    objects.put("issuing-key", made.issuing.toBytes());
    objects.put("issuer-public-key", made.issuing.publicKey().toBytes());
    objects.put("opening-key", made.opening.toBytes());
    objects.put("opener-public-key", made.opening.publicKey().toBytes());
    objects.put("group-public-key", made.group.toBytes());
    objects.put("group-id", made.group.groupId());
    MemberSecret secret = MemberSecret.generate(made.group.parameters(), made.random);
    objects.put("member-secret", secret.toBytes());
    objects.put("member-public-key", secret.publicKey().toBytes());
    byte[] nonce = IssuingKey.newNonce(made.random);
    JoinRequest request = made.request(secret, "north", nonce);
    objects.put("join-request", request.toBytes());
    objects.put("registration", request.registration().toBytes());
    objects.put("registration-signed-bytes", request.registration().signedBytes(made.group));
    Credential credential =
        made.issuing.admit(made.group, request, nonce, Registry.empty(), made.random);
    objects.put("credential", credential.toBytes());
    MemberKey key = secret.accept(made.group, credential);
    objects.put("member-key", key.toBytes());
    GroupSignature signature = key.sign(MESSAGE, made.random);
    objects.put("signature-wire", signature.wire());
    objects.put("signature-storage", signature.storage());
    Opening opening = made.opening.open(made.group, MESSAGE, signature, made.random);
    objects.put("opening", opening.toBytes());
    Registry registry = Registry.of(List.of(request.registration()));
    EpochUpdate update = made.issuing.nextEpoch(made.group, registry, made.random);
    objects.put("epoch-update", update.toBytes());
    MemberKey next = key.advance(update).orElseThrow();
    objects.put("member-key-epoch-1", next.toBytes());
    objects.put("signature-epoch-1", next.sign(MESSAGE, made.random).wire());
    Bases bases = made.group.parameters().bases();
    objects.put("base-g1", bases.g1().compressed());
    objects.put("base-h1", bases.h1().compressed());
    objects.put("base-h2", bases.h2().compressed());
    objects.put("base-g", bases.g().compressed());
    objects.put("base-gBar", bases.gBar().compressed());
    Map<String, String> hex = new LinkedHashMap<>();
    objects.forEach((name, value) -> hex.put(name, HexFormat.of().formatHex(value)));
    return hex;
  }

  /** Writes the file named by the one argument. */
  public static void main(String[] args) throws GroupSignatureException, IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Known answers of the group signature, version 1; hexadecimal. See KnownAnswersTest.");
    answers(Curves.get()).forEach((name, hex) -> lines.add(name + "=" + hex));
    Files.write(Path.of(args[0]), lines, StandardCharsets.US_ASCII);
  }
}
