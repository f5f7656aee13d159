"""How much the proofs try: the short form of `make test`, and the long one of `make soak`."""

import os

SOAK = "MAITRED_SOAK_SECONDS" in os.environ

BOUNDARY_EXAMPLES = 2000 if SOAK else 150
DEADLOCK_SESSIONS = 8
DEADLOCK_COMMITS = 20_000 if SOAK else 80

IDEMPOTENT_KEYS = 5000 if SOAK else 40
MISMATCHES = 1000 if SOAK else 20
