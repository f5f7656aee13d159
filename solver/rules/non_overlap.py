"""A table has one party at a time: at most one seating per (table, maximal clique of windows)."""

import numpy as np

from solver.arrays import Bools, Ints
from solver.candidates import Candidates
from solver.cliques import maximal_cliques, slot_groups


def groups(candidates: Candidates) -> list[Ints]:
    """Return groups of candidates of which at most one can be chosen.

    For every table the cliques of just the bookings that could sit there are taken: fewer and
    smaller than those of the whole day. Tables with the same bookings share the computation.
    """
    in_set = candidates.sets.contains()[:, : len(candidates.sets.tables)]
    uses = in_set[candidates.table_set]
    cliques_of: dict[bytes, Bools] = {}
    result = []
    for table in range(uses.shape[1]):
        here = np.flatnonzero(uses[:, table])
        guests = np.unique(candidates.booking[here])
        key = guests.tobytes()
        if key not in cliques_of:
            cliques_of[key] = _cliques(candidates, guests)
        position = np.searchsorted(guests, candidates.booking[here])
        for clique in cliques_of[key]:
            group = here[clique[position]]
            if len(group) > 1:
                result.append(group)
    return result


def _cliques(candidates: Candidates, guests: Ints) -> Bools:
    spans = candidates.spans[guests]
    in_time = maximal_cliques(spans)
    by_slot = slot_groups([candidates.bookings[row].slot for row in guests], spans)
    extra = np.zeros((len(by_slot), len(guests)), dtype=np.bool_)
    for row, group in enumerate(by_slot):
        extra[row, group] = True
    return np.vstack([in_time, extra]) if len(by_slot) else in_time
