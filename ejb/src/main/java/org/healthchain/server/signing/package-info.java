/**
 * Signs what doctors handed in with the institution's key of the group (FR-3), in the background
 * and in batches.
 */
package org.healthchain.server.signing;
