/** Tests of a running consortium, through the commands and endpoints that its users have. */
package org.healthchain.consortium;
