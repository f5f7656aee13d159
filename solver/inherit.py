"""The bound of a day, taken over from a day that leaves no less choice.

A bound of the base holds for another day when every plan of that day is also a plan of the base and
is worth at least as much there. Candidate by candidate, that is so when

1. every booking that the day decides is one that the base decides, with the same window and slot:
   then two candidates exclude each other on the day exactly when they do in the base;
2. every candidate of the day, as a booking on a set of tables, is a candidate of the base, moves
   the booking in both or in neither, and gains no more in the leading tier than it does there;
3. whoever must be seated in the base must be seated on the day;
4. the base limits no moves, or the day allows no more of them;
5. nothing in the base's leading tier looks at several bookings at once. On the day such a limit
   only takes points away.

So the best plan of the day, read as a choice of the base, is legal there and worth no less; and
nothing is worth more than the base's bound. What is fixed on either day is in no candidate, and
counts in neither bound.
"""

import numpy as np

from solver.arrays import Ints
from solver.candidates import Candidates
from solver.search import Search

Choice = tuple[str, tuple[str, ...]]


def inherited_bound(base: Search, day: Search) -> int | None:
    """Return the base's bound of the leading tier if it holds for the day, in centipoints over the
    candidates; None if that is not proven.
    """
    bound, ours, theirs = base.bounds[0], day.candidates, base.candidates
    same_tier = day.objective.tiers[0][0] == base.objective.tiers[0][0]
    coupled = any(limit.tier == 0 for limit in base.objective.limits)
    if bound is None or coupled or not same_tier or not _bookings_match(theirs, ours):
        return None
    most, allowed = theirs.problem.max_moves, ours.problem.max_moves
    if most is not None and (allowed is None or allowed > most):
        return None
    known = {choice: at for at, choice in enumerate(_choices(theirs))}
    at = np.array([known.get(choice, -1) for choice in _choices(ours)], dtype=np.int64)
    if (at < 0).any() or (theirs.moves[at] != ours.moves).any():
        return None
    gains: Ints = base.objective.tiers[0][1][at]
    return bound if (day.objective.tiers[0][1] <= gains).all() else None


def _bookings_match(theirs: Candidates, ours: Candidates) -> bool:
    """Tell whether all bookings are the base's, at the same time, and seated if they must be."""
    mine = {item.id: row for row, item in enumerate(ours.bookings)}
    known = {item.id: item for item in theirs.bookings}
    same = all(
        item.id in known
        and (known[item.id].window, known[item.id].slot) == (item.window, item.slot)
        for item in ours.bookings
    )
    must = [theirs.bookings[row].id for row in np.flatnonzero(theirs.protected)]
    return same and all(key in mine and ours.protected[mine[key]] for key in must)


def _choices(candidates: Candidates) -> list[Choice]:
    names = [candidates.sets.ids(number) for number in range(len(candidates.sets))]
    owners = [item.id for item in candidates.bookings]
    return [
        (owners[row], names[number])
        for row, number in zip(
            candidates.booking.tolist(), candidates.table_set.tolist(), strict=True
        )
    ]
