/** What the manager orders on the chain: control transactions, kept until they stand in a block. */
package org.healthchain.server.control;
