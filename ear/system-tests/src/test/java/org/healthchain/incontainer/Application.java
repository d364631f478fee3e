package org.healthchain.incontainer;

import java.io.File;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What the tests deploy. Stock Payara Micro takes no EAR, so all modules are libraries of a WAR.
 */
final class Application {
  private Application() {}

  /**
   * The EJB module and all that it needs.
   *
   * @param classes the test's own beans and helpers
   */
  static WebArchive war(Class<?>... classes) {
    Path dist = Path.of(System.getProperty("healthchain.test.dist"));
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "healthchain.war")
            .addClasses(classes)
            .addClasses(Eventually.class, ServerDatabase.class)
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
            .addAsWebInfResource("incontainer/glassfish-web.xml", "glassfish-web.xml")
            .addAsLibrary(jarOf(Assertions.class));
    for (File library : dist.resolve("ext").toFile().listFiles()) {
      // The EAR deployer's own parts; Micro needs none of them for a WAR.
      if (!library.getName().matches("(appclient-connector|deployment-javaee-full).*")) {
        war.addAsLibrary(library);
      }
    }
    for (File library : dist.resolve("cli").toFile().listFiles()) {
      if (library.getName().startsWith("healthchain-ejb")) {
        war.addAsLibrary(library);
      }
    }
    return war;
  }

  private static File jarOf(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
