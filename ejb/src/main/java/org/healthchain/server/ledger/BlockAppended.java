package org.healthchain.server.ledger;

import org.healthchain.server.transaction.BlockOutcome;

/**
 * CDI event, fired inside the JTA transaction that appends a block: who observes it there commits
 * together with the block; who observes it after success sees it for certain.
 */
public record BlockAppended(BlockOutcome block) {}
