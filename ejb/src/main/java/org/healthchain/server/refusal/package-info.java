/** How services say no in words that a page can translate. Depends on nothing of ours. */
package org.healthchain.server.refusal;
