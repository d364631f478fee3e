/**
 * Signs what doctors handed in with the institution's key of the group (FR-3), in the background
 * and in batches, and verifies authorisations of transactions many at a time.
 */
package org.healthchain.server.signing;
