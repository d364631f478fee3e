/**
 * Loads a running consortium through the endpoint that a doctor's form uses, and measures: answer
 * time of the endpoint and time until the visit is committed in a block. Speaks HTTP only.
 */
package org.healthchain.operator.load;
