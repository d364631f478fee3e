/** Blocks and transactions in JPA, their execution and verification (NFR-3). */
package org.healthchain.server.ledger;
