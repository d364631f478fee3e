package org.healthchain.crypto.provider;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;

/**
 * Finds engine classes as the platform finds its own: by type and algorithm, in the providers'
 * order.
 */
final class Engines {
  private Engines() {}

  static <T> T find(Class<T> type, String algorithm) throws NoSuchAlgorithmException {
    for (Provider provider : Security.getProviders()) {
      Provider.Service service = provider.getService(type.getSimpleName(), algorithm);
      // A provider that another class loader left behind makes instances of other classes.
      if (service != null && type.isInstance(service.newInstance(null))) {
        return type.cast(service.newInstance(null));
      }
    }
    throw new NoSuchAlgorithmException(
        "no registered provider has " + type.getSimpleName() + " " + algorithm);
  }

  static <T> T find(Class<T> type, String algorithm, Provider provider)
      throws NoSuchAlgorithmException {
    Provider.Service service = provider.getService(type.getSimpleName(), algorithm);
    if (service == null) {
      throw new NoSuchAlgorithmException(
          provider.getName() + " has no " + type.getSimpleName() + " " + algorithm);
    }
    return type.cast(service.newInstance(null));
  }
}
