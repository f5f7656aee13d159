"""A day as bare arrays: all that an engine needs, and nothing that a pipe carries slowly."""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools, Ints
from solver.candidates import Candidates
from solver.limits import SoftLimit, tier_values
from solver.objective import Objective


@dataclass(frozen=True)
class Instance:
    """Bookings (B), candidates (P) grouped by booking, table sets (S) and tables (T)."""

    spans: Ints
    """B x 2: half-open windows in microseconds."""
    slots: Ints
    """B: the number of the booking's slot, or -1."""
    protected: Bools
    """B: bookings that must be seated."""
    offset: Ints
    """B + 1: candidates of booking b are ``offset[b]:offset[b + 1]``."""
    booking: Ints
    """P: the booking of each candidate."""
    table_set: Ints
    """P: the table set of each candidate."""
    gains: tuple[Ints, ...]
    """Per tier, P: centipoints gained by choosing a candidate."""
    limits: tuple[SoftLimit, ...]
    moves: Ints
    """P: 1 where the candidate moves a booking."""
    max_moves: int | None
    members: Ints
    """S x K: table indices, padded with T."""
    size: Ints
    """S: tables per set."""
    zone: Ints
    """T: zone of each table."""

    @property
    def tables(self) -> int:
        """Number of tables (T)."""
        return len(self.zone)

    @property
    def single(self) -> Bools:
        """P: candidates of one table."""
        return np.asarray(self.size[self.table_set] == 1)

    def value(self, chosen: Ints) -> tuple[int, ...]:
        """Return the value of a choice in every tier; compares as plans do."""
        return tier_values(self.gains, self.limits, self.booking, chosen)

    def tables_of(self, candidate: int) -> Ints:
        """Return the tables of one candidate."""
        table_set = self.table_set[candidate]
        return self.members[table_set, : self.size[table_set]]


def instance_of(candidates: Candidates, objective: Objective) -> Instance:
    """Strip a day's candidates to arrays."""
    slots: dict[str, int] = {}
    numbers = [
        -1 if not booking.slot else slots.setdefault(booking.slot, len(slots))
        for booking in candidates.bookings
    ]
    return Instance(
        spans=candidates.spans,
        slots=np.array(numbers, dtype=np.int64),
        protected=candidates.protected,
        offset=candidates.offset,
        booking=candidates.booking,
        table_set=candidates.table_set,
        gains=tuple(gain for _, gain in objective.tiers),
        limits=objective.limits,
        moves=candidates.moves,
        max_moves=candidates.problem.max_moves,
        members=candidates.sets.members,
        size=candidates.sets.size,
        zone=candidates.sets.tables.zone,
    )
