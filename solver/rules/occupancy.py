"""What is taken stays taken: allocations, holds, maintenance, and bookings that may not move."""

from dataclasses import dataclass

import numpy as np

from models.booking import Booking, Occupied
from models.problem import DayProblem
from models.window import Window
from solver.arrays import Bools, Ints, TableArrays, microseconds
from solver.rules import locks


@dataclass(frozen=True)
class Claim:
    """A window in which a table belongs to a booking."""

    table: str
    window: Window
    booking: str
    slot: str | None


def fixed_claims(problem: DayProblem) -> list[Claim]:
    """Return the windows taken by bookings whose tables the plan must leave alone."""
    return [
        Claim(table, booking.window, booking.id, booking.slot)
        for booking in locks.seated(problem)
        for table in booking.current_tables
    ]


@dataclass(frozen=True)
class Claims:
    """Everything that is taken on a day (N windows of tables), as arrays."""

    owners: tuple[str | None, ...]
    slots: tuple[str | None, ...]
    table: Ints
    spans: Ints
    """N x 2: windows in microseconds."""


def claims_of(tables: TableArrays, problem: DayProblem) -> Claims:
    """Return what is occupied, and what bookings have that the plan must leave alone."""
    index = {table: i for i, table in enumerate(tables.ids)}
    claims: list[Occupied | Claim] = [*problem.occupancy, *fixed_claims(problem)]
    spans = [(microseconds(item.window.start), microseconds(item.window.end)) for item in claims]
    return Claims(
        owners=tuple(item.booking for item in claims),
        slots=tuple(item.slot for item in claims),
        table=np.array([index[item.table] for item in claims], dtype=np.int64),
        spans=np.array(spans, dtype=np.int64).reshape(-1, 2),
    )


def free(tables: TableArrays, bookings: tuple[Booking, ...], spans: Ints, claims: Claims) -> Bools:
    """Return B x (T + 1): which tables are free of claims for the whole window of each booking.

    ``spans`` is B x 2, the windows in microseconds. A booking is never in its own way. The last
    column, for padding, is always free.
    """
    row = {booking.id: i for i, booking in enumerate(bookings)}
    by_slot: dict[str, list[int]] = {}
    for i, booking in enumerate(bookings):
        if booking.slot:
            by_slot.setdefault(booking.slot, []).append(i)
    clash = (spans[:, :1] < claims.spans[:, 1]) & (claims.spans[:, 0] < spans[:, 1:])
    for number, (owner, slot) in enumerate(zip(claims.owners, claims.slots, strict=True)):
        if slot in by_slot:
            clash[by_slot[slot], number] = True
        if owner in row:
            clash[row[owner], number] = False
    result = np.ones((len(bookings), len(tables) + 1), dtype=np.bool_)
    who, which = np.nonzero(clash)
    result[who, claims.table[which]] = False
    return result
