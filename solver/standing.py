"""What stands in the plan, whom it excludes from which tables, and what it closes."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from models.booking import Booking, Occupied
from solver.arrays import Bools, microseconds
from solver.candidates import Candidates
from solver.explaining.planned import PlannedDay, Tables
from solver.explaining.removal import Key
from solver.pooled import PooledModel


@dataclass(frozen=True)
class Standing:
    """Things (K) as they stand in the plan, beside bookings (B), tables (T) and columns (C)."""

    taken: Bools
    """K x (T + 1): the tables each takes; the last column, for padding, is nobody's."""
    clash: Bools
    """K x B: whom each excludes from them."""
    kept: Bools
    """K x C: columns that it closes to nobody: who sits on a closed table may stay there."""

    @classmethod
    def of(cls, day: PlannedDay, things: list[Key], found: Candidates, model: PooledModel) -> Self:
        """Look each of them up."""
        index = {table: number for number, table in enumerate(found.sets.tables.ids)}
        taken = np.zeros((len(things), len(index) + 1), dtype=np.bool_)
        clash = np.zeros((len(things), len(found.bookings)), dtype=np.bool_)
        kept = np.zeros((len(things), model.choices), dtype=np.bool_)
        sitting = np.isin(model.candidate, found.current[found.current >= 0])
        for number, key in enumerate(things):
            tables, claim = _claim(day, key)
            taken[number, [index[table] for table in tables]] = True
            if claim is None:
                clash[number], kept[number] = True, sitting
            else:
                clash[number] = clashes(claim, found)
        return cls(taken, clash, kept)

    def closes(self, found: Candidates, model: PooledModel) -> Bools:
        """Return K x C: the columns that each closes."""
        uses = self.taken[:, found.sets.members[found.table_set[model.candidate]]].any(axis=2)
        return np.asarray(uses & self.clash[:, model.booking] & ~self.kept)


def clashes(claim: Booking | Occupied, found: Candidates) -> Bools:
    """Return B: whom a claim excludes from its tables."""
    start, end = microseconds(claim.window.start), microseconds(claim.window.end)
    meets = (found.spans[:, 0] < end) & (start < found.spans[:, 1])
    if claim.slot:
        meets |= np.array([item.slot == claim.slot for item in found.bookings], dtype=np.bool_)
    owner = claim.id if isinstance(claim, Booking) else claim.booking
    return meets & np.array([item.id != owner for item in found.bookings], dtype=np.bool_)


def _claim(day: PlannedDay, key: Key) -> tuple[Tables, Booking | Occupied | None]:
    """Return the tables that something takes, and the claim; without one it is for all times."""
    if key.kind == "closed":
        return (key.name,), None
    if key.kind == "occupied":
        item = day.problem.occupancy[key.number]
        return (item.table,), item
    return day.decisions[key.name], day.booking(key.name)


def may_move(day: PlannedDay, key: Key) -> bool:
    """Tell whether it is a booking that may sit elsewhere than in the plan."""
    return key.kind == "booking" and not day.problem.is_fixed(day.booking(key.name))
