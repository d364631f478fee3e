package org.healthchain.server.transaction;

/** The body of a control transaction: what the manager orders. */
public sealed interface ControlPayload
    permits DayKey, Admission, Revocation, Erasure, AccessDigest {
  int VERSION = 1;

  TransactionKind kind();

  void write(CanonicalWriter out);

  /** version u8 ‖ fields. */
  default byte[] encode() {
    CanonicalWriter out = new CanonicalWriter(512).u8(VERSION);
    write(out);
    return out.toByteArray();
  }

  static ControlPayload decode(TransactionKind kind, byte[] body)
      throws MalformedEncodingException {
    CanonicalReader in = new CanonicalReader(body);
    in.version(VERSION);
    ControlPayload payload;
    try {
      payload =
          switch (kind) {
            case DAY_KEY -> DayKey.read(in);
            case ADMIT -> new Admission(ConsortiumMember.read(in));
            case REVOKE -> Revocation.read(in);
            case ERASE -> Erasure.read(in);
            case ACCESS -> new AccessDigest(in.hash(), in.u64());
            case RECORD -> throw new MalformedEncodingException(Malformation.Kind.NO_ORDER);
          };
    } catch (IllegalArgumentException e) {
      throw new MalformedEncodingException(Malformation.Kind.FIELD_RANGE);
    }
    in.end();
    return payload;
  }
}
