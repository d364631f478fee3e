package org.healthchain.server.network;

import java.util.Map;
import org.healthchain.server.transaction.RejectionReason;

/** What this server knows of itself and of the others. No sign-in needed; holds no secret. */
public interface NetworkService {
  NetworkView overview();

  /** How often each kind of bad input was refused since start, by reason. */
  Map<RejectionReason, Long> rejections();
}
