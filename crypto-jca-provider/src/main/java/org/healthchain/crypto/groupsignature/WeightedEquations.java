package org.healthchain.crypto.groupsignature;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.healthchain.crypto.curve.Curve;
import org.healthchain.crypto.curve.G1Point;
import org.healthchain.crypto.curve.RandomCombination;
import org.healthchain.crypto.curve.SecretScalar;

/**
 * The weighted sum of all equations of a batch. For each signature, with weights ρ1 to ρ5 and τ of
 * 128 bits:
 *
 * <pre>
 * ρ1: R1 · C1^c                 = g^sα
 * ρ2: R̄1 · C̄1^c                 = ḡ^sα
 * ρ3: R2 · C2^c                 = h1^sy · H^sα
 * ρ4: R3 · Ā^c                  = A'^(−sx) · (G_e·C2)^sr · H^(−sδ)
 * ρ5: R4                        = C1^sr · g^(−sδ)
 * τ:  e(A', w)                  = e(Ā, g2)
 * </pre>
 *
 * <p>S is the product of all left sides over right sides to their weights; it is 1 if all hold.
 * Accepted iff e(∏ A'^τ, w) = e(∏ Ā^τ · S, g2). By the small exponents test (Bellare, Garay, Rabin
 * 1998) a false equation passes with probability 2^-127, given that all points have order r.
 *
 * <p>The commitments R carry short exponents only, and the fixed bases are summed up first.
 *
 * <p>In a large batch ρ1 to ρ5 come from the subgroup check (81 balanced ternary digits each, drawn
 * when all signatures were there), which has summed up the commitments already. A false equation
 * then passes with probability at most 2^-128; whether a false batch passes either the subgroup
 * check or the equations is a matter of the union bound, so both may share their randomness.
 */
final class WeightedEquations {
  private final Curve curve;
  private final Bases bases;
  private final G1Point openerKey;
  private final Weights weights = new Weights();

  private final List<G1Point> points;
  private final List<BigInteger> scalars;
  private final List<G1Point> pairedPoints;
  private final List<BigInteger> pairedScalars;

  /** ρ1 to ρ5 of the claim that was added last. */
  private final BigInteger[] lastRho =
      new BigInteger[GroupSignature.POINTS - GroupSignature.STATEMENT_POINTS];

  private BigInteger onG = BigInteger.ZERO;
  private BigInteger onGBar = BigInteger.ZERO;
  private BigInteger onH1 = BigInteger.ZERO;
  private BigInteger onOpenerKey = BigInteger.ZERO;
  private BigInteger onG1 = BigInteger.ZERO;
  private BigInteger onH2 = BigInteger.ZERO;

  private WeightedEquations(GroupPublicKey group, int size) {
    curve = group.curve();
    bases = group.parameters().bases();
    openerKey = group.opener().h();
    points = new ArrayList<>(size * GroupSignature.POINTS + 6);
    scalars = new ArrayList<>(size * GroupSignature.POINTS + 6);
    pairedPoints = new ArrayList<>(size);
    pairedScalars = new ArrayList<>(size);
  }

  static boolean hold(GroupPublicKey group, List<Claim> claims) {
    WeightedEquations equations = new WeightedEquations(group, claims.size());
    for (Claim claim : claims) {
      equations.add(claim, equations.weights::next, equations.weights.next());
      equations.addCommitments(claim);
    }
    return equations.hold(group.issuer(), group.curve().g1Identity());
  }

  /**
   * Whether the five equations in G1 hold for one signature, with the signer's tables: all that
   * {@link #hold(GroupPublicKey, List)} looks at but the pairing. Weights of 64 bits: this guards
   * against faults, and nobody can choose those by the weights.
   */
  static boolean holdInG1(GroupPublicKey group, Claim claim, SigningTables tables) {
    WeightedEquations equations = new WeightedEquations(group, 1);
    equations.add(claim, equations.weights::nextShort, BigInteger.ZERO);
    equations.addCommitments(claim);
    return equations.holdInG1(tables);
  }

  /**
   * The same with the weights of a combination that the subgroup check of all these points, ten a
   * claim in their order, has given: ρ1 to ρ5 are those of R1 to R4, whose part of S it already
   * holds; what it holds of the other five points is taken off again.
   */
  static boolean hold(GroupPublicKey group, List<Claim> claims, RandomCombination given) {
    WeightedEquations equations = new WeightedEquations(group, claims.size());
    for (int claim = 0; claim < claims.size(); claim++) {
      int from = claim * GroupSignature.POINTS;
      List<BigInteger> own = given.weights().subList(from, from + GroupSignature.POINTS);
      equations.add(
          claims.get(claim),
          own.listIterator(GroupSignature.STATEMENT_POINTS)::next,
          equations.weights.next());
      equations.takeOff(own.subList(0, GroupSignature.STATEMENT_POINTS));
    }
    return equations.hold(group.issuer(), given.sum());
  }

  /** Corrects the scalars of the five points that were added last. */
  private void takeOff(List<BigInteger> held) {
    int from = scalars.size() - held.size();
    for (int i = 0; i < held.size(); i++) {
      scalars.set(from + i, scalars.get(from + i).subtract(held.get(i)).mod(Curve.ORDER));
    }
  }

  /** Adds all but the commitments. */
  private void add(Claim claim, Supplier<BigInteger> rho, BigInteger tau) {
    List<G1Point> p = claim.points();
    BigInteger c = claim.c();
    BigInteger sAlpha = claim.scalars().get(0);
    BigInteger sY = claim.scalars().get(1);
    BigInteger sX = claim.scalars().get(2);
    BigInteger sR = claim.scalars().get(3);
    BigInteger sDelta = claim.scalars().get(4);
    Arrays.setAll(lastRho, i -> rho.get());
    BigInteger rho1 = lastRho[0];
    BigInteger rho2 = lastRho[1];
    BigInteger rho3 = lastRho[2];
    BigInteger rho4 = lastRho[3];
    BigInteger rho5 = lastRho[4];
    BigInteger rho4r = rho4.multiply(sR);

    pairedPoints.add(p.get(0));
    pairedScalars.add(tau);
    term(p.get(0), rho4.multiply(sX));
    term(p.get(1), rho4.multiply(c).add(tau));
    term(p.get(2), rho1.multiply(c).subtract(rho5.multiply(sR)));
    term(p.get(3), rho2.multiply(c));
    term(p.get(4), rho3.multiply(c).subtract(rho4r));

    onG = onG.subtract(rho1.multiply(sAlpha)).add(rho5.multiply(sDelta));
    onGBar = onGBar.subtract(rho2.multiply(sAlpha));
    onH1 = onH1.subtract(rho3.multiply(sY));
    onOpenerKey = onOpenerKey.subtract(rho3.multiply(sAlpha)).add(rho4.multiply(sDelta));
    onG1 = onG1.subtract(rho4r);
    onH2 = onH2.subtract(rho4r.multiply(BigInteger.valueOf(claim.epoch())));
  }

  private void addCommitments(Claim claim) {
    for (int i = GroupSignature.STATEMENT_POINTS; i < GroupSignature.POINTS; i++) {
      term(claim.points().get(i), lastRho[i - GroupSignature.STATEMENT_POINTS]);
    }
  }

  /** onH2 is onG1 times the epoch, so that both together are a power of G_e. */
  private boolean holdInG1(SigningTables tables) {
    return curve
        .multiExp(points, scalars)
        .add(tables.g().multiply(SecretScalar.of(onG)))
        .add(tables.gBar().multiply(SecretScalar.of(onGBar)))
        .add(tables.h1().multiply(SecretScalar.of(onH1)))
        .add(tables.openerKey().multiply(SecretScalar.of(onOpenerKey)))
        .add(tables.epochBase().multiply(SecretScalar.of(onG1)))
        .isIdentity();
  }

  private boolean hold(IssuerPublicKey issuer, G1Point known) {
    term(bases.g(), onG);
    term(bases.gBar(), onGBar);
    term(bases.h1(), onH1);
    term(openerKey, onOpenerKey);
    term(bases.g1(), onG1);
    term(bases.h2(), onH2);
    return issuer.pairs(
        curve.multiExp(pairedPoints, pairedScalars), curve.multiExp(points, scalars).add(known));
  }

  private void term(G1Point point, BigInteger scalar) {
    points.add(point);
    scalars.add(scalar.mod(Curve.ORDER));
  }
}
