"""Some tables of a class stay free for guests who walk in."""

import numpy as np

from models.booking import Occupied
from models.house import HoldBack
from solver.arrays import Bools, Ints, microseconds
from solver.candidates import Candidates
from solver.limits import Load
from solver.rules import locks, occupancy
from solver.rules.occupancy import Claim


def loads(candidates: Candidates) -> list[Load]:
    """Return one load of tables for every hold-back."""
    return [_load(candidates, item) for item in candidates.problem.hold_backs]


def _load(candidates: Candidates, held: HoldBack) -> Load:
    """At every start of a claim within the window, and at its own: tables of the class in use."""
    problem, sets = candidates.problem, candidates.sets
    inside = np.array([held.tables.has(table) for table in problem.venue.tables] + [False])
    opens, closes = microseconds(held.window.start), microseconds(held.window.end)
    taken, spans = _taken(candidates, inside)
    starts = np.unique(np.concatenate([[opens], candidates.spans[:, 0], spans[:, 0]]))
    moments = starts[(opens <= starts) & (starts < closes)]
    busy = _covers(spans, moments)
    settled = [len(np.unique(taken[row])) for row in busy]
    return Load(
        use=inside[sets.members].sum(axis=1)[candidates.table_set],
        moments=_covers(candidates.spans, moments),
        limit=inside.sum() - held.keep - np.array(settled, dtype=np.int64),
    )


def _taken(candidates: Candidates, inside: Bools) -> tuple[Ints, Ints]:
    """Return tables of the class and the windows (microseconds) in which they are settled.

    What a booking that is still to be decided holds does not count: its seating takes its place.
    """
    problem = candidates.problem
    index = {table: i for i, table in enumerate(candidates.sets.tables.ids)}
    undecided = {booking.id for booking in locks.undecided(problem)}
    settled: list[Occupied | Claim] = [*problem.occupancy, *occupancy.fixed_claims(problem)]
    claims = [
        (index[item.table], microseconds(item.window.start), microseconds(item.window.end))
        for item in settled
        if inside[index[item.table]] and item.booking not in undecided
    ]
    found = np.array(claims, dtype=np.int64).reshape(-1, 3)
    return found[:, 0], found[:, 1:]


def _covers(spans: Ints, moments: Ints) -> Bools:
    """Return M x N: which windows contain which moments."""
    moment = moments[:, None]
    return np.asarray((spans[:, 0] <= moment) & (moment < spans[:, 1]))
