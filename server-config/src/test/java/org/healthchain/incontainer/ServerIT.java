package org.healthchain.incontainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import java.sql.Connection;
import javax.sql.DataSource;
import org.healthchain.server.instance.CurrentInstance;
import org.healthchain.server.instance.LedgerDataSource;
import org.healthchain.server.instance.Role;
import org.healthchain.server.ledger.LedgerVerifier;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application starts inside Payara Micro and is the server that its directory says. */
@ExtendWith(ArquillianExtension.class)
class ServerIT {
  @Inject private CurrentInstance instance;
  @Inject private LedgerVerifier verifier;

  @Resource(lookup = LedgerDataSource.JNDI_NAME)
  private DataSource dataSource;

  @Deployment
  static WebArchive application() {
    return Application.war();
  }

  @Test
  void isTheInstitutionOfItsDirectory() {
    assertEquals(Role.INSTITUTION, instance.directory().role());
    assertEquals(1, instance.directory().memberId());
    assertTrue(instance.genesis().verify());
  }

  @Test
  void beginsItsLedgerWithTheGenesis() throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      assertTrue(verifier.verifyOne(connection, 0).isEmpty());
    }
  }
}
