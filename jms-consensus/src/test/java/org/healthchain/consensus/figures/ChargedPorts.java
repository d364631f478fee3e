package org.healthchain.consensus.figures;

import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.core.ReplicaSigner;
import org.healthchain.consensus.core.Verifier;
import org.healthchain.consensus.core.VoteAggregator;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.SignatureScheme;

/** Signatures that cost what real ones cost and are checked for nothing: all are honest here. */
final class ChargedPorts implements ReplicaSigner, Verifier, VoteAggregator {
  private static final Bytes ED25519_SIGNATURE = Bytes.of(new byte[64]);
  private static final Bytes BLS_SIGNATURE = Bytes.of(new byte[48]);

  private final Meter meter;

  private ChargedPorts(Meter meter) {
    this.meter = meter;
  }

  static PbftCore.Ports of(Meter meter) {
    ChargedPorts ports = new ChargedPorts(meter);
    return new PbftCore.Ports(ports, ports, ports);
  }

  @Override
  public Bytes sign(SignatureScheme scheme, byte[] statement) {
    boolean bls = scheme == SignatureScheme.BLS;
    double cost = meter.costs().nanos(bls ? "bls.sign" : "ed25519.sign");
    return meter.port(cost, () -> bls ? BLS_SIGNATURE : ED25519_SIGNATURE);
  }

  @Override
  public boolean verify(
      SignatureScheme scheme, Bytes publicKey, byte[] statement, Bytes signature) {
    boolean bls = scheme == SignatureScheme.BLS;
    double cost =
        bls
            ? meter.costs().linear("bls.verifyAggregate", 1)
            : meter.costs().nanos("ed25519.verify");
    return meter.port(cost, () -> true);
  }

  @Override
  public boolean verifyAggregate(List<Bytes> publicKeys, byte[] statement, Bytes aggregate) {
    return meter.port(meter.costs().linear("bls.verifyAggregate", publicKeys.size()), () -> true);
  }

  @Override
  public Optional<Bytes> aggregate(List<Bytes> shares) {
    return meter.port(
        meter.costs().linear("bls.aggregate", shares.size()), () -> Optional.of(BLS_SIGNATURE));
  }
}
