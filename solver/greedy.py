"""The floor: a legal plan in milliseconds, which every other plan has to beat."""

import numpy as np

from solver.arrays import Bools, Ints
from solver.candidates import Candidates
from solver.objective import Objective

SPARE_PARTS = 1000
"""Spare seats decide only between candidates that are equally good by the objective."""


def greedy_floor(candidates: Candidates, objective: Objective) -> Ints:
    """Return the best of a few greedy plans: the chosen candidates, ascending.

    Guests who have tables keep them. Everyone else is placed one by one, in several orders, each
    on the free candidate that serves the lower tiers best.
    """
    party = np.array([booking.party for booking in candidates.bookings], dtype=np.int64)
    start = candidates.spans[:, 0]
    length = candidates.spans[:, 1] - start
    orders = (
        np.lexsort((start, -party)),
        np.lexsort((start, -_worth(candidates, objective) / length)),
        np.lexsort((-party, start)),
    )
    plans = [_place(candidates, objective, order) for order in orders]
    return max(plans, key=objective.value)


def carried_on(candidates: Candidates, objective: Objective, wanted: Ints) -> Ints:
    """Return a greedy plan that begins with wanted candidates, as far as they go together.

    ``wanted`` has one candidate per booking at most, such as what another plan gave it. Guests who
    have tables may move there, but never lose their seat for it.
    """
    party = np.array([booking.party for booking in candidates.bookings], dtype=np.int64)
    order = np.lexsort((candidates.spans[:, 0], -party))
    kept = candidates.current[candidates.protected]
    plan = _Plan(candidates, objective)
    plan.begin(np.concatenate([wanted, kept]))
    if not plan.placed[candidates.protected].all():
        plan = _Plan(candidates, objective)
        plan.begin(np.concatenate([kept, wanted]))
    return plan.complete(order)


def _worth(candidates: Candidates, objective: Objective) -> Ints:
    """Return what some candidate of each booking gains in the first tier; 0 without any."""
    worth = np.zeros(len(candidates.bookings), dtype=np.int64)
    worth[candidates.booking] = objective.tiers[0][1]
    return worth


def _place(candidates: Candidates, objective: Objective, order: Ints) -> Ints:
    plan = _Plan(candidates, objective)
    plan.begin(candidates.current[candidates.protected])
    return plan.complete(order)


class _Plan:
    """A plan that grows booking by booking."""

    def __init__(self, candidates: Candidates, objective: Objective) -> None:
        self._candidates, self._leading = candidates, objective.tiers[0][1]
        self._room, self._loads = _Room(candidates), _Loads(candidates, objective)
        self._taste, self._moves = _taste(candidates, objective), candidates.moves
        self._moves_left = candidates.problem.max_moves
        self._chosen: list[int] = []
        self.placed: Bools = np.zeros(len(candidates.bookings), dtype=np.bool_)

    def begin(self, wanted: Ints) -> None:
        """Take these candidates one by one, but for those that earlier ones rule out."""
        for candidate, row in zip(
            wanted.tolist(), self._candidates.booking[wanted].tolist(), strict=True
        ):
            if not self.placed[row] and len(self._open(row, candidate, candidate + 1)):
                self._take(row, candidate)

    def complete(self, order: Ints) -> Ints:
        """Place everyone else in an order, where that is worthwhile; return the whole choice."""
        offset = self._candidates.offset
        for row in order.tolist():
            if self.placed[row]:
                continue
            open_now = self._open(row, int(offset[row]), int(offset[row + 1]))
            leading, every = self._loads.prices(row, open_now)
            worthwhile = leading <= self._leading[open_now]
            open_now, every = open_now[worthwhile], every[worthwhile]
            if len(open_now):
                best = np.argmax(self._taste[open_now] - every * SPARE_PARTS)
                self._take(row, int(open_now[best]))
        return np.sort(np.array(self._chosen, dtype=np.int64))

    def _open(self, row: int, low: int, high: int) -> Ints:
        """Return those of a booking's candidates low to high that can still be chosen."""
        if low == high:
            return np.zeros(0, dtype=np.int64)
        open_now = low + np.flatnonzero(self._room.open(row, self._candidates.table_set[low:high]))
        return open_now[self._moves[open_now] == 0] if self._moves_left == 0 else open_now

    def _take(self, row: int, candidate: int) -> None:
        if self._moves_left is not None:
            self._moves_left -= int(self._moves[candidate])
        self._room.take(row, candidate)
        self._loads.take(row, candidate)
        self._chosen.append(candidate)
        self.placed[row] = True


def _taste(candidates: Candidates, objective: Objective) -> Ints:
    """What to prefer among one booking's candidates: the objective, then fewer spare seats."""
    spare = candidates.sets.seats[candidates.table_set] - candidates.party
    taste: Ints = sum(gain for _, gain in objective.tiers) * SPARE_PARTS - spare
    return taste


class _Loads:
    """How far each limit is used up by the bookings that have been placed."""

    def __init__(self, candidates: Candidates, objective: Objective) -> None:
        self._limits = objective.limits
        self._left = [soft.load.limit.copy() for soft in self._limits]
        self._of = [
            [number for number, soft in enumerate(self._limits) if soft.load.moments[:, row].any()]
            for row in range(len(candidates.bookings))
        ]

    def prices(self, row: int, options: Ints) -> tuple[Ints, Ints]:
        """Return what each candidate adds to the price of being over, in tier 1 and in all."""
        leading = np.zeros(len(options), dtype=np.int64)
        every = np.zeros(len(options), dtype=np.int64)
        for number in self._of[row]:
            soft, left = self._limits[number], self._left[number]
            already = max(0, -int(left.min()))
            over = soft.load.use[options] - int(left[soft.load.moments[:, row]].min())
            added = soft.price * np.maximum(0, over - already)
            every += added
            leading += added * (soft.tier == 0)
        return leading, every

    def take(self, row: int, candidate: int) -> None:
        for number in self._of[row]:
            load = self._limits[number].load
            self._left[number][load.moments[:, row]] -= load.use[candidate]


class _Room:
    """Which tables are taken in which stretch of time between two starts or ends."""

    def __init__(self, candidates: Candidates) -> None:
        self.candidates = candidates
        moments = np.unique(candidates.spans)
        self.stretch = np.searchsorted(moments, candidates.spans)
        width = len(candidates.sets.tables) + 1
        self.taken: Bools = np.zeros((width, max(len(moments), 1)), dtype=np.bool_)
        self.slot_users: dict[str, list[Ints]] = {}

    def open(self, row: int, sets: Ints) -> Bools:
        """Tell which table sets are free for a booking's whole window (and its slot)."""
        start, end = self.stretch[row]
        busy = np.asarray(self.taken[:, start:end].any(axis=1))
        for used in self.slot_users.get(self.candidates.bookings[row].slot or "", ()):
            busy[used] = True
        busy[-1] = False
        return np.asarray(~busy[self.candidates.sets.members[sets]].any(axis=1))

    def take(self, row: int, candidate: int) -> None:
        start, end = self.stretch[row]
        members = self.candidates.sets.members[self.candidates.table_set[candidate]]
        self.taken[members, start:end] = True
        slot = self.candidates.bookings[row].slot
        if slot:
            self.slot_users.setdefault(slot, []).append(members)
