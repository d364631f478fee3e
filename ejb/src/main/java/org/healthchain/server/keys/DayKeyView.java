package org.healthchain.server.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of day keys.
 *
 * @param keyId hash of the public key, 64 hex digits
 * @param announcedAtHeight null while the announcement is under way
 * @param graceUntil records under the key are accepted until then; readable for ever
 * @param records how many records on the ledger use it
 */
public record DayKeyView(
    String keyId,
    Instant validFrom,
    Instant validUntil,
    Instant graceUntil,
    @Nullable Long announcedAtHeight,
    boolean current,
    long records) {}
