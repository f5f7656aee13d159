"""Upper bounds on what any plan can reach."""

import numpy as np

from solver.candidates import Candidates
from solver.objective import Objective


def trivial_bound(candidates: Candidates, objective: Objective) -> int:
    """Return the leading tier's bound when every booking gets its best candidate (centipoints).

    Valid for every rule and weight: it ignores that tables are shared, and counts of the limits
    only what is over them whatever is chosen.
    """
    gain = objective.tiers[0][1]
    best = np.zeros(len(candidates.bookings), dtype=np.int64)
    np.maximum.at(best, candidates.booking, gain)
    must = candidates.protected
    forced = np.full(len(candidates.bookings), np.iinfo(np.int64).min, dtype=np.int64)
    np.maximum.at(forced, candidates.booking, gain)
    nobody = np.zeros(0, dtype=np.int64)
    unavoidable = sum(
        limit.price * limit.load.over(candidates.booking, nobody)
        for limit in objective.limits
        if limit.tier == 0
    )
    return int(best[~must].sum() + forced[must].sum()) - unavoidable
