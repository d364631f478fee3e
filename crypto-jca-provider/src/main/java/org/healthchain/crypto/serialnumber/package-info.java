/**
 * Serial numbers: the name under which a patient's records are found (FR-1, FR-5).
 *
 * <p>A serial number is HMAC-SHA-256 under the consortium's key over a normalised, length-prefixed
 * encoding of name and ID number. It replaces the plain hash of Healthchain §5.2.1, which anybody
 * can invert with a dictionary of ID numbers. The rules of normalisation stand in {@code
 * FORMATS.md} beside the module's sources and in {@link
 * org.healthchain.crypto.serialnumber.PatientIdentity}.
 *
 * <p>Depends on {@code java.base} alone.
 */
package org.healthchain.crypto.serialnumber;
