package org.healthchain.operator.front;

import java.net.InetAddress;
import java.util.Set;

/**
 * How much strangers may ask of this server at once.
 *
 * @param times how long anything may take
 * @param room how much of what is sent is kept
 * @param crowd how many may come
 */
public record FrontLimits(Times times, Room room, Crowd crowd) {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  /**
   * @param requestMillis from a request's first byte to its last; also for the first byte after the
   *     connection is made
   * @param uploadMillis the same for a multipart body
   * @param answerMillis from a request's last byte to the last of its answer
   * @param idleMillis between an answer and the next request
   */
  public record Times(long requestMillis, long uploadMillis, long answerMillis, long idleMillis) {}

  /**
   * @param bodyBytes of one body that is not multipart
   * @param bodiesBytes of all such bodies together, until their requests are answered
   * @param uploadBytes of one multipart body; it passes through without being kept
   * @param uploads at once
   */
  public record Room(int bodyBytes, long bodiesBytes, long uploadBytes, int uploads) {}

  /**
   * @param connectionsPerAddress open at once
   * @param connections of all addresses together
   * @param proxies addresses that many people come from; only {@code connections} bounds them
   */
  public record Crowd(int connectionsPerAddress, int connections, Set<InetAddress> proxies) {
    public Crowd {
      proxies = Set.copyOf(proxies);
    }
  }

  /** What a server of 256 MiB heap bears, for that crowd. */
  public static FrontLimits of(Crowd crowd) {
    return new FrontLimits(
        new Times(20_000, 120_000, 120_000, 30_000),
        new Room(256 * KIB, 16L * MIB, 17L * MIB, 4),
        crowd);
  }
}
