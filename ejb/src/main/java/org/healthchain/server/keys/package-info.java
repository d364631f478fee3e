/** The manager's one-day keys (FR-8). */
package org.healthchain.server.keys;
