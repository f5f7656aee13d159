"""Large neighbourhood search: free the bookings around one, solve that part exactly, repeat.

Freed are the bookings nearest in time to a booking that has no table (or to a random one), those
that sit in the same zone first. CP-SAT solves what that leaves open. The number freed follows what
the engine manages: it grows while parts are solved to the end, and shrinks when they are not.
"""

import time

import numpy as np

from solver.arrays import Bools, Ints
from solver.best import Best
from solver.cpsat import PartSolver
from solver.instance import Instance
from solver.limits import slacks
from solver.messages import Task
from solver.model import ChoiceModel
from solver.pooled import conflicts, fixed_clashes

FIRST_SIZE = 60
SMALLEST_SIZE, LARGEST_SIZE = 30, 160
PART_SECONDS = 1.5
"""Most time (or work) for one part. A choice, not a measurement: a few fit into a short budget."""

LEAST_WORK = 0.01
"""Deterministic seconds that a part costs at least: building it takes time that is not counted."""


class NeighbourhoodSearch:
    """One run over a day that is too large for the exact model."""

    def __init__(self, task: Task, best: Best) -> None:
        self._instance: Instance = task.instance
        self._best = best
        self._until = task.until
        self._random = np.random.default_rng(task.seed + 1)
        self._size: float = FIRST_SIZE
        self._work_left = task.work
        self._solver = PartSolver(task.seed)

    def stop(self) -> None:
        """Give up at once."""
        self._solver.stop()

    def run(self) -> None:
        """Improve part after part until time is up."""
        while not self._solver.stopped:
            left = self._until - time.monotonic()
            if left <= 0.05 or not len(self._instance.booking):
                return
            if self._work_left is None:
                self._improve(min(PART_SECONDS, left))
            elif self._work_left > 0:
                self._improve(left, min(PART_SECONDS, self._work_left))
            else:
                return

    def _improve(self, seconds: float, work: float | None = None) -> None:
        instance, chosen = self._instance, self._best.chosen
        if not len(instance.spans):
            return
        freed = self._around(chosen)
        kept = chosen[~freed[instance.booking[chosen]]]
        part = open_candidates(instance, freed, kept)
        if not len(part):
            return
        model = part_model(instance, part, kept)
        start = np.flatnonzero(np.isin(part, chosen))
        answer, finished, used = self._solver.solve(model, start, seconds, work)
        if self._work_left is not None:
            self._work_left -= max(used, LEAST_WORK)
        self._best.offer(np.sort(np.concatenate([kept, part[answer]])))
        step = 1.1 if finished else 0.9
        self._size = float(np.clip(self._size * step, SMALLEST_SIZE, LARGEST_SIZE))

    def _around(self, chosen: Ints) -> Bools:
        """Choose which bookings to free."""
        instance = self._instance
        count = len(instance.spans)
        seated = np.zeros(count, dtype=np.bool_)
        seated[instance.booking[chosen]] = True
        possible = np.flatnonzero(~seated & (np.diff(instance.offset) > 0))
        centre = self._random.choice(possible if len(possible) else np.arange(count))
        middle = instance.spans.mean(axis=1)
        distance = np.abs(middle - middle[centre])
        distance += self._random.uniform(0, 0.2, count) * (distance.max() + 1)
        if self._random.random() < 0.5:
            distance = np.where(self._elsewhere(chosen, centre), distance * 3, distance)
        freed = np.zeros(count, dtype=np.bool_)
        freed[np.argsort(distance)[: round(self._size)]] = True
        freed[centre] = True
        return freed

    def _elsewhere(self, chosen: Ints, centre: int) -> Bools:
        """Bookings that do not sit in the zone of one of the centre's candidates."""
        instance = self._instance
        low, high = instance.offset[centre], instance.offset[centre + 1]
        first = instance.members[instance.table_set, 0]
        zone = instance.zone[first[self._random.integers(low, high)]] if high > low else 0
        elsewhere = np.ones(len(instance.spans), dtype=np.bool_)
        elsewhere[instance.booking[chosen[instance.zone[first[chosen]] == zone]]] = False
        return elsewhere


def open_candidates(instance: Instance, freed: Bools, kept: Ints) -> Ints:
    """Return the candidates of freed bookings that nothing kept is in the way of."""
    part = np.flatnonzero(freed[instance.booking])
    taken = fixed_clashes(instance, kept)
    members = instance.members[instance.table_set[part]]
    return np.asarray(part[~taken[instance.booking[part][:, None], members].any(axis=1)])


def part_model(instance: Instance, part: Ints, kept: Ints) -> ChoiceModel:
    """Build the exact model of some candidates beside those that are kept.

    Its variables are positions in ``part``.
    """
    booking = instance.booking[part]
    owners, first = np.unique(booking, return_index=True)
    groups = np.split(np.arange(len(part)), first[1:])
    must = instance.protected[owners]
    moved = int(instance.moves[kept].sum())
    limit = None if instance.max_moves is None else instance.max_moves - moved
    moves = np.flatnonzero(instance.moves[part])
    members = instance.members[instance.table_set[part]]
    shared: list[Ints] = []
    for table in np.unique(members[members < instance.tables]):
        here = np.flatnonzero((members == table).any(axis=1))
        guests, position = np.unique(booking[here], return_inverse=True)
        rows = conflicts(instance, guests)[:, position.ravel()]
        shared += [here[row] for row in rows if row.sum() > 1]
    return ChoiceModel(
        size=len(part),
        at_most_one=(
            *(g for g, m in zip(groups, must, strict=True) if not m and len(g) > 1),
            *shared,
        ),
        exactly_one=tuple(g for g, m in zip(groups, must, strict=True) if m),
        at_most=() if limit is None or not len(moves) else ((moves, limit),),
        tiers=tuple(gain[part] for gain in instance.gains),
        slacks=slacks(instance.limits, instance.booking, columns=part, settled=kept),
    )
