"""The candidates of a booking that asks, under rules of its own, beside those of everyone else."""

from dataclasses import replace

import numpy as np

from models.booking import Booking
from models.venue import Venue
from solver.candidates import Candidates, candidates_of
from solver.explaining.planned import MOST_MERGES, PlannedDay
from solver.explaining.removal import OF_THE_ROOM, Keys, house, relaxed_venue, rule
from solver.room import Room
from solver.rules import occupancy
from solver.table_sets import stacked


def joined(day: PlannedDay, booking: Booking, keys: Keys) -> Candidates:
    """Return the candidates of all bookings among the keys, and of the one that asks, last.

    What takes tables and is among the keys does take them.

    Raises:
        InvalidInputError: without the rules more merges are possible than can be looked at.
    """
    problem = house(day, booking, keys)
    seen = relaxed_venue(day, keys)
    in_service = tuple(table.active for table in problem.venue.tables)
    own = tuple(rule(name) in keys for name in OF_THE_ROOM)
    everyones = _room(day, (in_service, *(True for _ in own)), problem.venue)
    mine = _room(day, (in_service, *own), seen)
    others = tuple(item for item in problem.bookings if item.id != booking.id)
    me = tuple(item for item in problem.bookings if item.id == booking.id)
    claims = occupancy.claims_of(everyones.tables, problem)
    rest = candidates_of(problem.model_copy(update={"bookings": others}), everyones, claims=claims)
    alone = problem.model_copy(update={"bookings": me, "venue": seen})
    asks = candidates_of(alone, mine, claims=claims)
    return replace(
        rest,
        problem=problem,
        bookings=(*rest.bookings, *asks.bookings),
        spans=np.concatenate([rest.spans, asks.spans]),
        sets=stacked([rest.sets, asks.sets]),
        booking=np.concatenate([rest.booking, asks.booking + len(rest.bookings)]),
        table_set=np.concatenate([rest.table_set, asks.table_set + len(rest.sets)]),
        offset=np.concatenate([rest.offset, rest.offset[-1] + asks.offset[1:]]),
        protected=np.zeros(len(rest.bookings) + 1, dtype=np.bool_),
        **{
            name: np.concatenate([getattr(rest, name), getattr(asks, name)])
            for name in ("legal_sets", "current", "stale")
        },
    )


def room_without(day: PlannedDay, venue: Venue) -> Room:
    """Return the room of a venue without any of the tables' rules."""
    return _room(day, "without rules", venue)


def _room(day: PlannedDay, key: object, venue: Venue) -> Room:
    if key not in day.rooms:
        day.rooms[key] = Room(venue, MOST_MERGES)
    return day.rooms[key]
