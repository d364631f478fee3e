package org.healthchain.server.audit;

import org.healthchain.server.transaction.Hash;

/**
 * The newest entry of the trail, which chains all before it.
 *
 * @param number 0 if there is no entry; the hash is zero then
 */
public record AuditHead(long number, Hash hash) {}
