package org.healthchain.crypto.provider;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;

/**
 * Finds engine classes as the platform finds its own: by type and algorithm, in the providers'
 * order.
 */
final class Engines {
  private Engines() {}

  static <T> T find(Class<T> type, String algorithm) throws NoSuchAlgorithmException {
    for (Provider provider : Security.getProviders()) {
      Optional<T> engine = from(provider, type, algorithm);
      if (engine.isPresent()) {
        return engine.get();
      }
    }
    throw new NoSuchAlgorithmException(
        "no registered provider has " + type.getSimpleName() + " " + algorithm);
  }

  static <T> T find(Class<T> type, String algorithm, Provider provider)
      throws NoSuchAlgorithmException {
    if (provider == null) {
      throw new IllegalArgumentException("missing provider"); // as the platform's classes do
    }
    return from(provider, type, algorithm)
        .orElseThrow(
            () ->
                new NoSuchAlgorithmException(
                    provider.getName() + " has no " + type.getSimpleName() + " " + algorithm));
  }

  /**
   * Empty too for a provider that another class loader left behind: it makes instances of other
   * classes, or none any more.
   */
  private static <T> Optional<T> from(Provider provider, Class<T> type, String algorithm) {
    Provider.Service service = provider.getService(type.getSimpleName(), algorithm);
    if (service == null) {
      return Optional.empty();
    }
    try {
      Object engine = service.newInstance(null);
      return type.isInstance(engine) ? Optional.of(type.cast(engine)) : Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }
}
