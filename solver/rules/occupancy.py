"""What is taken stays taken: allocations, holds, maintenance, and bookings that may not move."""

import numpy as np

from models.booking import Booking, Occupied
from models.problem import DayProblem
from solver.arrays import Bools, Ints, TableArrays, microseconds
from solver.rules import locks


def fixed_claims(problem: DayProblem) -> list[Occupied]:
    """Return the windows taken by bookings whose tables the plan must leave alone."""
    return [
        Occupied(
            table=table,
            window=booking.window,
            source="assignment",
            booking=booking.id,
            slot=booking.slot,
        )
        for booking in locks.seated(problem)
        for table in booking.current_tables
    ]


def free(
    tables: TableArrays, bookings: tuple[Booking, ...], spans: Ints, problem: DayProblem
) -> Bools:
    """Return B x (T + 1): which tables are free of claims for the whole window of each booking.

    ``spans`` is B x 2, the windows in microseconds. A booking is never in its own way. The last
    column, for padding, is always free.
    """
    index = {table: i for i, table in enumerate(tables.ids)}
    row = {booking.id: i for i, booking in enumerate(bookings)}
    slots = np.array([booking.slot or "" for booking in bookings], dtype=object)
    result = np.ones((len(bookings), len(tables) + 1), dtype=np.bool_)
    for item in (*problem.occupancy, *fixed_claims(problem)):
        start, end = microseconds(item.window.start), microseconds(item.window.end)
        clash = (spans[:, 0] < end) & (start < spans[:, 1])
        if item.slot:
            clash |= slots == item.slot
        if item.booking in row:
            clash[row[item.booking]] = False
        result[clash, index[item.table]] = False
    return result
