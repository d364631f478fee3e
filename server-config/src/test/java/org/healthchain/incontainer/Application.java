package org.healthchain.incontainer;

import java.io.File;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What the tests deploy. Stock Payara Micro takes no EAR, so all modules are libraries of a WAR.
 */
final class Application {
  private Application() {}

  /** The EJB module and all that it needs; add the test's own classes. */
  static WebArchive war() {
    Path dist = Path.of(System.getProperty("healthchain.test.dist"));
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, "healthchain.war")
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
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
}
