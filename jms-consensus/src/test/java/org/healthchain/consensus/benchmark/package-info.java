/** Benchmarks that are run by hand; see {@code BENCHMARKS.md} beside the module. */
package org.healthchain.consensus.benchmark;
