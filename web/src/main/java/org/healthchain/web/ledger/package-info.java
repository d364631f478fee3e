/** Blocks and transactions for whoever is signed in; shows nothing clinical (FR-4, NFR-3). */
package org.healthchain.web.ledger;
