/**
 * Host of the PBFT replica in the server, and what fits the ledger, the group and the instance to
 * its ports: it orders what is signed and executes what is ordered.
 */
package org.healthchain.server.consensus;
