/**
 * What a replica keeps on disk beside the ledger: its vote log, and the batches it holds and has
 * not executed. Plain files of framed, checksummed records; torn tails are cut. May depend on the
 * messages. One thread uses it.
 */
package org.healthchain.consensus.storage;
