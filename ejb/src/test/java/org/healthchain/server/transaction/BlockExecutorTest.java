package org.healthchain.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockExecutorTest {
  private final Samples samples = new Samples(3);
  private final ConsortiumState state = samples.state(4);
  private final BlockHeader genesis = BlockHeader.genesis(Samples.CHAIN, state, 0);
  private final BlockExecutor executor = new BlockExecutor(Samples.CHAIN);

  @Test
  void theBlockFollowsItsParentAndCommitsToItsTransactions() throws Exception {
    Transaction record = samples.record(state);
    BlockOutcome block = executor.execute(genesis, state, samples.ordered(1, record), id -> false);
    BlockHeader header = block.header();
    assertThat(header.height()).isEqualTo(1);
    assertThat(header.previousHash()).isEqualTo(genesis.hash());
    assertThat(header.merkleRoot()).isEqualTo(MerkleTree.root(List.of(record.leaf())));
    assertThat(header.stateRoot()).isEqualTo(state.root());
    assertThat(header.encode()).hasSize(BlockHeader.BYTES);
    assertThat(BlockHeader.decode(header.encode())).isEqualTo(header);
  }

  @Test
  void everyBitFlipOfABlockHeaderIsRefusedOrChangesItsHash() {
    byte[] encoded = genesis.encode();
    for (int bit = 0; bit < encoded.length * 8; bit++) {
      try {
        assertThat(BlockHeader.decode(TransactionTest.flip(encoded, bit)).hash())
            .isNotEqualTo(genesis.hash());
      } catch (MalformedEncodingException refused) {
        assertThat(refused.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void aTransactionAppearsOnceHoweverOftenItIsOrdered() {
    Transaction record = samples.record(state);
    Transaction old = samples.record(state);
    BlockOutcome block =
        executor.execute(
            genesis, state, samples.ordered(1, record, old, record), Set.of(old.id())::contains);
    assertThat(block.transactions()).containsExactly(record);
    assertThat(block.refused())
        .extracting(BlockOutcome.Refused::reason)
        .containsExactly(
            RejectionReason.REPLAYED_TRANSACTION, RejectionReason.REPLAYED_TRANSACTION);
  }

  @Test
  void everyReasonToRefuseARecordHasItsName() {
    assertThat(refusal(CHAIN_OF_OTHERS, 0, dayKeyId(), 0)).isEqualTo(RejectionReason.WRONG_CHAIN);
    assertThat(refusal(Samples.CHAIN, 1, dayKeyId(), 0))
        .isEqualTo(RejectionReason.WRONG_GROUP_EPOCH);
    assertThat(refusal(Samples.CHAIN, 0, samples.hash(), 0))
        .isEqualTo(RejectionReason.UNKNOWN_KEY_ID);
    assertThat(refusal(Samples.CHAIN, 0, dayKeyId(), Long.MAX_VALUE))
        .isEqualTo(RejectionReason.EXPIRED_KEY);
    assertThat(refusal(Samples.CHAIN, 0, dayKeyId(), 0)).isNull();
  }

  @Test
  void aRevocationBindsRecordsFromTheNextHeightOn() {
    Transaction record = samples.record(state);
    Transaction revoke = samples.control(samples.revocation(state, 4));
    BlockOutcome first =
        executor.execute(genesis, state, samples.ordered(1, revoke, record), id -> false);
    assertThat(first.transactions()).containsExactly(revoke, record);
    assertThat(first.header().membershipEpoch()).isZero();
    assertThat(first.header().stateRoot()).isEqualTo(first.state().root());

    Transaction late = samples.record(state);
    BlockOutcome second =
        executor.execute(first.header(), first.state(), samples.ordered(2, late), id -> false);
    assertThat(second.transactions()).isEmpty();
    assertThat(second.refused())
        .extracting(BlockOutcome.Refused::reason)
        .containsExactly(RejectionReason.WRONG_GROUP_EPOCH);
    assertThat(second.header().membershipEpoch()).isEqualTo(1);
  }

  @Test
  void controlTransactionsActOneUponTheOther() {
    Transaction twice = samples.control(new Admission(samples.member(5)));
    Transaction same = samples.control(new Admission(samples.member(5)));
    BlockOutcome block =
        executor.execute(genesis, state, samples.ordered(1, twice, same), id -> false);
    assertThat(block.transactions()).containsExactly(twice);
    assertThat(block.state().activeMembers()).hasSize(5);
  }

  @Test
  void aBlockOpensOneMembershipEpochHoweverManyChangesItCarries() {
    Transaction five = samples.control(new Admission(samples.member(5)));
    Transaction six = samples.control(new Admission(samples.member(6)));
    BlockOutcome block =
        executor.execute(genesis, state, samples.ordered(1, five, six), id -> false);
    assertThat(block.state().activeMembers()).hasSize(6);
    assertThat(block.state().membershipEpoch()).isEqualTo(1);
  }

  @Test
  void aNullRequestTakesItsParentsTime() {
    BlockHeader parent = BlockHeader.genesis(Samples.CHAIN, state, 77);
    OrderedTransactions nothing = new OrderedTransactions(3, 1, 0, List.of());
    assertThat(executor.execute(parent, state, nothing, id -> false).header().timeMillis())
        .isEqualTo(77);
  }

  @Test
  void aSkippedSequenceNumberStopsTheReplica() {
    assertThatThrownBy(() -> executor.execute(genesis, state, samples.ordered(2), id -> false))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void onlyTheManagersSignatureAuthorisesControl() {
    Transaction signed = samples.control(samples.dayKey());
    assertThat(ManagerAuthority.verify(signed, samples.managerPublicKey())).isTrue();
    byte[] signature = signed.authorisation().bytes();
    for (int bit = 0; bit < signature.length * 8; bit++) {
      Transaction forged =
          new Transaction(
              signed.header(), Opaque.of(TransactionTest.flip(signature, bit)), signed.body());
      assertThat(ManagerAuthority.verify(forged, samples.managerPublicKey())).isFalse();
    }
    assertThat(ManagerAuthority.verify(signed, new Samples(99).managerPublicKey())).isFalse();
  }

  private static final Hash CHAIN_OF_OTHERS = Hash.sha256(new byte[] {43});

  private Hash dayKeyId() {
    return state.dayKeys().get(0).keyId();
  }

  private RejectionReason refusal(Hash chain, int epoch, Hash keyId, long timeMillis) {
    TransactionHeader header =
        TransactionHeader.record(chain, epoch, samples.hash(), keyId, Hash.ZERO);
    return RecordRules.refusal(Samples.CHAIN, state, header, timeMillis);
  }
}
