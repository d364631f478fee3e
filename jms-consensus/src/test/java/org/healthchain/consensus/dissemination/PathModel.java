package org.healthchain.consensus.dissemination;

/**
 * What colluding relays learn of one path, exactly (after Reiter and Rubin 1998, §5, but a relay
 * here never chooses itself). Of n relays c collude; a relay forwards with probability p to one of
 * the other n−1, else publishes; a source always forwards.
 *
 * <p>S is how often the source sends before a colluder sees the transaction, O how often any other
 * honest relay does, on average: S = 1 + p·O/(n−1) and O = p·(S·(h−1) + O·(h−2))/(n−1) with h =
 * n−c.
 *
 * @param seen probability that a colluder receives the transaction by hop: (S+O)·c/(n−1)
 * @param predecessorIsSource probability that the first colluder's predecessor is the source, given
 *     that one sees it: S/(S+O)
 * @param bestGuess probability that the colluders' best guess names the source, seen or not
 */
record PathModel(double seen, double predecessorIsSource, double bestGuess) {
  static PathModel of(int n, int c, double p) {
    int h = n - c;
    double others = n - 1;
    // O = S·a from the second equation, then S from the first.
    double a = p * (h - 1) / others / (1 - p * (h - 2) / others);
    double s = 1 / (1 - p * a / others);
    double o = s * a;
    double seen = (s + o) * c / others;
    double predecessor = s / (s + o);
    // Unseen: the publisher is the source only if the path came back to it.
    double publishedBySource = (1 - p) * o / others;
    double publishedByOther = 1 - seen - publishedBySource;
    double unseenGuess =
        h == 1 ? publishedBySource : Math.max(publishedBySource, publishedByOther / (h - 1));
    double seenGuess = Math.max(predecessor, h == 1 ? 0 : (1 - predecessor) / (h - 1));
    return new PathModel(seen, predecessor, seen * seenGuess + unseenGuess);
  }
}
