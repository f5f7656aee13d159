"""Large neighbourhood search: free the bookings around one, solve that part, repeat.

Freed are the bookings nearest in time to one that has no table (or to a random one). Two moves
take turns by the time they take, the one that gains more per second more often:

- *pooled*: every single table and the merges of a few zones, with the pooled model (HiGHS);
- *exact*: all that the freed bookings could have, those of one zone first, with CP-SAT.

How many bookings are freed follows what the engine manages: more while parts are solved to the
end quickly, fewer when they are not. A task that counts work instead of time gets exact moves
only: CP-SAT can count it, so that every run takes the same steps.
"""

import time
from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools, Ints
from solver.best import Best
from solver.colouring import Seats
from solver.cpsat import PartSolver
from solver.instance import Instance
from solver.limits import slacks
from solver.messages import Task
from solver.milp import Floor, Interrupt, solve_milp
from solver.model import ChoiceModel
from solver.parts import Part, freed
from solver.pooled import conflicts, pooled_model, tables_in_merges

MOST_ZONES = 3
"""Zones whose merges a pooled move frees at most."""

POOLED_SIZE, EXACT_SIZE = 120, 60
"""Bookings that are freed at first."""

SMALLEST_SIZE, LARGEST_SIZE = 30, 400

QUICK_SECONDS, SLOW_SECONDS = 0.12, 0.6
"""Parts that are solved sooner grow; a pooled part gets no more than the latter, and shrinks."""

PART_SECONDS = 1.5
"""Most time (or work) for one part. A choice, not a measurement: a few fit into a short budget."""

LEAST_WORK = 0.01
"""Deterministic seconds that a part costs at least: building it takes time that is not counted."""

LEAST_SHARE = 0.1
"""Share of the time that a move gets although it gains nothing."""


@dataclass
class Move:
    """What is known of a kind of move: what it took and gained, and how much it frees."""

    size: float
    zones: int = 0
    """Zones whose merges are freed; 0 for exact moves."""
    seconds: float = 0.0
    gained: float = 0.0

    def learn(self, seconds: float, gain: float, *, finished: bool) -> None:
        """Remember how a move went; older moves fade."""
        self.seconds, self.gained = 0.9 * self.seconds + seconds, 0.9 * self.gained + gain
        step = 0.85 if not finished else 1.1 if seconds < QUICK_SECONDS else 1.0
        self.size = float(np.clip(self.size * step, SMALLEST_SIZE, LARGEST_SIZE))


class NeighbourhoodSearch:
    """One run over a day that is too large for the exact model."""

    def __init__(self, task: Task, best: Best) -> None:
        self._instance: Instance = task.instance
        self._best = best
        self._until = task.until
        self._random = np.random.default_rng(task.seed + 1)
        self._seed = task.seed
        self._exact = PartSolver(task.seed)
        self._interrupt = Interrupt()
        self._work_left = task.work
        self._moves = [Move(EXACT_SIZE)]
        if task.work is None:
            self._moves += [Move(POOLED_SIZE, zones) for zones in range(1, MOST_ZONES + 1)]
        self._spent = dict.fromkeys(range(len(self._moves)), 0.0)

    def stop(self) -> None:
        """Give up at once."""
        self._exact.stop()
        self._interrupt.stop()

    def run(self) -> None:
        """Improve part after part until time, or work, is up."""
        while not self._interrupt.asked and len(self._instance.booking):
            left = self._until - time.monotonic()
            if left <= 0.05 or (self._work_left is not None and self._work_left <= 0):
                return
            number = self._next()
            move, before, began = self._moves[number], self._best.value, time.monotonic()
            if move.zones:
                finished = self._pooled(move, min(SLOW_SECONDS, left))
            else:
                finished = self._exactly(move, left)
            seconds = time.monotonic() - began
            self._spent[number] += seconds
            # What counts work must not depend on the clock: every part is as quick as the last.
            known = 0.0 if self._work_left is not None else seconds
            move.learn(known, _gain(before, self._best.value), finished=finished)

    def _next(self) -> int:
        """Return the move that has had the least time for what it is worth."""
        rates = [move.gained / max(move.seconds, 1e-9) for move in self._moves]
        total = sum(rates) or 1.0
        shares = [max(rate / total, LEAST_SHARE) for rate in rates]
        return min(self._spent, key=lambda number: self._spent[number] / shares[number])

    def _pooled(self, move: Move, seconds: float) -> bool:
        """Free single tables, and the merges of some zones; tell whether that is solved."""
        instance, chosen = self._instance, self._best.chosen
        free = self._around(chosen, move.size)
        zones = np.unique(instance.zone)
        open_zones = self._random.permutation(zones)[: move.zones]
        inside = np.append(np.isin(instance.zone, open_zones), True)
        within = np.asarray(inside[instance.members[instance.table_set]].all(axis=1))
        merged = chosen[~instance.single[chosen] & ~within[chosen]]
        stays = np.union1d(chosen[~free[instance.booking[chosen]]], merged)
        part = freed(instance, free, stays, within)
        answer, finished = self._solve_pooled(part, seconds)
        if answer is not None:
            self._best.offer(part.bookings, part.candidates[answer])
        return finished

    def _solve_pooled(self, part: Part, seconds: float) -> tuple[Ints | None, bool]:
        """Solve a part tier by tier; return its best choice, and whether that is proven."""
        model = pooled_model(part.instance, tables_in_merges(part.instance))
        seats, best = Seats(part.instance), None
        floors: list[Floor] = []
        until = time.monotonic() + seconds
        for gain in model.gains:
            answer = solve_milp(
                model,
                gain,
                floors,
                until - time.monotonic(),
                seed=self._seed,
                interrupt=self._interrupt,
            )
            if answer.chosen is None:
                return best, False
            best = seats.decode(model, answer.chosen)
            value = part.instance.value(best)[len(floors)]
            if value != answer.bound or time.monotonic() >= until:
                return best, False
            floors.append(Floor(gain, value))
        return best, True

    def _exactly(self, move: Move, seconds: float) -> bool:
        """Free everything the bookings around one could have; tell whether that is solved."""
        instance, chosen = self._instance, self._best.chosen
        free = self._around(chosen, move.size)
        stays = chosen[~free[instance.booking[chosen]]]
        part = freed(instance, free, stays)
        if not len(part.candidates):
            return True
        start = np.flatnonzero(np.isin(part.candidates, chosen))
        work = None
        if self._work_left is None:
            seconds = min(PART_SECONDS, seconds)
        else:
            work = min(PART_SECONDS, self._work_left)
        answer, finished, used = self._exact.solve(part_model(part.instance), start, seconds, work)
        if self._work_left is not None:
            self._work_left -= max(used, LEAST_WORK)
        self._best.offer(part.bookings, part.candidates[answer])
        return finished

    def _around(self, chosen: Ints, size: float) -> Bools:
        """Choose which bookings to free."""
        instance = self._instance
        count = len(instance.spans)
        seated = np.zeros(count, dtype=np.bool_)
        seated[instance.booking[chosen]] = True
        possible = np.flatnonzero(~seated & (np.diff(instance.offset) > 0))
        centre = self._random.choice(possible if len(possible) else np.arange(count))
        middle = instance.spans.mean(axis=1)
        distance = np.abs(middle - middle[centre])
        distance += self._random.uniform(0, 0.1, count) * (distance.max() + 1)
        if self._random.random() < 0.5:
            distance = np.where(self._elsewhere(chosen, centre), distance * 3, distance)
        free = np.zeros(count, dtype=np.bool_)
        free[np.argsort(distance)[: round(size)]] = True
        free[centre] = True
        return free

    def _elsewhere(self, chosen: Ints, centre: int) -> Bools:
        """Bookings that do not sit in the zone of one of the centre's candidates."""
        instance = self._instance
        low, high = instance.offset[centre], instance.offset[centre + 1]
        first = instance.members[instance.table_set, 0]
        zone = instance.zone[first[self._random.integers(low, high)]] if high > low else 0
        elsewhere = np.ones(len(instance.spans), dtype=np.bool_)
        elsewhere[instance.booking[chosen[instance.zone[first[chosen]] == zone]]] = False
        return elsewhere


def _gain(before: tuple[int, ...], after: tuple[int, ...]) -> float:
    """Return by what share the first tier that changed has grown."""
    changed = ((a - b) / max(1, abs(b)) for b, a in zip(before, after, strict=True) if a != b)
    return next(changed, 0.0)


def part_model(instance: Instance) -> ChoiceModel:
    """Build the exact model of a part."""
    groups = np.split(np.arange(len(instance.booking)), instance.offset[1:-1])
    must = instance.protected
    moves = np.flatnonzero(instance.moves)
    members = instance.members[instance.table_set]
    shared: list[Ints] = []
    for table in np.unique(members[members < instance.tables]):
        here = np.flatnonzero((members == table).any(axis=1))
        guests, position = np.unique(instance.booking[here], return_inverse=True)
        rows = conflicts(instance, guests)[:, position.ravel()]
        shared += [here[row] for row in rows if row.sum() > 1]
    limited = instance.max_moves is not None and len(moves)
    return ChoiceModel(
        size=len(instance.booking),
        at_most_one=(
            *(g for g, m in zip(groups, must, strict=True) if not m and len(g) > 1),
            *shared,
        ),
        exactly_one=tuple(g for g, m in zip(groups, must, strict=True) if m),
        at_most=((moves, instance.max_moves or 0),) if limited else (),
        tiers=instance.gains,
        slacks=slacks(instance.limits, instance.booking, np.arange(len(instance.booking))),
    )
