package org.healthchain.server.submission;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.Objects;
import org.healthchain.server.intake.VisitContent;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Malformation;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.Opaque;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed for the manager: a visit without the patient's identity, the doctor who entered it
 * and the doctor's signature. Encoded as JSON:
 *
 * <pre>{"version":1, "visitTime":"2026-11-22T09:30:00Z", "diagnoses":[{"code","description"}],
 *  "notes":"…", "doctor":{"name","key","endorsement","signature"}}</pre>
 *
 * with key and signatures in hexadecimal digits.
 *
 * @param seal who signed and how; null before it is signed
 */
public record VisitDocument(VisitContent content, @Nullable DoctorSeal seal) {
  /** Looked up once: {@code Json} looks through the class path at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final int VERSION = 1;

  /**
   * The doctor's word for the document.
   *
   * @param doctor the doctor's name, as in the institution's accounts
   * @param key the doctor's Ed25519 public key
   * @param endorsement the institution's Ed25519 signature on name and key
   * @param signature the doctor's signature on the document and the transaction it belongs to
   */
  public record DoctorSeal(String doctor, Opaque key, Opaque endorsement, Opaque signature) {}

  public VisitDocument sealedBy(DoctorSeal doctorSeal) {
    return new VisitDocument(content, doctorSeal);
  }

  /**
   * Whether the doctor signed this visit for this very transaction and the institution vouches for
   * the doctor.
   *
   * @param associatedData of the transaction's header
   * @param institutionKey Ed25519 identity key of the institution that opening named
   */
  public boolean doctorSignatureValid(byte[] associatedData, Opaque institutionKey) {
    return seal != null && DoctorSigner.verify(this, associatedData, institutionKey);
  }

  /** Of one that is signed. */
  public DoctorSeal presentSeal() {
    return Objects.requireNonNull(seal, "not signed yet");
  }

  /** Says nothing clinical. */
  @Override
  public String toString() {
    return "VisitDocument[withheld]";
  }

  /**
   * What the doctor signs, in a canonical form of its own, since JSON has many.
   *
   * @param associatedData of the transaction's header, so that the signature fits no other patient
   */
  byte[] signedContent(byte[] associatedData) {
    CanonicalWriter out =
        new CanonicalWriter(1024).text("HealthChain/visit/v1").bytes32(associatedData);
    content.write(out);
    return out.toByteArray();
  }

  public byte[] toJson() {
    HexFormat hex = HexFormat.of();
    JsonObjectBuilder json = JSON.createObjectBuilder().add("version", VERSION);
    content.write(json, JSON);
    json.add(
        "doctor",
        JSON.createObjectBuilder()
            .add("name", presentSeal().doctor())
            .add("key", hex.formatHex(presentSeal().key().bytes()))
            .add("endorsement", hex.formatHex(presentSeal().endorsement().bytes()))
            .add("signature", hex.formatHex(presentSeal().signature().bytes())));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var writer = JSON.createWriter(out)) {
      writer.writeObject(json.build());
    }
    return out.toByteArray();
  }

  public static VisitDocument fromJson(byte[] bytes) throws MalformedEncodingException {
    try (JsonReader reader = JSON.createReader(new ByteArrayInputStream(bytes))) {
      JsonObject json = reader.readObject();
      if (json.getInt("version") != VERSION) {
        throw new MalformedEncodingException(Malformation.Kind.VERSION, json.getInt("version"));
      }
      JsonObject doctor = json.getJsonObject("doctor");
      return new VisitDocument(
          VisitContent.read(json),
          new DoctorSeal(
              doctor.getString("name"),
              opaque(doctor, "key"),
              opaque(doctor, "endorsement"),
              opaque(doctor, "signature")));
    } catch (JsonException
        | NullPointerException
        | ClassCastException
        | DateTimeException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw new MalformedEncodingException(Malformation.Kind.NOT_A_VISIT);
    }
  }

  private static Opaque opaque(JsonObject object, String name) {
    return Opaque.of(HexFormat.of().parseHex(object.getString(name)));
  }
}
