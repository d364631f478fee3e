/**
 * One server's own configuration: its directory, its role and identity, the genesis of its
 * consortium, its key stores, and its data source. Shared with the key ceremony, which writes what
 * is read here; depends on nothing else of the application.
 */
package org.healthchain.server.instance;
