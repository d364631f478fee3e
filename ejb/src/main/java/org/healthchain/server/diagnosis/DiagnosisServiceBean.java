package org.healthchain.server.diagnosis;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.healthchain.server.accounts.Roles;
import org.healthchain.server.refusal.RefusedException;

/**
 * Searches in memory, keeps the catalogue in the database. An empty database gets the starter list
 * that comes with the application.
 */
@Singleton
@Startup
@DependsOn("SchemaInstaller")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DiagnosisServiceBean implements DiagnosisService {
  private static final String STARTER_LIST = "icd-10-cm-starter.csv";
  private static final int MAX_RESULTS = 100;

  private final Object importing = new Object();
  private volatile CatalogueIndex index = new CatalogueIndex(List.of());

  @Inject private DiagnosisStore store;

  @PostConstruct
  void load() {
    List<Diagnosis> stored = store.all();
    if (stored.isEmpty()) {
      stored = starterList();
      store.replaceAll(stored);
    }
    index = new CatalogueIndex(stored);
  }

  static List<Diagnosis> starterList() {
    try (InputStream csv = DiagnosisServiceBean.class.getResourceAsStream(STARTER_LIST)) {
      return CatalogueCsv.read(csv);
    } catch (IOException | RefusedException e) {
      throw new IllegalStateException("the starter list of diagnoses: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Diagnosis> search(String query, int limit) {
    return index.search(query, Math.min(limit, MAX_RESULTS));
  }

  @Override
  public Optional<Diagnosis> find(String code) {
    return index.find(code);
  }

  @Override
  public long count() {
    return index.size();
  }

  @Override
  @RolesAllowed(Roles.OPERATOR)
  public long importCsv(InputStream csv) throws IOException {
    List<Diagnosis> diagnoses = CatalogueCsv.read(csv);
    synchronized (importing) {
      store.replaceAll(diagnoses);
      index = new CatalogueIndex(diagnoses);
    }
    return diagnoses.size();
  }
}
