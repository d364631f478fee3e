package org.healthchain.crypto.provider;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Names and object identifiers, as applications know them. */
public final class Algorithms {
  /** The group signature, and the algorithm of all its keys. */
  public static final String GROUP_SIGNATURE = "HC-BBS-GS";

  /** Key pairs of the issuer. */
  public static final String ISSUER = "HC-BBS-GS-Issuer";

  /** Key pairs of the opener. */
  public static final String OPENER = "HC-BBS-GS-Opener";

  /** Key pairs of a member before it joins. */
  public static final String MEMBER = "HC-BBS-GS-Member";

  /** The envelope. */
  public static final String ENVELOPE = "HC-Envelope";

  /** Serial numbers of patients. */
  public static final String SERIAL_NUMBER = "HC-SerialNumber";

  /**
   * The arc of all our identifiers: 2.25 and a UUID as a number (ITU-T X.667), which needs no
   * registration.
   */
  public static final ASN1ObjectIdentifier ARC =
      new ASN1ObjectIdentifier("2.25.208456042984449563569638427441714959563");

  private Algorithms() {}
}
