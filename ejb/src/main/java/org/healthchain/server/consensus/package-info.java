/**
 * Host of the PBFT replica in the server: it orders what is signed and executes what is ordered.
 */
package org.healthchain.server.consensus;
