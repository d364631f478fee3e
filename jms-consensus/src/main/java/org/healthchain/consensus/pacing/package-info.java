/** How fast this machine and its peers get things done, for those who can wait for company. */
package org.healthchain.consensus.pacing;
