/**
 * The servers of one consortium on this machine: their folder, programs, processes, ports, logs and
 * snapshots of their ledgers. Talks to running servers over HTTP and signals only, to their ledgers
 * over JDBC; runs in the operator's process.
 *
 * <p>Depends on {@code org.healthchain.operator.ceremony} and {@code
 * org.healthchain.server.instance}; knows no command line.
 */
package org.healthchain.operator.server;
