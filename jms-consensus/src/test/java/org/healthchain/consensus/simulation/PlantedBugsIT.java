package org.healthchain.consensus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.LongFunction;
import java.util.logging.Logger;
import org.healthchain.consensus.core.PlantedBug;
import org.healthchain.consensus.replica.HostedReplica;
import org.junit.jupiter.api.Test;

/** The simulator is worth its time only if it finds bugs: each of these is planted, then found. */
class PlantedBugsIT {
  private static final Logger LOG = Logger.getLogger(PlantedBugsIT.class.getName());
  private static final int MAX_SCHEDULES = 200;

  @Test
  void quorumOf2fPlus1AtThirtyReplicasIsFound() {
    assertThat(violationOf(PlantedBug.QUORUM_2F_PLUS_1)).contains("voters of 30");
  }

  @Test
  void voteBeforePersistIsFound() {
    assertThat(violationOf(PlantedBug.VOTE_BEFORE_PERSIST)).contains("before it is on disk");
  }

  @Test
  void preparedCertificateDroppedInViewChangeIsFound() {
    assertThat(violationOf(PlantedBug.PREPARED_DROPPED_IN_VIEW_CHANGE))
        .contains("prepared certificate");
  }

  @Test
  void timerOverflowIsFound() {
    assertThat(violationOf(PlantedBug.TIMER_OVERFLOW)).contains("liveness");
  }

  @Test
  void executeBeforeCommitIsFound() {
    assertThat(violationOf(PlantedBug.EXECUTE_BEFORE_COMMIT)).isNotEmpty();
  }

  @Test
  void duplicateExecutionIsFound() {
    assertThat(violationOf(PlantedBug.DUPLICATE_EXECUTION)).contains("exactly once");
  }

  @Test
  void certificateCountingOneVoterTwiceIsFound() {
    assertThat(violationOf(PlantedBug.VOTER_COUNTED_TWICE)).contains("certificate with");
  }

  @Test
  void uncheckedNewViewIsFound() {
    assertThat(violationOf(PlantedBug.NEW_VIEW_UNCHECKED)).contains("against what is decided");
  }

  @Test
  void executionInAnEpochThatWasNotHandedOverIsFound() {
    assertThat(violationOf(PlantedBug.EPOCH_NOT_HANDED_OVER)).contains("handover");
  }

  @Test
  void messagesBeforeTheForceAreFound() {
    assertThat(violationOf(HostedReplica.Bug.EFFECTS_FIRST, HostSimulation::powerLosses))
        .contains("before its log is forced");
  }

  @Test
  void aLogThatIsNotForcedIsFound() {
    assertThat(violationOf(HostedReplica.Bug.FORCES_NOTHING, HostSimulation::powerLosses))
        .isNotEmpty();
  }

  private static String violationOf(HostedReplica.Bug bug, LongFunction<Scenario> family) {
    for (int seed = 0; seed < MAX_SCHEDULES; seed++) {
      Optional<String> violation = HostSimulation.run(family.apply(seed), bug, 0).violation();
      if (violation.isPresent()) {
        LOG.info(bug + " found by schedule " + (seed + 1) + ": " + violation.get());
        return violation.get();
      }
    }
    throw new AssertionError(bug + " survived " + MAX_SCHEDULES + " schedules");
  }

  @Test
  void forgottenPromisesOfReplicasThatLostTheirLogAreFound() {
    assertThat(violationOf(PlantedBug.PROMISES_FORGOTTEN)).contains("decided");
  }

  private static String violationOf(PlantedBug bug) {
    LongFunction<Scenario> family = SimulationMain.family(bug);
    for (int seed = 0; seed < MAX_SCHEDULES; seed++) {
      Optional<String> violation = Simulation.run(family.apply(seed), bug, 0).violation();
      if (violation.isPresent()) {
        LOG.info(bug + " found by schedule " + (seed + 1) + ": " + violation.get());
        return violation.get();
      }
    }
    throw new AssertionError(bug + " survived " + MAX_SCHEDULES + " schedules");
  }
}
