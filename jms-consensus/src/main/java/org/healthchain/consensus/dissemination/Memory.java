package org.healthchain.consensus.dissemination;

import java.util.Iterator;
import java.util.LinkedHashSet;

/** A set that forgets its oldest element when it is full. */
final class Memory<T> {
  private final int maxElements;
  private final LinkedHashSet<T> elements = new LinkedHashSet<>();

  Memory(int maxElements) {
    this.maxElements = maxElements;
  }

  /** False when it was there already. */
  boolean add(T element) {
    if (!elements.add(element)) {
      return false;
    }
    if (elements.size() > maxElements) {
      Iterator<T> oldest = elements.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  boolean contains(T element) {
    return elements.contains(element);
  }
}
