"""How much the fault tests do, and what they allow: constants, so that nobody lowers them unseen.

Seconds unless the name says otherwise. ``SHARE`` values are shares of ``chaos.SECONDS``.
"""

import os

SOAK = "MAITRED_SOAK_SECONDS" in os.environ
"""The long form of ``make soak``; otherwise the short one of ``make test``."""

# How long it may take until the service works again.
FIRST_COMMIT_AFTER_CRASH = 10.0
"""From kill -9 of the postmaster, recovery included, to the first acknowledged plan."""
UNREADY_WITHIN = 3.0
READY_WITHIN = 5.0
REFUSED_WITHIN = 20.0
"""The longest request of an outage: three seconds of planning, ten until the database is given up;
and as long again, twice, for an unknown outcome, which is as rare as a COMMIT on the wire."""
SETTLED_WITHIN = 15.0
"""After a network fault has ended every request has its answer; claims of six seconds included."""
IDLE_IN_TRANSACTION_AT_MOST = 5.0
CLAIM_AT_MOST = 60.0

# How much has to be done for a test to have tested something.
POSTMASTER_SHARE = 1 / 2
POSTMASTER_KILL_EVERY = 2.0
"""Mean pause after a recovery."""
OWNER_KILL_EVERY = 12.0
NETWORK_FAULT_SHARE = 1 / 10
"""Of the time, for each of the six network faults."""
CUT_PLACES = 5
"""Answers to COMMIT are cut before, within, between and after their two messages."""
OUTAGE_SHARE = 11 / 8
"""Longer than a request waits for a database that is away, or none would be refused."""
POOL_OUTAGE = 7.8
"""Right after a pool with pauses of 1, 2, 4 and 8 seconds has begun the last one."""
LONGEST_OUTAGE = 30.0
CLIENTS_GONE_PER_SECOND = 1.5
PARALLEL_REQUESTS = 64
SMALL_POOL = 3
CRASH_EVERY = 8 / 3
"""A crash point is struck in so many of ``chaos.SECONDS``."""
DISK_STEP_BYTES = 32 * 1024
"""So much of a full disk is given back between tries."""

# The proofs of boundaries and locks.
BOUNDARY_EXAMPLES = 2000 if SOAK else 60
DEADLOCK_SESSIONS = 8
DEADLOCK_COMMITS = 20_000 if SOAK else 40

IDEMPOTENT_KEYS = 5000 if SOAK else 15
MISMATCHES = 1000 if SOAK else 20
SWEPT_KEYS = 2000 if SOAK else 40

RIVAL_ROUNDS = 300 if SOAK else 4
"""Of plans against single requests."""
RIVAL_BOOKINGS = 200 if SOAK else 40
RIVAL_BUDGET = 0.5 if SOAK else 0.2
"""Of the solver for one plan."""
RIVAL_ROWS = 20 if SOAK else 4
"""Of three tables each."""

HOLD_ATTEMPTS = 100_000 if SOAK else 240
HOLD_THREADS = 8

# Orders of each cast of sessions; None means every one.
TWO_SESSIONS_SAMPLED = None if SOAK else 1
TRIPLES_SAMPLED = 200 if SOAK else 2

EVENINGS = 300 if SOAK else 16
EVENING_STEPS = 50 if SOAK else 30

HOSTILE_REQUESTS = int(os.environ.get("MAITRED_HOSTILE_REQUESTS", 20_000 if SOAK else 1000))
NO_ANSWER_SECONDS = 20.0
"""Who has no answer by then is not going to get one; other tests may have the machine."""
PROMPT_SECONDS = 1.0
SLOW_CONNECTIONS = 100

CONTRACT_EXAMPLES = int(os.environ.get("MAITRED_CONTRACT_EXAMPLES", 200 if SOAK else 2))
"""Of every operation, in each phase that makes them up."""

EDITS = 1000 if SOAK else 60
"""Of one date, by several callers at once, within ``EDITING_SECONDS``."""
EDITING_SECONDS = 10.0 if SOAK else 1.5
MOST_SOLVES = 5
"""Plans that all these edits may cost."""
EDIT_KILLS = 20 if SOAK else 1
