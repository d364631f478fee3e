/**
 * What a replica keeps on disk beside the ledger: one log of its votes and of the batches it holds
 * and has not executed, and a count of its starts beside its keys. A write that did not finish was
 * never acted upon and is forgotten; anything else that is missing is noticed. May depend on the
 * messages. One thread at a time uses it.
 */
package org.healthchain.consensus.storage;
