"""Servers share the guests of a service as their sections share the seats."""

import numpy as np

from solver.arrays import Ints
from solver.candidates import Candidates
from solver.limits import Load
from solver.rules import locks


def loads(candidates: Candidates) -> list[Load]:
    """Return one load of guests for every service and section; above its share it costs.

    The share is that of all guests who want tables, rounded up. A party on tables of two
    sections counts in both.
    """
    problem = candidates.problem
    shares = problem.section_shares()
    if not shares:
        return []
    members, found = candidates.sets.members, []
    names = np.array([table.section or "" for table in problem.venue.tables] + [""])
    services = np.array([booking.service or "" for booking in candidates.bookings])
    settled = _settled(candidates)
    for (service, section), share in shares.items():
        inside: Ints = (names[members] == section).any(axis=1)[candidates.table_set]
        limit = share - settled.get((service, section), 0)
        found.append(
            Load(candidates.party * inside, (services == service)[None, :], np.array([limit]))
        )
    return found


def _settled(candidates: Candidates) -> dict[tuple[str, str], int]:
    """Return guests by service and section of bookings whose tables are settled."""
    problem, guests = candidates.problem, dict[tuple[str, str], int]()
    section = {table.id: table.section or "" for table in problem.venue.tables}
    for booking in locks.seated(problem):
        for name in {section[table] for table in booking.current_tables}:
            key = (booking.service or "", name)
            guests[key] = guests.get(key, 0) + booking.party
    return guests
