------------------------------- MODULE Handover ------------------------------
(***************************************************************************)
(* From one epoch to the next, as PROTOCOL.md, section 6, has it: the      *)
(* result of executing a block may be a new membership, in force from the  *)
(* next height on; what the old members decided above it is void; nothing  *)
(* of the new epoch is executed before the old members have certified      *)
(* their last block.                                                       *)
(*                                                                         *)
(* That one epoch decides one value for a height is module Amnesia's       *)
(* business and is taken for granted here.                                 *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
  First,      \* the members of epoch 0
  Second,     \* and those of epoch 1
  F,          \* so many of either may be Byzantine
  L,          \* windowBlocks
  MaxHeight,
  VoidAbove,  \* whether decisions of the old epoch above its last block are void
  HandOver    \* whether execution waits for the last block's certificate

All == First \cup Second
Members(e) == IF e = 0 THEN First ELSE Second
Q(e) == (Cardinality(Members(e)) + F + 2) \div 2
Heights == 1..MaxHeight
Epochs == 0..1
Change == "change"   \* its execution changes the membership
Blocks == {"old", "new", Change}

VARIABLES
  chain,    \* of each replica: the blocks it executed
  decided,  \* of each epoch and height: the value its members vote for
  byz

vars == <<chain, decided, byz>>

Last(c) == IF \E h \in DOMAIN c : c[h] = Change THEN CHOOSE h \in DOMAIN c : c[h] = Change ELSE 0
EpochAfter(c) == IF Last(c) = 0 THEN 0 ELSE 1
EpochOf(c) == EpochAfter(SubSeq(c, 1, Len(c) - 1))   \* in which the chain's last block was ordered
Honest == All \ byz
Quorum(signers, e) == Cardinality((signers \cup byz) \cap Members(e)) >= Q(e)

\* Whoever may commit has done so: a commit binds to nothing in this module. A member of the epoch
\* that it is in commits up to L above what it executed there.
Committed(r, e, h) ==
  LET c == chain[r]
      inOld == IF Last(c) = 0 THEN Len(c) ELSE Last(c) - 1
  IN IF e = 0 THEN h <= inOld + L ELSE Last(c) # 0 /\ Last(c) < h /\ h <= Len(c) + L

Decided(e, h) == Quorum({r \in Members(e) : Committed(r, e, h)}, e)

\* A checkpoint vote follows each execution, by members of the block's epoch. A header's hash
\* stands for the chain that leads to it.
Signed(r, c) == Len(c) <= Len(chain[r]) /\ SubSeq(chain[r], 1, Len(c)) = c
Certified(e, c) == Quorum({r \in Members(e) : Signed(r, c)}, e)

Init ==
  /\ chain = [r \in All |-> <<>>]
  /\ \E last \in Heights \cup {0} :
       decided = [e \in Epochs |-> [h \in Heights |->
                    IF e = 1 THEN "new" ELSE IF h = last THEN Change ELSE "old"]]
  /\ byz \in {b \in SUBSET All : Cardinality(b \cap First) <= F /\ Cardinality(b \cap Second) <= F}

Append1(r, d) ==
  /\ chain' = [chain EXCEPT ![r] = Append(@, d)]
  /\ UNCHANGED <<decided, byz>>

HandedOver(c) == Last(c) = 0 \/ Certified(0, SubSeq(c, 1, Last(c)))

Execute(r) ==
  LET h == Len(chain[r]) + 1
      own == EpochAfter(chain[r])
  IN
  /\ r \in Honest \cap Members(own) /\ h <= MaxHeight
  /\ HandOver => HandedOver(chain[r])
  /\ \E e \in IF VoidAbove THEN {own} ELSE 0..own :
       Decided(e, h) /\ Append1(r, decided[e][h])

\* Any replica, a joiner or an observer too, takes blocks by their certificates.
Fetch(r) ==
  /\ r \in Honest /\ Len(chain[r]) < MaxHeight
  /\ \E d \in Blocks :
       LET c == Append(chain[r], d) IN Certified(EpochOf(c), c) /\ Append1(r, d)

Next == \E r \in All : Execute(r) \/ Fetch(r)

Spec == Init /\ [][Next]_vars

\* No two blocks are executed at one height.
Agreement ==
  \A r, s \in Honest : \A h \in DOMAIN chain[r] \cap DOMAIN chain[s] : chain[r][h] = chain[s][h]

\* Whoever comes later finds the old members' word for the new ones, before anything rests on it.
Vouched ==
  \A r \in Honest : Len(chain[r]) > Last(chain[r]) => HandedOver(chain[r])
=============================================================================
