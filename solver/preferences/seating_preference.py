"""Where guests asked to sit: a place (indoor, bar, window, ...), a zone, a kind of seat."""

import numpy as np

from models.booking import Booking
from models.venue import Table
from solver.arrays import Ints
from solver.candidates import Candidates


def units(candidates: Candidates) -> Ints:
    """Return wishes not met per candidate; one is met when every table of the set meets it."""
    sets, venue = candidates.sets, candidates.problem.venue
    wishes = [_wishes(booking) for booking in candidates.bookings]
    unmet = np.zeros(len(candidates), dtype=np.int64)
    for wish in sorted(set().union(*wishes)):
        fails = np.array([not _meets(table, *wish) for table in venue.tables] + [False])
        wants = np.array([wish in wished for wished in wishes])[candidates.booking]
        unmet_by_set = np.asarray(fails[sets.members].any(axis=1))
        unmet += wants & unmet_by_set[candidates.table_set]
    return unmet


def _wishes(booking: Booking) -> set[tuple[str, str]]:
    wishes = {
        "place": None if booking.seating_preference == "any" else booking.seating_preference,
        "zone": booking.preferred_zone,
        "seating_type": booking.preferred_seating,
    }
    return {(kind, value) for kind, value in wishes.items() if value is not None}


def _meets(table: Table, kind: str, value: str) -> bool:
    if kind != "place":
        return bool(getattr(table, kind) == value)
    if value in ("indoor", "outdoor"):
        return (table.category == "patio") == (value == "outdoor")
    if value == "bar":
        return table.category == "bar"
    return table.seating_type == "booth" if value == "booth" else value in table.features
