package org.healthchain.server.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueIndexTest {
  private final CatalogueIndex index = new CatalogueIndex(DiagnosisServiceBean.starterList());

  @Test
  void findsByCodeWithAndWithoutItsDotInAnyCase() {
    assertThat(codes("J45.9")).contains("J45.901", "J45.909", "J45.990");
    assertThat(codes("j4590")).contains("J45.901", "J45.909");
    assertThat(index.find("j45909")).isPresent();
  }

  @Test
  void findsByTheBeginningsOfAllWordsInAnyOrder() {
    assertThat(codes("asth")).contains("J45.909");
    assertThat(codes("unspec asthma")).contains("J45.909").doesNotContain("J45.20");
    assertThat(codes("sthma")).isEmpty();
  }

  @Test
  void putsCodesThatStartWithTheQueryFirst() {
    CatalogueIndex small =
        new CatalogueIndex(
            List.of(new Diagnosis("A01.0", "Typhoid"), new Diagnosis("T88", "About a01 things")));
    assertThat(small.search("a01", 5)).extracting(Diagnosis::code).containsExactly("A01.0", "T88");
  }

  @Test
  void givesNoMoreThanAskedForAndNothingForNothing() {
    assertThat(index.search("unspecified", 7)).hasSize(7);
    assertThat(index.search("  ", 7)).isEmpty();
    assertThat(index.search("..", 7)).isEmpty();
    assertThat(index.find(null)).isEmpty();
  }

  private List<String> codes(String query) {
    return index.search(query, 50).stream().map(Diagnosis::code).toList();
  }
}
