package org.healthchain.server.consensus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.core.Command;
import org.healthchain.consensus.core.Input;
import org.healthchain.consensus.core.Output;
import org.healthchain.consensus.core.PbftConfig;
import org.healthchain.consensus.core.PbftCore;
import org.healthchain.consensus.core.ReplicaSigner;
import org.healthchain.consensus.core.Send;
import org.healthchain.consensus.core.StartMode;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.ConsensusMessage;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.Refusal;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SignatureScheme;
import org.healthchain.consensus.message.View;
import org.healthchain.crypto.votes.VoteSecretKey;

/** Cores with the server's own signatures and verifier, in virtual time on one thread. */
final class VotingNetwork {
  static final Digest CHAIN_ID = Digest.sha256(new byte[] {17});
  private static final long LATENCY_MILLIS = 2;
  private static final long PATIENCE_MILLIS = 30_000;

  private final SecureRandom random = new SecureRandom();
  private final List<Node> nodes = new ArrayList<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Set<Refusal> rejections = EnumSet.noneOf(Refusal.class);
  private final Map<Long, CheckpointCertificate> certificates = new TreeMap<>();
  private final Membership membership;
  private Bender bender = (from, to, message) -> Optional.of(message);
  private long now;
  private long made;
  private int batches;

  private record Event(long at, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** What a liar makes of a message on its way; empty when it is not sent. */
  @FunctionalInterface
  interface Bender {
    Optional<ConsensusMessage> bend(int from, int to, ConsensusMessage message);
  }

  private static final class Keys implements ReplicaSigner {
    private final Ed25519PrivateKeyParameters identity;
    private final VoteSecretKey vote;

    Keys(SecureRandom random) {
      identity = new Ed25519PrivateKeyParameters(random);
      vote = VoteSecretKey.generate(random);
    }

    Member member(int id) {
      return new Member(
          new ReplicaId(id),
          Bytes.of(identity.generatePublicKey().getEncoded()),
          Bytes.of(vote.publicKey().toBytes()));
    }

    @Override
    public Bytes sign(SignatureScheme scheme, byte[] statement) {
      if (scheme == SignatureScheme.BLS) {
        return Bytes.of(vote.sign(statement).toBytes());
      }
      Ed25519Signer signer = new Ed25519Signer();
      signer.init(true, identity);
      signer.update(statement, 0, statement.length);
      return Bytes.of(signer.generateSignature());
    }
  }

  private final class Node {
    final int id;
    final Keys keys;
    final List<Digest> hashes = new ArrayList<>();
    PbftCore core;

    Node(int id, Keys keys) {
      this.id = id;
      this.keys = keys;
    }

    void start() {
      VoteVerifier verifier = new VoteVerifier();
      core =
          PbftCore.start(
              PbftConfig.standard(),
              CHAIN_ID,
              new ReplicaId(id),
              new PbftCore.Ports(keys, verifier, verifier),
              ChainState.genesis(Digest.ZERO, membership),
              StartMode.NEVER_VOTED,
              List.of(),
              now);
      wake();
    }

    void step(Input input) {
      handle(core.step(input, now));
    }

    private void wake() {
      long due = Math.max(core.nextWakeupMillis(), now + 1);
      if (due < Long.MAX_VALUE) {
        at(
            due,
            () -> {
              if (core.nextWakeupMillis() <= now) {
                handle(core.tick(now));
              }
            });
      }
    }

    private void handle(Output output) {
      for (Send send : output.sends()) {
        for (Node to : nodes) {
          if (to != this && (send.to().isEmpty() || send.to().get().value() == to.id)) {
            bender
                .bend(id, to.id, send.message())
                .ifPresent(
                    message ->
                        at(
                            now + LATENCY_MILLIS,
                            () -> to.step(new Input.Received(new ReplicaId(id), message))));
          }
        }
      }
      output.commands().forEach(this::obey);
      wake();
    }

    private void obey(Command command) {
      if (command instanceof Command.Execute execute) {
        Digest previous = hashes.isEmpty() ? Digest.ZERO : hashes.get(hashes.size() - 1);
        Digest hash = Digest.sha256(previous.bytes(), execute.proposal().digest().bytes());
        hashes.add(hash);
        var executed =
            new Input.Executed(execute.proposal().sequenceNumber(), hash, Optional.empty());
        at(now, () -> step(executed));
      } else if (command instanceof Command.Certified certified) {
        CheckpointCertificate proof = certified.certificate();
        certificates.putIfAbsent(proof.height().value(), proof);
      } else if (command instanceof Command.Rejected rejected) {
        rejections.add(rejected.reason());
      }
    }
  }

  VotingNetwork(int n) {
    List<Member> members = new ArrayList<>();
    for (int id = 0; id < n; id++) {
      Keys keys = new Keys(random);
      members.add(keys.member(id));
      nodes.add(new Node(id, keys));
    }
    membership = Membership.of(0, members);
  }

  Membership membership() {
    return membership;
  }

  void bend(Bender how) {
    bender = how;
  }

  Bytes voteOf(int node, String statement) {
    return nodes
        .get(node)
        .keys
        .sign(SignatureScheme.BLS, statement.getBytes(StandardCharsets.UTF_8));
  }

  /** Has blocks of one batch each ordered, one after the other, and what belongs to them settle. */
  void order(int blocks) {
    nodes.forEach(Node::start);
    for (int i = 0; i < blocks; i++) {
      Digest batch = Digest.sha256(ByteBuffer.allocate(4).putInt(batches++).array());
      nodes.forEach(node -> node.step(new Input.BatchAvailable(batch)));
      long height = i + 1;
      runUntil(() -> nodes.stream().filter(n -> n.hashes.size() >= height).count() >= 16);
    }
    long settled = now + 5_000;
    runUntil(() -> now >= settled);
  }

  private interface Condition {
    boolean holds();
  }

  private void runUntil(Condition condition) {
    long end = now + PATIENCE_MILLIS;
    while (!condition.holds()) {
      Event event = events.remove();
      now = event.at();
      if (now > end) {
        throw new AssertionError("stands at " + heights() + " in views " + views());
      }
      event.action().run();
    }
  }

  private void at(long millis, Runnable action) {
    events.add(new Event(millis, made++, action));
  }

  List<Long> heights() {
    return nodes.stream().map(node -> (long) node.hashes.size()).toList();
  }

  List<View> views() {
    return nodes.stream().map(node -> node.core.status().view()).toList();
  }

  Set<Refusal> rejections() {
    return rejections;
  }

  Optional<CheckpointCertificate> certificate(long height) {
    return Optional.ofNullable(certificates.get(height));
  }

  Digest headerHash(long height) {
    return nodes.get(1).hashes.get((int) height - 1);
  }
}
