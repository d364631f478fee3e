------------------------------- MODULE Amnesia -------------------------------
(***************************************************************************)
(* Ordering, view change and the loss of a vote log within one epoch, as   *)
(* PROTOCOL.md, sections 2, 3 and 5, has them.                             *)
(*                                                                         *)
(* What is signed stays signed: a message is a statement in a set of all   *)
(* that was ever signed, and whoever needs a quorum of them may use any,   *)
(* old or new, or none (loss, delay, repetition and reordering at once).   *)
(* A Byzantine replica is taken to have signed everything ever.  No        *)
(* primary is trusted: any value may be proposed to anyone at any time,    *)
(* and any valid new-view may be shown to anyone.  At most F replicas are  *)
(* faulty at once: Byzantine (for good), or without their log and not      *)
(* voting yet.                                                             *)
(*                                                                         *)
(* Execution is left out: a block that q members committed to may be       *)
(* executed and certified from then on, or later, or never.                *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, TLC

CONSTANTS
  Replicas,      \* the members
  F,             \* so many are faulty at once
  L,             \* windowBlocks
  MaxHeight,     \* the longest chain
  MaxView,       \* the highest view
  MaxLosses,     \* so many logs are lost, one after the other
  Losers,        \* who may lose its log,
  Liars,         \* who may turn Byzantine, once all those logs are lost,
  Leavers,       \* and who may send view-changes
  Apart,         \* nobody votes further above the last block that all know to be certified
  BoundWindows,  \* a learner's bound is C + BoundWindows * L
  Spread,        \* whether a new-view must keep to the bounds: bases less than L apart, min-s + L
  OwnDecision    \* whether a learner votes again by a decision at its bound, from that one's view
                 \* on; otherwise once its bound is certified, in whatever view

Q == (Cardinality(Replicas) + F + 2) \div 2
Heights == 1..MaxHeight
Views == 0..MaxView

(* A prepare binds its signer to nothing that it is not bound to already:  *)
(* in one view a second value for a height is of use only if someone votes *)
(* twice there, which LivesApart rules out.  So a view has one value for a *)
(* height, and whoever may prepare it does so at once.  View 0's value is  *)
(* called 1, another one 2, the null request 0; None is not yet any.       *)
None == 3

VARIABLES
  view, active,  \* of each replica
  plan,          \* what its new-view fixed: a set of <<height, value>>
  cert,          \* its highest certified height
  value,         \* of each view and height
  prep, com,     \* of each view and height: who signed a prepare, a commit
  vcs,           \* of each replica: the view-changes it signed, <<new view, base, proofs>>
  lost,          \* the highest number that it voted on in a life whose log is lost
  learner, bound,
  byz, losses

vars == <<view, active, plan, cert, value, prep, com, vcs, lost, learner, bound, byz, losses>>

Max(S) == CHOOSE x \in S : \A y \in S : y <= x
Min(S) == CHOOSE x \in S : \A y \in S : x <= y
Honest == Replicas \ byz
Learners == {r \in Honest : learner[r]}
Voters == {r \in Honest : ~learner[r]}
Floor == Min({cert[r] : r \in Honest})

Quorum(signers) == Cardinality(signers \cup byz) >= Q
Prepared(v, h) == value[v][h] # None /\ Quorum(prep[v][h])
Committed(v, h) == value[v][h] # None /\ Quorum(com[v][h])

Init ==
  /\ view = [r \in Replicas |-> 0]
  /\ active = [r \in Replicas |-> TRUE]
  /\ plan = [r \in Replicas |-> {}]
  /\ cert = [r \in Replicas |-> 0]
  /\ value = [v \in Views |-> [h \in Heights |-> IF v = 0 THEN 1 ELSE None]]
  /\ prep = [v \in Views |-> [h \in Heights |-> {}]]
  /\ com = [v \in Views |-> [h \in Heights |-> {}]]
  /\ vcs = [r \in Replicas |-> {}]
  /\ lost = [r \in Replicas |-> 0]
  /\ learner = [r \in Replicas |-> FALSE]
  /\ bound = [r \in Replicas |-> 0]
  /\ byz = {}
  /\ losses = 0

----------------------------------------------------------------------------
(* The normal case.                                                        *)

InWindow(r, h) == cert[r] < h /\ h <= cert[r] + L

Allowed(r, h) ==
  IF \E c \in plan[r] : c[1] >= h THEN {c[2] : c \in {x \in plan[r] : x[1] = h}} ELSE {1, 2}

Willing(v, h, d) ==
  {r \in Voters : view[r] = v /\ active[r] /\ InWindow(r, h) /\ d \in Allowed(r, h)}

InReach == {h \in Heights : Floor < h /\ h <= Floor + Apart}

Late(v, h) == value[v][h] # None /\ ~(Willing(v, h, value[v][h]) \subseteq prep[v][h])

Settled == \A v \in Views, h \in InReach : ~Late(v, h)

Prepare(v, h) ==
  /\ h \in InReach
  /\ \E d \in IF value[v][h] = None THEN 0..2 ELSE {value[v][h]} :
       /\ ~(Willing(v, h, d) \subseteq prep[v][h])
       /\ value' = [value EXCEPT ![v][h] = d]
       /\ prep' = [prep EXCEPT ![v][h] = @ \cup Willing(v, h, d)]
  /\ UNCHANGED <<view, active, plan, cert, com, vcs, lost, learner, bound, byz, losses>>

Commit(r, h) ==
  LET v == view[r] IN
  /\ r \in Voters /\ active[r] /\ InWindow(r, h)
  /\ r \in prep[v][h] /\ Prepared(v, h) /\ r \notin com[v][h]
  /\ com' = [com EXCEPT ![v][h] = @ \cup {r}]
  /\ UNCHANGED <<view, active, plan, cert, value, prep, vcs, lost, learner, bound, byz, losses>>

----------------------------------------------------------------------------
(* The view change.                                                        *)

\* A proof <<view, height>>: prepared there; of several for one height only the latest view's.
Latest(proofs) == {p \in proofs : \A o \in proofs : o[2] = p[2] => o[1] <= p[1]}

ViewChange(r, v, base) ==
  LET mine == UNION {{<<u, h>> : h \in {x \in Heights : x > base /\ r \in com[u][x]}} : u \in Views}
  IN <<v, base, Latest(mine)>>

\* The next block is known to be certified. Who has left its view repeats its view-change with it.
Certify(r) ==
  LET h == cert[r] + 1 IN
  /\ r \in Honest /\ h <= MaxHeight
  /\ \E v \in Views : Committed(v, h)
  /\ cert' = [cert EXCEPT ![r] = h]
  /\ plan' = [plan EXCEPT ![r] = {c \in @ : c[1] > h}]
  /\ vcs' = IF active[r] THEN vcs ELSE [vcs EXCEPT ![r] = @ \cup {ViewChange(r, view[r], h)}]
  /\ UNCHANGED <<view, active, value, prep, com, lost, learner, bound, byz, losses>>

Leave(r, v) ==
  /\ r \in Voters \cap Leavers /\ v > view[r]
  /\ view' = [view EXCEPT ![r] = v]
  /\ active' = [active EXCEPT ![r] = FALSE]
  /\ vcs' = [vcs EXCEPT ![r] = @ \cup {ViewChange(r, v, cert[r])}]
  /\ plan' = [plan EXCEPT ![r] = {}]
  /\ UNCHANGED <<cert, value, prep, com, lost, learner, bound, byz, losses>>

\* A Byzantine member's view-change: a base that is in nobody's way, and any genuine proof, or none.
ByzantineProofs(v) ==
  {{}} \cup
    IF byz = {} THEN {} ELSE UNION {{{<<u, h>>} : h \in {x \in InReach : Prepared(u, x)}} : u \in 0..(v - 1)}

\* One view-change of each of these members.
Choices(members, v) ==
  {f \in [members -> UNION {{m \in vcs[r] : m[1] = v} : r \in members}] :
     \A r \in members : f[r] \in vcs[r]}

\* The plans <<min-s, fixed proposals>> of all valid new-views.
Plans(v) ==
  UNION {
    UNION {
      {LET minS == Max({f[m][2] : m \in members})
           proofs == Latest({p \in more \cup UNION {f[m][3] : m \in members} : p[2] > minS})
           top == Max({minS} \cup {p[2] : p \in proofs})
           chosen(h) == {p \in proofs : p[2] = h}
       IN <<minS,
            {<<h, IF chosen(h) = {} THEN 0 ELSE LET p == CHOOSE p \in chosen(h) : TRUE
                                               IN value[p[1]][h]>> : h \in (minS + 1)..top}>>
         : more \in ByzantineProofs(v)}
      : f \in {g \in Choices(members, v) :
                 Spread => \A m, o \in members :
                             /\ g[m][2] + L > g[o][2]
                             /\ \A p \in g[m][3] : \E x \in members : p[2] <= g[x][2] + L}}
    : members \in {s \in SUBSET Honest : Cardinality(s) + Cardinality(byz) = Q}}

Enter(r, v) ==
  /\ r \in Honest
  /\ v > view[r] \/ (v = view[r] /\ ~active[r])
  /\ Cardinality({x \in Honest : \E m \in vcs[x] : m[1] = v} \cup byz) >= Q
  /\ \E p \in Plans(v) :
       LET height == Max({cert[r], p[1]})
       IN /\ cert' = [cert EXCEPT ![r] = height]
          /\ plan' = [plan EXCEPT ![r] = {c \in p[2] : c[1] > height}]
  /\ view' = [view EXCEPT ![r] = v]
  /\ active' = [active EXCEPT ![r] = TRUE]
  /\ UNCHANGED <<value, prep, com, vcs, lost, learner, bound, byz, losses>>

----------------------------------------------------------------------------
(* Faults.                                                                 *)

Room == Cardinality(byz) + Cardinality(Learners) < F

TurnByzantine(r) ==
  /\ Room /\ r \in Voters \cap Liars /\ losses = MaxLosses
  /\ byz' = byz \cup {r}
  /\ UNCHANGED <<view, active, plan, cert, value, prep, com, vcs, lost, learner, bound, losses>>

VotedOn(r) == {h \in Heights : \E v \in Views : r \in prep[v][h]}

\* The log is lost.  The answers come at once, which gives the lowest bound; they are those of
\* voters and of Byzantine members, and the replica's own ledger adds nothing.
LoseLog(r) ==
  /\ Room /\ r \in Voters \cap Losers /\ losses < MaxLosses
  /\ \E answering \in SUBSET (Voters \ {r}) :
       /\ Cardinality(answering) + Cardinality(byz) >= Q
       /\ bound' = [bound EXCEPT ![r] = Max({cert[a] : a \in answering}) + BoundWindows * L]
  /\ lost' = [lost EXCEPT ![r] = Max({@} \cup VotedOn(r))]
  /\ learner' = [learner EXCEPT ![r] = TRUE]
  /\ view' = [view EXCEPT ![r] = 0]
  /\ active' = [active EXCEPT ![r] = TRUE]
  /\ plan' = [plan EXCEPT ![r] = {}]
  /\ losses' = losses + 1
  /\ UNCHANGED <<cert, value, prep, com, vcs, byz>>

VoteAgain(r) ==
  /\ r \in Learners
  /\ IF OwnDecision
     THEN \E v \in 0..view[r], h \in Heights :
            bound[r] <= h /\ h <= cert[r] + L /\ Committed(v, h)
     ELSE cert[r] >= bound[r]
  /\ learner' = [learner EXCEPT ![r] = FALSE]
  /\ bound' = [bound EXCEPT ![r] = 0]
  /\ UNCHANGED <<view, active, plan, cert, value, prep, com, vcs, lost, byz, losses>>

Next ==
  \/ \E v \in Views, h \in Heights : Prepare(v, h)
  \/ /\ Settled
     /\ \E r \in Replicas :
          \/ Certify(r) \/ \E h \in InReach : Commit(r, h)
          \/ \E v \in Views : Leave(r, v) \/ Enter(r, v)
          \/ TurnByzantine(r) \/ LoseLog(r) \/ VoteAgain(r)

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
(* What must hold.                                                         *)

\* No two blocks are committed at one height: so none are executed, certified or told.
Agreement ==
  \A h \in Heights : \A v, w \in Views :
    Committed(v, h) /\ Committed(w, h) => value[v][h] = value[w][h]

\* Nobody votes in a later view against what is committed, whether he knows of it or not.
Carried ==
  \A h \in Heights : \A v, w \in Views :
    v < w /\ Committed(v, h) /\ value[w][h] \notin {None, value[v][h]} => prep[w][h] \subseteq byz

\* Who votes again does so above all that an earlier life of his voted on.
LivesApart == \A r \in Voters : lost[r] <= cert[r]

----------------------------------------------------------------------------
(* For the checker.  Votes at heights that all have behind them change     *)
(* nothing any more; nor does the height itself, but for the differences;  *)
(* replicas differ in their names only.                                    *)

Essence ==
  LET lo == Floor
      hi == IF lo + Apart < MaxHeight THEN lo + Apart ELSE MaxHeight
      Rel(h) == IF h > lo THEN h - lo ELSE 0
      Kept(table) == [v \in Views |-> [i \in 1..(hi - lo) |-> table[v][lo + i]]]
      Signers(table) == [v \in Views |-> [i \in 1..(hi - lo) |-> table[v][lo + i] \ byz]]
      Useful(v) == \E x \in Honest : view[x] < v \/ (view[x] = v /\ ~active[x])
      Old(base) == IF base + 2 * L > lo THEN base + 2 * L - lo ELSE 0
  IN <<[r \in Replicas |-> IF r \in byz THEN <<>>
          ELSE <<view[r], active[r], {<<Rel(c[1]), c[2]>> : c \in plan[r]}, Rel(cert[r]),
                 Rel(lost[r]), learner[r], Rel(bound[r])>>],
       Kept(value), Signers(prep), Signers(com),
       [r \in Honest |-> {<<m[1], Old(m[2]), {<<p[1], Rel(p[2])>> : p \in m[3]}>>
                            : m \in {x \in vcs[r] : Useful(x[1])}}],
       byz, losses>>

Symmetry == Permutations(Replicas \ (Losers \cup Liars \cup Leavers))
=============================================================================
