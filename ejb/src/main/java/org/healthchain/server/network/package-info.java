/** What this server knows of itself and its peers. */
package org.healthchain.server.network;
