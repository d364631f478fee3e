package org.healthchain.operator.dev;

/** What a changed source asks for, from the least to the most. */
enum SourceChange {
  /** A page, or something that pages show as it is: copied, seen at the next request. */
  PAGE,
  /** Code, texts or descriptors of {@code web} or {@code ejb}: the application is deployed anew. */
  APPLICATION,
  /** Whatever is on the servers' own class path, or how things are built: build and start again. */
  BUILD;

  SourceChange atLeast(SourceChange other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
