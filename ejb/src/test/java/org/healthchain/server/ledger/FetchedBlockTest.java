package org.healthchain.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.healthchain.server.transaction.BlockExecutor;
import org.healthchain.server.transaction.DecoderContract;
import org.healthchain.server.transaction.ExecutedBlock;
import org.healthchain.server.transaction.Samples;
import org.junit.jupiter.api.Test;

class FetchedBlockTest {
  private final SmallLedger ledger = new SmallLedger();
  private final ExecutedBlock block =
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
    Optional<FetchedBlock.Proof> proof =
        Optional.of(new FetchedBlock.Proof(ledger.samples.opaque(40), 0, 0));
    DecoderContract.check(
        new FetchedBlock(block.header(), proof, block.transactions()).encode(),
        bytes -> FetchedBlock.decode(bytes).encode());
  }

  @Test
  void aBlockMayComeWithoutACertificateAndWithoutTransactions() throws Exception {
    FetchedBlock bare = new FetchedBlock(ledger.genesis, Optional.empty(), List.of());
    assertThat(FetchedBlock.decode(bare.encode())).isEqualTo(bare);
  }
}
