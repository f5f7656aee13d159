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


def _worth(candidates: Candidates, objective: Objective) -> Ints:
    """Return what some candidate of each booking gains in the first tier; 0 without any."""
    worth = np.zeros(len(candidates.bookings), dtype=np.int64)
    worth[candidates.booking] = objective.tiers[0][1]
    return worth


def _place(candidates: Candidates, objective: Objective, order: Ints) -> Ints:
    room, loads = _Room(candidates), _Loads(candidates, objective)
    chosen: list[int] = []
    for row in np.flatnonzero(candidates.protected):
        room.take(int(row), int(candidates.current[row]))
        loads.take(int(row), int(candidates.current[row]))
        chosen.append(int(candidates.current[row]))
    taste, moves = _taste(candidates, objective), candidates.moves
    moves_left = candidates.problem.max_moves
    for row in order:
        low, high = candidates.offset[row], candidates.offset[row + 1]
        if low == high or candidates.protected[row]:
            continue
        open_now = low + np.flatnonzero(room.open(int(row), candidates.table_set[low:high]))
        if moves_left == 0:
            open_now = open_now[moves[open_now] == 0]
        leading, every = loads.prices(int(row), open_now)
        worthwhile = leading <= objective.tiers[0][1][open_now]
        open_now, every = open_now[worthwhile], every[worthwhile]
        if len(open_now):
            best = int(open_now[np.argmax(taste[open_now] - every * SPARE_PARTS)])
            if moves_left is not None:
                moves_left -= int(moves[best])
            room.take(int(row), best)
            loads.take(int(row), best)
            chosen.append(best)
    return np.sort(np.array(chosen, dtype=np.int64))


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
