package org.healthchain.consensus.dissemination;

/**
 * What colluding relays learn of one path, exactly (Reiter and Rubin 1998, §5). Of n relays c
 * collude; a source draws the first relay from all n, itself included, a relay forwards with
 * probability p to another so drawn, else publishes.
 *
 * <p>With h = n−c: each draw finds a colluder with c/n, and an honest path goes on with p·h/n. The
 * first colluder's predecessor is the source at the first draw for certain, later one in h.
 *
 * @param seen probability that a colluder receives the transaction by hop: c/n / (1 − p·h/n)
 * @param predecessorIsSource probability that the first colluder's predecessor is the source, given
 *     that one sees it: 1 − p·(h−1)/n
 * @param bestGuess probability that the colluders' best guess names the source, seen or not; the
 *     publisher tells nothing, so an unseen source is any honest one alike
 */
record PathModel(double seen, double predecessorIsSource, double bestGuess) {
  static PathModel of(int n, int c, double p) {
    double h = n - c;
    double seen = c / (double) n / (1 - p * h / n);
    double predecessor = 1 - p * (h - 1) / n;
    return new PathModel(seen, predecessor, seen * predecessor + (1 - seen) / h);
  }
}
