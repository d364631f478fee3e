package org.healthchain.crypto.groupsignature;

/** The second byte of every object but signatures and credentials; the first is the version. */
enum ObjectKind {
  ISSUER_PUBLIC_KEY(1),
  ISSUING_KEY(2),
  OPENER_PUBLIC_KEY(3),
  OPENING_KEY(4),
  GROUP_PUBLIC_KEY(5),
  MEMBER_SECRET(6),
  MEMBER_KEY(7),
  JOIN_REQUEST(8),
  REGISTRATION(9),
  OPENING(10),
  EPOCH_UPDATE(11),
  MEMBER_PUBLIC_KEY(12);

  /** The version of all encodings. */
  static final int VERSION = 1;

  private final int id;

  ObjectKind(int id) {
    this.id = id;
  }

  int id() {
    return id;
  }
}
