/**
 * The operator's command line: founds, starts, watches, verifies and loads a consortium on one
 * machine. Talks to running servers over HTTP and signals only, to their ledgers over JDBC; runs in
 * a process of its own.
 */
package org.healthchain.operator;
