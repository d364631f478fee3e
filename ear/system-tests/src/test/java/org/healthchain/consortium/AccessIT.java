package org.healthchain.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.healthchain.consortium.RunningConsortium.MANAGER;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.healthchain.operator.ceremony.DemoAccounts;
import org.healthchain.web.access.Access;
import org.healthchain.web.access.AccessTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every page, file and REST method there is, asked for by everybody, by its own path and by others
 * that might lead there: the table of access decides, and no spelling gets around it.
 */
@Order(Integer.MAX_VALUE - 57)
@ExtendWith(SharedConsortium.class)
class AccessIT {
  private static final String INSTITUTION = "institution-1";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static RunningConsortium consortium;

  @BeforeAll
  static void up(RunningConsortium shared) {
    consortium = shared;
  }

  /** Somebody at a server, signed in with one role or not at all. */
  private record Caller(String server, Optional<String> role, HttpClient client) {
    boolean may(RequestTarget target) {
      Optional<Access> line = AccessTable.find(target.path());
      return line.filter(access -> access.opensTo(name -> role.filter(name::equals).isPresent()))
          .isPresent();
    }

    @Override
    public String toString() {
      return role.orElse("nobody") + " at " + server;
    }
  }

  @TestFactory
  Stream<DynamicTest> theTableDecidesForEveryPath() throws Exception {
    List<RequestTarget> targets = RequestTarget.all();
    assertThat(targets)
        .contains(
            new RequestTarget("GET", "/doctor/visit.xhtml"),
            new RequestTarget("GET", "/resources/healthchain/healthchain.css"),
            new RequestTarget("GET", "/api/blocks/1"),
            new RequestTarget("GET", "/api/visits/1"),
            new RequestTarget("POST", "/api/visits"));
    return callers().stream()
        .map(caller -> DynamicTest.dynamicTest(caller.toString(), () -> decided(caller, targets)));
  }

  @TestFactory
  Stream<DynamicTest> noSpellingOfAPathGetsAroundTheTable() throws Exception {
    List<RequestTarget> targets = RequestTarget.all();
    return callers().stream()
        .map(caller -> DynamicTest.dynamicTest(caller.toString(), () -> closed(caller, targets)));
  }

  private static void decided(Caller caller, List<RequestTarget> targets) throws Exception {
    for (RequestTarget target : targets) {
      HttpResponse<String> answer = answer(caller, target);
      int refusal = caller.role().isPresent() ? 403 : target.isRest() ? 401 : 302;
      if (caller.may(target)) {
        assertThat(answer.statusCode()).as(target.toString()).isNotIn(401, 403).isLessThan(500);
        assertThat(leadsToSignIn(answer)).as(target.toString()).isEqualTo(isDoor(caller, target));
      } else {
        assertThat(answer.statusCode()).as(target.toString()).isEqualTo(refusal);
        assertThat(leadsToSignIn(answer)).as(target.toString()).isEqualTo(refusal == 302);
      }
    }
  }

  private static void closed(Caller caller, List<RequestTarget> targets) throws Exception {
    for (RequestTarget target : targets) {
      for (RequestTarget other :
          caller.may(target) ? List.<RequestTarget>of() : target.spellings()) {
        HttpResponse<String> answer = answer(caller, other);
        boolean refused = answer.statusCode() >= 400 && answer.statusCode() < 500;
        assertThat(refused || leadsToSignIn(answer))
            .as("%s: %s %s", other, answer.statusCode(), answer.headers().map().get("location"))
            .isTrue();
      }
    }
  }

  /** The page that sends everybody on, and whoever is not signed in to the sign-in page. */
  private static boolean isDoor(Caller caller, RequestTarget target) {
    return caller.role().isEmpty() && target.path().equals("/index.xhtml");
  }

  private static boolean leadsToSignIn(HttpResponse<String> answer) {
    return answer.statusCode() == 302
        && answer
            .headers()
            .firstValue("Location")
            .map(URI::create)
            .filter(place -> place.getPath().equals("/signin.xhtml"))
            .isPresent();
  }

  private static HttpResponse<String> answer(Caller caller, RequestTarget target) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(consortium.uri(caller.server(), target.path()))
            .timeout(PATIENCE)
            .header("X-Requested-By", "test")
            .header("Content-Type", "application/json")
            .method(target.method(), HttpRequest.BodyPublishers.noBody())
            .build();
    return caller.client().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static List<Caller> callers() throws Exception {
    Stream<Caller> nobody =
        Stream.of(new Caller(INSTITUTION, Optional.empty(), HttpClient.newHttpClient()));
    Stream<Caller> accounts =
        DemoAccounts.read(consortium.home()).stream()
            .filter(account -> List.of(INSTITUTION, MANAGER).contains(account.server()))
            .map(AccessIT::signedIn);
    return Stream.concat(nobody, accounts).toList();
  }

  private static Caller signedIn(DemoAccounts.Account account) {
    try {
      HttpClient client = consortium.client(account.server(), account.userName());
      return new Caller(account.server(), Optional.of(account.role()), client);
    } catch (Exception e) {
      throw new IllegalStateException(account + " cannot sign in", e);
    }
  }
}
