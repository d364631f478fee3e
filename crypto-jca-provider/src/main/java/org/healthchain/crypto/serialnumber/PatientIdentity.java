package org.healthchain.crypto.serialnumber;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Name and ID number in the one form under which a patient is known, however they were typed.
 *
 * <p>The rules, in order (Unicode as of the running JDK; code points it does not know are refused,
 * so that two versions never disagree in silence):
 *
 * <ol>
 *   <li>Name: NFC; format characters (category Cf, such as zero-width spaces) dropped; every run of
 *       white space becomes one U+0020; white space at either end and between two ideographs goes;
 *       case folded; NFC again.
 *   <li>ID number: NFKC (full-width digits become digits); format characters, white space,
 *       punctuation (categories P*) and the signs {@code + | ~} dropped; decimal digits of any
 *       script become 0 to 9; upper case by the root locale. What is left must be letters and
 *       digits.
 * </ol>
 *
 * <p>Case folding is full and free of locale and context: each code point to upper case by the root
 * locale's full mapping (ß becomes SS), then each to lower case by its simple mapping (final sigma
 * and sigma fall together; dotted and dotless i fall together).
 *
 * <p>Accents, hyphens and apostrophes in names are kept: they tell people apart. Immutable.
 */
public final class PatientIdentity {
  /** The longest name and the longest ID number taken, in UTF-16 units, before normalisation. */
  public static final int MAX_LENGTH_CHARS = 256;

  private final String name;
  private final String idNumber;

  private PatientIdentity(String name, String idNumber) {
    this.name = name;
    this.idNumber = idNumber;
  }

  /**
   * Normalises what was typed.
   *
   * @throws IllegalArgumentException if either is empty after normalisation, longer than {@link
   *     #MAX_LENGTH_CHARS}, or holds control characters, unassigned code points, lone surrogates,
   *     private-use characters, or (ID number) signs that are neither letter, digit nor separator.
   *     The message never repeats the input.
   */
  public static PatientIdentity of(String name, String idNumber) {
    return new PatientIdentity(
        Normalisation.ofName(bounded(name, "name")),
        Normalisation.ofIdNumber(bounded(idNumber, "ID number")));
  }

  /** The normalised name. */
  public String name() {
    return name;
  }

  /** The normalised ID number. */
  public String idNumber() {
    return idNumber;
  }

  /** u32 length ‖ name ‖ u32 length ‖ ID number, lengths in bytes of UTF-8, big-endian. */
  byte[] encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String part : new String[] {name, idNumber}) {
      byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
      out.writeBytes(utf8);
    }
    return out.toByteArray();
  }

  private static String bounded(String text, String what) {
    if (text.length() > MAX_LENGTH_CHARS) {
      throw new IllegalArgumentException(what + " is longer than " + MAX_LENGTH_CHARS);
    }
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PatientIdentity that
        && name.equals(that.name)
        && idNumber.equals(that.idNumber);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + idNumber.hashCode();
  }

  /** Says nothing of the patient, so that it may stray into a log. */
  @Override
  public String toString() {
    return "PatientIdentity[withheld]";
  }
}
