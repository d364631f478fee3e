package org.healthchain.server.keys;

import java.util.List;

/** The one-day keys (FR-8). Role MANAGER for all; rotation also happens by itself every day. */
public interface DayKeyService {
  /** Newest first. */
  List<DayKeyView> keys(int offset, int limit);

  long count();

  /**
   * Makes a new key pair, stores the private half in the key table and announces the public half on
   * the chain.
   *
   * @return key id, 64 hex digits; the key is current once its announcement is committed
   */
  String rotateNow();
}
