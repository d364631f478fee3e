/** The manager finds, verifies, decrypts and opens records (FR-5 to FR-7). */
package org.healthchain.server.retrieval;
