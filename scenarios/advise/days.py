"""The days that advice is about: demand as it was, without what was decided about it."""

from collections.abc import Sequence

from models.base import content_hash
from models.booking import BookingStatus
from models.edit_bookings import ScaleDemand
from models.errors import Flaw, InvalidInputError
from models.problem import IMMOVABLE, DayProblem, Mode

DECIDED = ("allocation", "assignment", "hold")
"""Sources of occupancy that follow from decisions about bookings; closures stay."""


def as_demand(problem: DayProblem) -> DayProblem:
    """Return the day as a question: who wanted tables, in which room, under which rules.

    What bookings had, locks, holds and the moment of planning do not count: advice is about
    evenings like this one. Guests who came wanted a table; who cancelled did not.
    """
    bookings = tuple(
        item.replace(
            current_tables=(),
            locked=False,
            status=BookingStatus.CONFIRMED if item.status in IMMOVABLE else item.status,
        )
        for item in problem.bookings
    )
    return problem.replace(
        bookings=bookings,
        occupancy=tuple(item for item in problem.occupancy if item.source not in DECIDED),
        mode=Mode.REBUILD,
        max_moves=None,
        as_of=None,
    )


def varied(
    days: Sequence[DayProblem], seeds: Sequence[int], share: float
) -> tuple[DayProblem, ...]:
    """Return each day once per seed: a share of its bookings stays away, as many come twice.

    Without seeds the days as they are.

    Raises:
        InvalidInputError: a day would have too many bookings.
    """
    if not seeds:
        return tuple(days)
    keep = 1 - share
    return tuple(
        ScaleDemand(factor=1 / keep, seed=seed)
        .apply(ScaleDemand(factor=keep, seed=seed).apply(day))
        .replace(id=_named(day.id, seed))
        for day in days
        for seed in seeds
    )


def _named(key: str, seed: int) -> str:
    name = f"{key}~{seed}"
    return name if len(name) <= 64 else content_hash(name)


def require_one_room(days: Sequence[DayProblem]) -> None:
    """Refuse days of different rooms: a gain over them would mean nothing.

    Raises:
        InvalidInputError: tables, seats, zones or neighbours differ.
    """
    first = days[0].venue
    for day in days[1:]:
        venue = day.venue
        mine, theirs = (
            {item.id: (item.zone, item.capacity) for item in room.tables} for room in (venue, first)
        )
        odd = sorted(key for key in {*mine, *theirs} if mine.get(key) != theirs.get(key))
        if odd:
            message = f"is not the same table as on {days[0].id}"
            raise InvalidInputError([Flaw("tables", repr(odd[0]), message)], subject=day.id)
        if venue.adjacency != first.adjacency:
            pair = sorted({*venue.adjacency} ^ {*first.adjacency})[0]
            message = f"are neighbours on only one of this day and {days[0].id}"
            raise InvalidInputError([Flaw("adjacency", str(list(pair)), message)], subject=day.id)
