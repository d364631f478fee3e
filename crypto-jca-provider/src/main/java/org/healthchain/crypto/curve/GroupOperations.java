package org.healthchain.crypto.curve;

/**
 * What the multi-scalar algorithms need from a backend: accumulators {@code A} that may change in
 * place, and points {@code P} that do not. Defined on all points of the curve, also outside the
 * subgroup.
 */
interface GroupOperations<A, P> {
  /** The neutral element as a fresh accumulator. */
  A identity();

  /** A fresh accumulator with this value. */
  A accumulator(P point);

  /** accumulator + point; may reuse the accumulator. */
  A addPoint(A accumulator, P point);

  /** left + right; may reuse {@code left}, never {@code right}. */
  A add(A left, A right);

  /** 2·accumulator; may reuse it. */
  A twice(A accumulator);

  /** −accumulator; may reuse it. */
  A opposite(A accumulator);

  /** −point, a fresh one. */
  P negate(P point);
}
