/**
 * Between the chain and the group signature: the members' names, registrations and credentials, and
 * the check of many transactions' authorisations at a time. Uses {@code transaction}, the
 * interfaces of {@code ledger}, and the provider; no bean, no database.
 */
package org.healthchain.server.group;
