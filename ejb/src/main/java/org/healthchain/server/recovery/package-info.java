/**
 * The way back when more replicas than are tolerated have lost their votes (FR-18): what operators
 * and manager hand each other, and the steps by which they end an epoch. Used by the command line
 * on servers that are stopped; a server that starts appends the block that comes of it.
 */
package org.healthchain.server.recovery;
