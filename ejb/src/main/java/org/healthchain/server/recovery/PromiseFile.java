package org.healthchain.server.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.healthchain.server.consensus.OperatorLog;
import org.healthchain.server.transaction.CanonicalReader;
import org.healthchain.server.transaction.CanonicalWriter;
import org.healthchain.server.transaction.Hash;
import org.healthchain.server.transaction.MalformedEncodingException;
import org.healthchain.server.transaction.RecoveryReport;

/**
 * A second copy of an operator's promise, beside the keys: an operator whose log is lost between
 * two attempts still knows what was voted for. The last one only, forced to the disk.
 */
final class PromiseFile {
  private static final int VERSION = 1;

  private final Path file;

  PromiseFile(Path folder) {
    this.file = folder.resolve("promise.bin");
  }

  /** The last promise, if it is about that epoch. */
  Optional<OperatorLog.Promise> last(int epoch) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      CanonicalReader in = new CanonicalReader(Files.readAllBytes(file));
      in.version(VERSION);
      int ended = in.u32();
      int attempt = in.u32();
      Hash report = in.hash();
      Optional<RecoveryReport.Vote> vote =
          in.u8() == 0
              ? Optional.empty()
              : Optional.of(new RecoveryReport.Vote(in.u32(), in.u64(), in.hash()));
      Hash block = in.hash();
      in.end();
      return Optional.of(new OperatorLog.Promise(ended, attempt, report, vote, block))
          .filter(promise -> ended == epoch);
    } catch (MalformedEncodingException | IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
  }

  void write(OperatorLog.Promise promise) throws IOException {
    CanonicalWriter out =
        new CanonicalWriter(256)
            .u8(VERSION)
            .u32(promise.epoch())
            .u32(promise.attempt())
            .hash(promise.report())
            .u8(promise.vote().isPresent() ? 1 : 0);
    promise
        .vote()
        .ifPresent(vote -> out.u32(vote.attempt()).u64(vote.baseHeight()).hash(vote.baseHash()));
    RecoveryFile.keep(file, out.hash(promise.block()).toByteArray());
  }
}
