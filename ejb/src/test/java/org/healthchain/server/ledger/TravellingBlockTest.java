package org.healthchain.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.BlockOutcome;
import org.healthchain.server.transaction.DecoderContract;
import org.healthchain.server.transaction.Samples;
import org.junit.jupiter.api.Test;

class TravellingBlockTest {
  private final SmallLedger ledger = new SmallLedger();
  private final BlockOutcome block =
      new BlockExecutor(Samples.CHAIN)
          .execute(
              ledger.genesis,
              ledger.genesisState,
              ledger.samples.ordered(
                  1,
                  ledger.record(ledger.genesisState),
                  ledger.samples.control(ledger.samples.dayKey())),
              id -> false);

  @Test
  void aBlockFromAPeerKeepsTheDecodersContract() {
    Optional<TravellingBlock.Proof> proof =
        Optional.of(new TravellingBlock.Proof(ledger.samples.opaque(40), 0, 0));
    DecoderContract.check(
        new TravellingBlock(block.header(), proof, block.transactions()).encode(),
        bytes -> TravellingBlock.decode(bytes).encode());
  }

  @Test
  void aBlockMayComeWithoutACertificateAndWithoutTransactions() throws Exception {
    TravellingBlock bare = new TravellingBlock(ledger.genesis, Optional.empty(), List.of());
    assertThat(TravellingBlock.decode(bare.encode())).isEqualTo(bare);
  }
}
