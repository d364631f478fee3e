package org.healthchain.server.transaction;

/**
 * A member and since when it is what it is.
 *
 * @param sinceHeight height of the block that admitted it; 0 for the genesis
 * @param sinceGroupEpoch group epoch in which it was admitted
 * @param revokedAtHeight height of the block that expelled it; 0 while it is a member
 */
public record MemberStatus(
    ConsortiumMember member, long sinceHeight, int sinceGroupEpoch, long revokedAtHeight) {

  public boolean active() {
    return revokedAtHeight == 0;
  }

  void write(CanonicalWriter out) {
    member.write(out);
    out.u64(sinceHeight).u32(sinceGroupEpoch).u64(revokedAtHeight);
  }

  static MemberStatus read(CanonicalReader in) throws MalformedEncodingException {
    return new MemberStatus(ConsortiumMember.read(in), in.u64(), in.u32(), in.u64());
  }
}
