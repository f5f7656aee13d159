"""Array types of the solver, and a venue's tables as arrays."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

from models.venue import Venue

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class TableArrays:
    """The tables of a venue in id order; every array has one entry per table (T)."""

    ids: tuple[str, ...]
    capacity: Ints
    min_party: Ints
    max_party: Ints
    """The table's own limit, or its capacity."""
    zone: Ints
    movable: Bools
    active: Bools
    adjacent: Bools
    """T x T, symmetric: which tables stand side by side."""

    @classmethod
    def of(cls, venue: Venue) -> Self:
        """Read the arrays off a venue."""
        tables = venue.tables
        index = {table.id: i for i, table in enumerate(tables)}
        zones = {zone.id: i for i, zone in enumerate(venue.zones)}
        adjacent = np.zeros((len(tables), len(tables)), dtype=np.bool_)
        for a, b in venue.adjacency:
            adjacent[index[a], index[b]] = adjacent[index[b], index[a]] = True
        return cls(
            ids=tuple(index),
            capacity=np.array([table.capacity for table in tables], dtype=np.int64),
            min_party=np.array([table.min_party for table in tables], dtype=np.int64),
            max_party=np.array(
                [table.max_party or table.capacity for table in tables], dtype=np.int64
            ),
            zone=np.array([zones[table.zone] for table in tables], dtype=np.int64),
            movable=np.array([table.movable for table in tables], dtype=np.bool_),
            active=np.array([table.active for table in tables], dtype=np.bool_),
            adjacent=adjacent,
        )

    def __len__(self) -> int:
        return len(self.ids)


def microseconds(moment: datetime) -> int:
    """Return whole microseconds since 1970, exactly."""
    return (moment - EPOCH) // MICROSECOND
