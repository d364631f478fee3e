package org.healthchain.consensus.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.LanePosition;
import org.healthchain.consensus.message.MemberSet;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.QuorumCertificate;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.message.View;
import org.healthchain.consensus.transport.TestIdentity;
import org.junit.jupiter.api.Test;

/** Fetching from one source, on two small ledgers; the answers are as a server would give them. */
class BlockFetcherTest {
  private static final Digest CHAIN = Digest.sha256(new byte[] {7});
  private static final ReplicaId SOURCE = new ReplicaId(1);

  private final TestIdentity voter = TestIdentity.create(1);
  private final TestIdentity joiner = TestIdentity.create(2);
  private final Membership founders = Membership.of(0, List.of(voter.member()));
  private final TestLedger source = new TestLedger(founders);
  private final TestLedger target = new TestLedger(founders);
  private final Host host = new Host();
  private final BlockFetcher fetcher =
      new BlockFetcher(new BlockChunk.Trust(CHAIN, TestIdentity.verifier()), target, host);

  /** Does what the fetcher wants, and installs when it is told to, as the ledger's thread does. */
  private final class Host implements BlockFetcher.Ports {
    private final List<BlockMessage.Request> requests = new ArrayList<>();
    private final List<CheckpointCertificate> certificates = new ArrayList<>();
    private final List<Refusal> rejections = new ArrayList<>();
    private List<byte[]> installing = List.of();
    private Optional<ChainState> finished = Optional.empty();

    @Override
    public void ask(ReplicaId peer, BlockMessage.Request request) {
      requests.add(request);
    }

    @Override
    public void install(List<byte[]> blocks) {
      installing = blocks;
    }

    private void installNow() {
      List<byte[]> blocks = installing;
      installing = List.of();
      if (blocks.isEmpty()) {
        return;
      }
      List<Application.ExecutedBlock> done = new ArrayList<>();
      blocks.forEach(block -> target.install(block).ifPresent(done::add));
      fetcher.installed(done, done.size() == blocks.size(), 0);
    }

    @Override
    public void certificate(ReplicaId peer, CheckpointCertificate certificate) {
      certificates.add(certificate);
    }

    @Override
    public void reject(ReplicaId peer, Refusal reason) {
      rejections.add(reason);
    }

    @Override
    public void finished(ChainState state) {
      finished = Optional.of(state);
    }
  }

  @Test
  void whatASourceSendsBeyondTheGoalIsNotInstalled() {
    execute(5);
    source.certified(certificate(5, 0));

    fetcher.fetch(goal(1, 2), 0);
    answerAll();

    assertThat(target.height()).isEqualTo(2);
    assertThat(host.finished.orElseThrow().height()).isEqualTo(new SequenceNumber(2));
    assertThat(target.hashes()).isEqualTo(source.hashes().subList(0, 2));
  }

  /** A frame of 35 bytes once had 128 MiB set aside for it. */
  @Test
  void whatASourceClaimsOfABlocksLengthTakesNoRoom() {
    execute(1);
    fetcher.fetch(goal(1, 1), 0);
    int claimed = BlockMessage.MAX_BLOCK_BYTES;
    for (int at = 0; at < 5; at++) {
      BlockMessage.Request asked = host.requests.get(host.requests.size() - 1);
      assertThat(asked.offset()).isEqualTo(at);
      BlockMessage.Piece piece =
          new BlockMessage.Piece(asked.height(), claimed, at, new byte[] {1});
      fetcher.answered(SOURCE, new BlockMessage.Answer(asked.nonce(), List.of(piece)), 0);
      assertThat(fetcher.partialCapacityBytes()).isBetween(at + 1, 2 * at + 1);
    }
    assertThat(host.rejections).isEmpty();
  }

  @Test
  void blocksThatNobodyCertifiedAreNotInstalled() {
    execute(3);

    fetcher.fetch(goal(1, 3), 0);
    answerAll();

    assertThat(target.height()).isZero();
    assertThat(host.finished).isPresent();
  }

  @Test
  void aCertificateOfTheNewMembersDoesNotCoverTheBlockThatBroughtThem() {
    execute(1);
    admit();
    execute(1);
    source.certified(certificate(1, 0));
    source.certified(certificate(3, 1));

    fetcher.fetch(goal(1, 3), 0);
    answerAll();

    assertThat(target.height()).isEqualTo(1);
  }

  @Test
  void theEndOfAnEpochIsFetchedAgainForItsCertificate() {
    admit();
    execute(1);
    source.certified(certificate(1, 0));
    source.certified(certificate(2, 1));
    target.install(source.block(new SequenceNumber(1)).orElseThrow());

    fetcher.fetch(goal(1, 2), 0);
    answerAll();

    assertThat(host.certificates).containsExactly(certificate(1, 0));
    assertThat(target.height()).isEqualTo(2);
    assertThat(host.rejections).isEmpty();
  }

  @Test
  void aSourceWithoutThatCertificateIsRefused() {
    admit();
    execute(1);
    source.certified(certificate(2, 1));
    target.install(source.block(new SequenceNumber(1)).orElseThrow());

    fetcher.fetch(goal(1, 2), 0);
    answerAll();

    assertThat(host.certificates).isEmpty();
    assertThat(target.height()).isEqualTo(1);
    assertThat(host.rejections).contains(Refusal.BLOCKS_THAT_DO_NOT_FIT);
  }

  /**
   * The certificate came from elsewhere, and the block without it: the goal moved on meanwhile, and
   * the old members' certificate would have been missing on this ledger for ever.
   */
  @Test
  void anEpochThatEndedWithoutItsCertificateIsFetchedAgainBeforeTheNextBegins() {
    admit();
    byte[] bare = source.block(new SequenceNumber(1)).orElseThrow();
    execute(1);
    source.certified(certificate(1, 0));
    source.certified(certificate(2, 1));
    fetcher.fetch(
        new Command.FetchState(
            new SequenceNumber(1),
            new SequenceNumber(1),
            Optional.of(certificate(1, 0)),
            List.of(SOURCE)),
        0);
    SequenceNumber first = new SequenceNumber(1);
    fetcher.answered(
        SOURCE,
        new BlockMessage.Answer(
            host.requests.get(0).nonce(),
            List.of(new BlockMessage.Piece(first, bare.length, 0, bare))),
        0);
    fetcher.fetch(goal(1, 2), 0);
    host.installNow();

    assertThat(target.height()).isEqualTo(1);
    assertThat(host.finished).isEmpty();
    BlockMessage.Request again = host.requests.get(host.requests.size() - 1);
    assertThat(again.height()).isEqualTo(first);
    fetcher.answered(SOURCE, answer(again), 0);
    host.installNow();

    assertThat(host.certificates).containsExactly(certificate(1, 0));
    assertThat(target.height()).isEqualTo(2);
    assertThat(host.rejections).isEmpty();
  }

  /** The core asks again for more, of which nobody says that he has it yet. */
  @Test
  void aGoalWithoutSourcesDoesNotEndTheFetchInTheMidstOfAnInstallation() {
    execute(3);
    source.certified(certificate(3, 0));
    fetcher.fetch(goal(1, 3), 0);
    BlockMessage.Answer answer = answer(host.requests.get(0));
    fetcher.fetch(
        new Command.FetchState(
            new SequenceNumber(1), new SequenceNumber(9), Optional.empty(), List.of()),
        0);

    fetcher.answered(SOURCE, answer, 0);

    assertThat(host.finished).as("three blocks are being installed").isEmpty();
    host.installNow();
    assertThat(host.finished.orElseThrow().height()).isEqualTo(new SequenceNumber(3));
  }

  @Test
  void anAnswerThatNobodyAskedForIsRefused() {
    execute(1);
    source.certified(certificate(1, 0));
    fetcher.fetch(goal(1, 1), 0);

    fetcher.answered(SOURCE, new BlockMessage.Answer(99, pieces(1)), 0);
    fetcher.answered(new ReplicaId(2), answer(host.requests.get(0)), 0);

    assertThat(target.height()).isZero();
    assertThat(host.rejections).hasSize(2).containsOnly(Refusal.BLOCKS_UNASKED);
  }

  private Command.FetchState goal(long from, long to) {
    return new Command.FetchState(
        new SequenceNumber(from), new SequenceNumber(to), Optional.empty(), List.of(SOURCE));
  }

  private void answerAll() {
    for (int i = 0; i < host.requests.size() && i < 20; i++) {
      if (host.finished.isEmpty()) {
        fetcher.answered(SOURCE, answer(host.requests.get(i)), 0);
        host.installNow();
      }
    }
  }

  private BlockMessage.Answer answer(BlockMessage.Request request) {
    return new BlockMessage.Answer(request.nonce(), pieces(request.height().value()));
  }

  private List<BlockMessage.Piece> pieces(long from) {
    List<BlockMessage.Piece> pieces = new ArrayList<>();
    for (long height = from; height <= source.height(); height++) {
      SequenceNumber number = new SequenceNumber(height);
      byte[] block = source.block(number).orElseThrow();
      pieces.add(new BlockMessage.Piece(number, block.length, 0, block));
    }
    return pieces;
  }

  private void execute(int blocks) {
    for (int i = 0; i < blocks; i++) {
      execute(("transaction " + source.height()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void admit() {
    execute(TestLedger.admit(joiner.member()));
  }

  private void execute(byte[] transaction) {
    RelayBatch batch =
        new RelayBatch(
            new LanePosition(SOURCE, 1, source.height() + 1),
            1,
            CHAIN,
            List.of(TransactionBytes.of(transaction)));
    source.execute(
        0,
        new Proposal(
            View.ZERO, new SequenceNumber(source.height() + 1), 1_000, List.of(batch.digest())),
        List.of(batch));
  }

  /** Of the voter alone in epoch 0, of it and the joiner in epoch 1. */
  private CheckpointCertificate certificate(long height, int epoch) {
    SequenceNumber number = new SequenceNumber(height);
    Digest hash = source.hashes().get((int) height - 1);
    byte[] statement = new Statements(CHAIN).checkpoint(epoch, number, hash);
    byte[] first = sign(voter, statement);
    byte[] proof = first;
    if (epoch == 1) {
      byte[] second = sign(joiner, statement);
      proof = new byte[first.length + second.length];
      System.arraycopy(first, 0, proof, 0, first.length);
      System.arraycopy(second, 0, proof, first.length, second.length);
    }
    MemberSet signers = MemberSet.ofBytes(new byte[] {(byte) (epoch == 0 ? 1 : 3)});
    return new CheckpointCertificate(
        number,
        hash,
        new QuorumCertificate(SignatureScheme.ED25519, epoch, signers, Bytes.of(proof)));
  }

  private static byte[] sign(TestIdentity who, byte[] statement) {
    return who.signer()
        .sign(SignatureScheme.ED25519, who.member().identityKey(), statement)
        .toArray();
  }
}
