/**
 * The ledger in JPA: blocks, certificates, transactions, bodies and states, their execution in one
 * JTA transaction, and their verification offline over plain JDBC (NFR-3). Also installs the schema
 * of the server's one database from the scripts in {@code db/}.
 */
package org.healthchain.server.ledger;
