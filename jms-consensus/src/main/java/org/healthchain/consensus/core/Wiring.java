package org.healthchain.consensus.core;

import org.healthchain.consensus.message.Statements;
import org.healthchain.consensus.pacing.Pace;

/**
 * Makes the parts of a replica in three layers and gives each part what it uses, and nothing else.
 * A part knows those below it; the one way up is the stash's, which hands kept messages to the
 * router again.
 */
final class Wiring {
  private Wiring() {}

  /** What every part may stand on: the owners of the state, keys, and what is known of others. */
  static final class Ground {
    final CurrentView current;
    final Step step;
    final Statements statements;
    final Rules rules;
    final Certificates certificates;
    final Standing standing;
    final VoteBoxes boxes;
    final SlotTable slots;
    final Owners owners;
    final OwnKeys keys;
    final Epochs epochs;
    final NextBeacon nextBeacon;
    final Peers peers;
    final Learning learning;
    final VotingRight right;
    final Pool pool;

    /** Of orders, from the proposal that this replica made or took to its execution here. */
    final Pace orders = new Pace();

    Ground(
        CurrentView current,
        Step step,
        Statements statements,
        PbftCore.Ports ports,
        ChainState state,
        Rules rules) {
      this.current = current;
      this.step = step;
      this.statements = statements;
      this.rules = rules;
      certificates = new Certificates(ports.verifier(), statements, rules);
      standing = new Standing(current, state);
      boxes = new VoteBoxes(current, certificates, ports.aggregator(), statements);
      slots = new SlotTable(current, standing, boxes);
      owners = new Owners(current, standing, slots);
      keys = new OwnKeys(current, ports.signer(), statements);
      epochs = new Epochs(current, standing, step, state);
      nextBeacon = new NextBeacon(current, step);
      peers = new Peers(current, standing, step);
      learning = new Learning(owners, step, epochs, certificates, nextBeacon, rules);
      right = new VotingRight(current, learning);
      pool = new Pool(current.config().maxPoolBatches());
    }
  }

  /** The normal case, and the checkpoints. */
  static final class Agreement {
    final Execution execution;
    final Lag lag;
    final Patience patience;
    final LogSnapshot snapshot;
    final CheckpointSender checkpointSender;
    final Checkpoints checkpoints;
    final VoteSender voteSender;
    final Decisions decisions;
    final PrePrepareValidator prePrepareValidator;
    final Ordering ordering;
    final Proposing proposing;
    final VoteCounter votes;

    Agreement(Ground g) {
      execution = new Execution(g.owners, g.step, g.learning, g.rules);
      lag = new Lag(g.current, g.standing, g.peers, execution, g.learning, g.step);
      patience = new Patience(g.owners, g.step, g.pool, g.peers, lag, g.right, timer(g));
      snapshot = new LogSnapshot(g.statements.chainId(), g.owners, g.learning, g.epochs);
      VoteRoute route = new VoteRoute(g.current, g.step);
      checkpointSender = new CheckpointSender(g.current, g.standing, g.step, route);
      checkpoints =
          new Checkpoints(
              g.owners,
              g.step,
              g.keys,
              g.boxes,
              g.certificates,
              g.epochs,
              checkpointSender,
              new Checkpoints.Followers(g.learning, lag, execution, snapshot));
      voteSender = new VoteSender(g.owners, g.step, g.keys, route, checkpointSender, g.right);
      decisions =
          new Decisions(
              g.current,
              g.slots,
              g.step,
              g.certificates,
              g.statements,
              new Decisions.Followers(g.learning, patience, execution));
      prePrepareValidator =
          new PrePrepareValidator(g.current, g.step, g.certificates.verifier(), g.statements);
      ordering =
          new Ordering(
              g.owners,
              g.step,
              g.pool,
              prePrepareValidator,
              g.right,
              voteSender,
              decisions,
              g.rules);
      Proposing.Waiting waiting = new Proposing.Waiting(g.pool, g.orders, g.peers);
      proposing = new Proposing(g.owners, g.step, g.keys, waiting, g.right, lag, ordering);
      votes =
          new VoteCounter(
              g.current,
              g.slots,
              g.step,
              g.certificates,
              g.statements,
              checkpoints,
              voteSender,
              ordering);
    }

    /** Its timeouts are those of the first epoch. */
    private static ProgressTimer timer(Ground g) {
      PbftConfig config = g.current.config();
      return new ProgressTimer(
          config.viewChangeTimeoutMillis(), config.maxViewChangeTimeoutMillis(), g.rules);
    }
  }

  /** The changes of view and epoch, fetched blocks, and the ways in. */
  static final class Change {
    final Stash stash;
    final NewViews newViews;
    final ViewChanges viewChanges;
    final LogRecovery recovery;
    final StateTransfer transfer;
    final ExecutedBlocks executed;
    final InstalledBlocks installed;
    final Router router;
    final Timers timers;

    Change(Ground g, Agreement a) {
      stash = new Stash(g.current, g.step);
      Departures departures = new Departures();
      ViewChangeValidator validator =
          new ViewChangeValidator(g.current, g.certificates, g.statements, g.rules);
      newViews = newViews(g, a, departures, validator);
      viewChanges =
          new ViewChanges(
              g.owners,
              g.step,
              g.keys,
              g.right,
              a.patience,
              g.peers,
              departures,
              newViews,
              new ViewChanges.Checks(g.rules, g.certificates, validator));
      recovery =
          new LogRecovery(
              g.statements.chainId(),
              g.owners,
              g.learning,
              a.checkpoints,
              g.epochs,
              a.ordering,
              a.voteSender);
      EpochChange epochs =
          new EpochChange(
              g.owners,
              g.epochs,
              g.step,
              recovery,
              new EpochChange.Restarted(
                  viewChanges, g.peers, g.learning, g.nextBeacon, g.pool, a.patience, stash));
      transfer = new StateTransfer(g.current, g.standing, a.lag, g.peers, g.orders, g.step);
      executed =
          new ExecutedBlocks(
              g.owners, g.step, g.rules, g.pool, g.orders, a.checkpoints, epochs, a.execution);
      installed = installedBlocks(g, a, epochs);
      Beacons beacons = beacons(g, a);
      router =
          new Router(
              stash,
              a.ordering,
              a.decisions,
              a.votes,
              a.checkpoints,
              viewChanges,
              newViews,
              beacons,
              g.learning);
      timers = timers(g, a, beacons);
    }

    private NewViews newViews(
        Ground g, Agreement a, Departures departures, ViewChangeValidator validator) {
      NewViewValidator newViewValidator =
          new NewViewValidator(
              g.current, g.certificates, g.statements, g.rules, validator, a.prePrepareValidator);
      return new NewViews(
          g.current,
          g.slots,
          g.step,
          g.keys,
          g.right,
          departures,
          new NewViews.Validators(g.certificates, validator, newViewValidator),
          new NewViews.Entering(a.checkpoints, a.ordering, g.pool, a.patience, stash));
    }

    private InstalledBlocks installedBlocks(Ground g, Agreement a, EpochChange epochs) {
      return new InstalledBlocks(
          g.standing,
          transfer,
          a.lag,
          g.pool,
          g.epochs,
          epochs,
          a.checkpoints,
          new InstalledBlocks.Consequences(g.learning, a.patience, a.execution));
    }

    private Beacons beacons(Ground g, Agreement a) {
      return new Beacons(
          g.owners,
          g.step,
          g.peers,
          g.epochs,
          g.nextBeacon,
          new Beacons.Spoken(a.patience, g.learning),
          new Beacons.Hearers(a.checkpoints, a.lag, viewChanges));
    }

    private Timers timers(Ground g, Agreement a, Beacons beacons) {
      Complaints complaints =
          new Complaints(g.current, a.patience, g.right, g.pool, g.nextBeacon, viewChanges, g.step);
      return new Timers(
          g.step,
          new Timers.Senders(a.checkpointSender, a.voteSender, viewChanges, beacons),
          new Timers.Doing(g.learning, a.ordering, a.proposing, transfer, a.patience, complaints));
    }
  }
}
