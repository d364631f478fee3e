package org.healthchain.server.transaction;

/**
 * The body of a control transaction: what the manager orders. Each kind answers for itself, and
 * {@link TransactionKind} names its reader, so that nobody else asks which kind it is.
 */
public interface ControlPayload {
  int VERSION = 1;

  TransactionKind kind();

  void write(CanonicalWriter out);

  /**
   * Judges the order and carries it out: pure and deterministic, the same at every node.
   *
   * @param place that it stands in
   */
  StateChange applyTo(ConsortiumState state, BlockPlace place);

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
    ControlPayload payload = kind.readPayload(in);
    in.end();
    return payload;
  }
}
