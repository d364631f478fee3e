package org.healthchain.consensus.replica;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.healthchain.consensus.core.ChainState;
import org.healthchain.consensus.dissemination.SubmissionFate;
import org.healthchain.consensus.dissemination.Verdict;
import org.healthchain.consensus.message.Bytes;
import org.healthchain.consensus.message.CheckpointCertificate;
import org.healthchain.consensus.message.CheckpointProofs;
import org.healthchain.consensus.message.Digest;
import org.healthchain.consensus.message.MalformedMessageException;
import org.healthchain.consensus.message.Member;
import org.healthchain.consensus.message.Membership;
import org.healthchain.consensus.message.MessageCodec;
import org.healthchain.consensus.message.Proposal;
import org.healthchain.consensus.message.RelayBatch;
import org.healthchain.consensus.message.ReplicaId;
import org.healthchain.consensus.message.SequenceNumber;
import org.healthchain.consensus.message.TransactionBytes;
import org.healthchain.consensus.message.WireReader;
import org.healthchain.consensus.message.WireWriter;

/**
 * A small ledger: blocks of opaque transactions, chained by hashes, in memory and optionally in a
 * file that survives kill -9. A transaction whose first byte is 0xFF is invalid; one whose first
 * byte is 2 admits a member or replaces its key, one whose first byte is 3 lets a member go.
 */
public class TestLedger implements Application {
  private static final Digest GENESIS = Digest.sha256(new byte[] {42});

  /** First byte of a transaction that admits a member: then id (16 bits) and identity key. */
  private static final byte ADMIT = 2;

  /** First byte of a transaction that lets a member go: then its id (16 bits). */
  private static final byte DISMISS = 3;

  private final Membership first;
  private Membership lastMembership;
  private Membership membership;
  private SequenceNumber epochFirst = SequenceNumber.GENESIS.next();
  private final DataOutputStream file;
  private final List<byte[]> blocks = new ArrayList<>();
  private final List<Digest> hashes = new ArrayList<>();
  private final Map<Long, CheckpointCertificate> certificates = new HashMap<>();
  private final Map<Integer, Membership> changes = new HashMap<>();
  private final Set<Digest> executed = ConcurrentHashMap.newKeySet();
  private final Map<Digest, SubmissionFate> submissions = new ConcurrentHashMap<>();
  private volatile Consumer<Digest> onExecuted = id -> {};

  public TestLedger(Membership membership) {
    this.first = membership;
    this.membership = membership;
    this.lastMembership = membership;
    this.file = null;
  }

  public TestLedger(Membership membership, Path path) throws IOException {
    this.first = membership;
    this.membership = membership;
    this.lastMembership = membership;
    if (Files.exists(path)) {
      load(path);
    }
    file = new DataOutputStream(new FileOutputStream(path.toFile(), true));
  }

  /** As an older copy of this ledger would be: the blocks up to a height, in memory. */
  public synchronized TestLedger copy(long height) {
    TestLedger copy = new TestLedger(first);
    for (byte[] body : blocks.subList(0, (int) height)) {
      copy.remember(body);
    }
    certificates.forEach(
        (at, certificate) -> {
          if (at <= height) {
            copy.certificates.put(at, certificate);
          }
        });
    return copy;
  }

  public static byte[] admit(Member member) {
    return new WireWriter(64)
        .u8(ADMIT)
        .u16(member.id().value())
        .raw(member.identityKey().toArray())
        .toByteArray();
  }

  public static byte[] dismiss(ReplicaId member) {
    return new WireWriter(64).u8(DISMISS).u16(member.value()).toByteArray();
  }

  public void onExecuted(Consumer<Digest> listener) {
    onExecuted = listener;
  }

  public synchronized long height() {
    return blocks.size();
  }

  public synchronized List<Digest> hashes() {
    return List.copyOf(hashes);
  }

  public synchronized int transactions() {
    return executed.size();
  }

  public SubmissionFate submissionState(Digest id) {
    return submissions.get(id);
  }

  @Override
  public Optional<Digest> idOf(TransactionBytes transaction) {
    return Optional.of(Digest.sha256(transaction.bytes()));
  }

  @Override
  public boolean isExecuted(Digest transactionId) {
    return executed.contains(transactionId);
  }

  @Override
  public synchronized ChainState chainState() {
    long height = blocks.size();
    Optional<CheckpointCertificate> certified =
        certificates.values().stream()
            .filter(c -> c.height().value() <= height)
            .max((a, b) -> a.height().compareTo(b.height()));
    return new ChainState(
        new SequenceNumber(height), tip(), lastMembership, membership, epochFirst, certified);
  }

  @Override
  public List<Verdict> validate(List<TransactionBytes> transactions) {
    return transactions.stream()
        .map(one -> one.bytes()[0] == (byte) 0xFF ? Verdict.INVALID : Verdict.VALID)
        .toList();
  }

  @Override
  public synchronized ExecutedBlock execute(
      int epoch, Proposal proposal, List<RelayBatch> batches) {
    if (proposal.sequenceNumber().value() <= blocks.size()) {
      return stored((int) proposal.sequenceNumber().value());
    }
    if (proposal.sequenceNumber().value() != blocks.size() + 1) {
      throw new IllegalStateException("out of order: " + proposal.sequenceNumber());
    }
    Map<Digest, TransactionBytes> fresh = new LinkedHashMap<>();
    for (RelayBatch batch : batches) {
      for (TransactionBytes one : batch.transactions()) {
        Digest id = Digest.sha256(one.bytes());
        if (!executed.contains(id)) {
          fresh.putIfAbsent(id, one);
        }
      }
    }
    WireWriter out = new WireWriter(1024);
    out.u64(proposal.sequenceNumber().value()).digest(tip()).u64(proposal.timeMillis());
    out.u32(fresh.size());
    fresh.values().forEach(one -> out.bytes(one.bytes()));
    return append(out.toByteArray());
  }

  @Override
  public synchronized void certified(CheckpointCertificate certificate) {
    if (certificates.putIfAbsent(certificate.height().value(), certificate) == null) {
      write(2, encode(certificate));
    }
  }

  @Override
  public synchronized Optional<byte[]> block(SequenceNumber height) {
    if (height.value() < 1 || height.value() > blocks.size()) {
      return Optional.empty();
    }
    CheckpointCertificate certificate = certificates.get(height.value());
    WireWriter out = new WireWriter(1024);
    out.bytes(blocks.get((int) height.value() - 1));
    out.bytes(certificate == null ? new byte[0] : encode(certificate));
    return Optional.of(out.toByteArray());
  }

  @Override
  public Optional<FetchedBlock> read(byte[] block) {
    try {
      WireReader in = new WireReader(block);
      byte[] body = in.bytes(1 << 26);
      byte[] certificate = in.bytes(1 << 20);
      WireReader head = new WireReader(body);
      SequenceNumber height = new SequenceNumber(head.u64(SequenceNumber.MAX_VALUE));
      return Optional.of(
          new FetchedBlock(
              height,
              head.digest(),
              Digest.sha256(body),
              certificate.length == 0 ? Optional.empty() : Optional.of(decode(certificate))));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized Optional<ExecutedBlock> install(byte[] block) {
    FetchedBlock fetched = read(block).orElseThrow();
    int height = (int) fetched.height().value();
    if (height <= blocks.size()) {
      boolean same = hashes.get(height - 1).equals(fetched.headerHash());
      return same ? Optional.of(stored(height)) : Optional.empty();
    }
    if (!fetched.previousHash().equals(tip())) {
      return Optional.empty();
    }
    try {
      ExecutedBlock appended = append(new WireReader(block).bytes(1 << 26));
      fetched.certificate().ifPresent(this::certified);
      return Optional.of(appended);
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  @Override
  public void membershipChanged(Membership changed, SequenceNumber epochFirst) {}

  @Override
  public void submission(Digest transactionId, SubmissionFate state) {
    submissions.put(transactionId, state);
  }

  private Digest tip() {
    return hashes.isEmpty() ? GENESIS : hashes.get(hashes.size() - 1);
  }

  private ExecutedBlock append(byte[] body) {
    write(1, body);
    remember(body).forEach(onExecuted);
    return stored(blocks.size());
  }

  private ExecutedBlock stored(int height) {
    return new ExecutedBlock(
        new SequenceNumber(height),
        hashes.get(height - 1),
        Optional.ofNullable(changes.get(height)),
        transactions(blocks.get(height - 1)).stream().map(Digest::sha256).toList(),
        List.of());
  }

  private static List<byte[]> transactions(byte[] body) {
    try {
      WireReader in = new WireReader(body);
      in.u64(SequenceNumber.MAX_VALUE);
      in.digest();
      in.u64(Long.MAX_VALUE);
      return in.list(1 << 20, one -> one.bytes(1 << 20));
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Digest> remember(byte[] body) {
    try {
      List<byte[]> transactions = transactions(body);
      List<Digest> ids = transactions.stream().map(Digest::sha256).toList();
      blocks.add(body);
      hashes.add(Digest.sha256(body));
      lastMembership = membership;
      for (byte[] one : transactions) {
        if (one[0] == ADMIT || one[0] == DISMISS) {
          change(one);
        }
      }
      for (Digest id : ids) {
        if (!executed.add(id)) {
          throw new IllegalStateException("executed twice: " + id);
        }
      }
      return ids;
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  private void change(byte[] transaction) throws MalformedMessageException {
    WireReader in = new WireReader(transaction);
    boolean admits = in.u8() == ADMIT;
    ReplicaId id = new ReplicaId(in.u16());
    List<Member> members = new ArrayList<>(membership.members());
    members.removeIf(member -> member.id().equals(id));
    if (admits) {
      members.add(new Member(id, Bytes.of(in.raw(in.remaining())), Bytes.EMPTY));
    }
    members.sort((a, b) -> a.id().compareTo(b.id()));
    membership = Membership.of(lastMembership.epoch() + 1, members);
    epochFirst = new SequenceNumber(blocks.size() + 1L);
    changes.put(blocks.size(), membership);
  }

  /** A certificate in the form of a message, for want of a codec of its own here. */
  private static byte[] encode(CheckpointCertificate certificate) {
    return MessageCodec.encode(new CheckpointProofs(List.of(certificate)));
  }

  private static CheckpointCertificate decode(byte[] bytes) throws MalformedMessageException {
    return ((CheckpointProofs) MessageCodec.decode(bytes)).certificates().get(0);
  }

  private void write(int kind, byte[] bytes) {
    if (file == null) {
      return;
    }
    try {
      java.nio.ByteBuffer out = java.nio.ByteBuffer.allocate(5 + bytes.length);
      out.put((byte) kind).putInt(bytes.length).put(bytes);
      file.write(out.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load(Path path) throws IOException {
    long good = 0;
    try (DataInputStream in =
        new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(path)))) {
      while (true) {
        int kind = in.read();
        if (kind < 0) {
          break;
        }
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        if (kind == 1) {
          remember(bytes);
        } else {
          CheckpointCertificate certificate = decode(bytes);
          certificates.put(certificate.height().value(), certificate);
        }
        good += 5 + bytes.length;
      }
    } catch (EOFException torn) {
      // A block that was being written when the process was killed.
    } catch (MalformedMessageException e) {
      throw new IOException(e);
    }
    try (FileOutputStream out = new FileOutputStream(path.toFile(), true)) {
      out.getChannel().truncate(good);
    }
  }
}
