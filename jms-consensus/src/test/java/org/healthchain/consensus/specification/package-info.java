/**
 * Has the TLA+ specifications of {@code spec/} checked: the rules in force must hold, and each that
 * is left out must be missed. The checker (TLC) runs in a process of its own.
 */
package org.healthchain.consensus.specification;
