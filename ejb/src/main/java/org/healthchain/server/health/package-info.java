/**
 * What a monitor asks an instance: MicroProfile Health (ready, live) and Metrics. Counts and
 * heights only: nothing secret, nothing clinical, no ids. How many visits are under way at
 * <em>this</em> server could still tell, moment by moment, which institution signed what stands in
 * a block, so the endpoints belong on a listener that only the operator reaches.
 */
package org.healthchain.server.health;
