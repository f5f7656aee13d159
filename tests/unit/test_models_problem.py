"""The snapshot of a day: cross-references, modes, and what may not move."""

import datetime as dt
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from models.booking import Booking, BookingStatus, Occupied
from models.policy import PRODUCT_POLICY
from models.problem import MAX_BOOKINGS, DayProblem, Mode
from models.rules import NamedSet, Rules
from models.venue import Table, Venue, Zone
from models.window import Window
from tests.solver_days import booking as guest
from tests.solver_days import day, table

DAY = dt.date(2025, 5, 10)


def window(hour: int, day: dt.date = DAY) -> Window:
    """Build an hour from a full hour (UTC)."""
    start = datetime.combine(day, dt.time(hour), tzinfo=UTC)
    return Window(start=start, end=start + timedelta(hours=1))


def booking(booking_id: str = "b1", **changes: Any) -> Booking:
    """Build a booking for two at 19:00."""
    return Booking(**{"id": booking_id, "party": 2, "window": window(19), **changes})


def problem(**changes: Any) -> DayProblem:
    """Build a day with two tables and one booking."""
    fields: dict[str, Any] = {
        "id": "day",
        "date": DAY,
        "venue": Venue(
            id="pub",
            zones=(Zone(id="Z"),),
            tables=(Table(id="T1", zone="Z", capacity=4), Table(id="T2", zone="Z", capacity=4)),
        ),
        "bookings": (booking(),),
    }
    return DayProblem(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"bookings": (booking(), booking())}, "id 'b1' is used more than once"),
        ({"bookings": (booking(current_tables=("T9",)),)}, "booking 'b1' names table 'T9'"),
        ({"occupancy": (Occupied(table="T9", window=window(19)),)}, "19:00Z names table 'T9'"),
        (
            {"rules": Rules(named_sets=(NamedSet(tables=("T1", "T9")),))},
            r"named set \['T1', 'T9'\] names table 'T9'",
        ),
        (
            {"bookings": (booking(window=window(19, DAY + timedelta(days=3))),)},
            "'b1' starts 2025-05-13, which is not part of the service date 2025-05-10",
        ),
        (
            {"bookings": (booking(window=window(19, DAY - timedelta(days=3))),)},
            "'b1' starts 2025-05-07",
        ),
        ({"max_moves": 2}, "max_moves 2 needs mode 'improve'; the mode is 'fill'"),
        ({"max_moves": -1, "mode": "improve"}, "max_moves"),
        ({"mode": "shuffle"}, "mode"),
        ({"date": "someday"}, "date"),
        ({"as_of": datetime(2025, 5, 10, 12)}, "as_of"),  # noqa: DTZ001
        (
            {"bookings": tuple(booking(f"b{n}") for n in range(MAX_BOOKINGS + 1))},
            f"at most {MAX_BOOKINGS}",
        ),
    ],
)
def test_contradictions_in_a_day_are_refused(changes: dict[str, Any], message: str) -> None:
    """Every reference of a day is checked when it is built, naming the place and the value."""
    with pytest.raises(ValidationError, match=message):
        problem(**changes)


def test_a_day_without_bookings_is_a_day() -> None:
    """A quiet Monday is planned like any other date."""
    assert problem(bookings=()).bookings == ()


def test_replace_checks_references_again() -> None:
    """A what-if edit that removes a table somebody sits at is refused, not half applied."""
    seated = problem(bookings=(booking(current_tables=("T2",)),))
    smaller = seated.venue.replace(tables=seated.venue.tables[:1])
    with pytest.raises(ValidationError, match="booking 'b1' names table 'T2'"):
        seated.replace(venue=smaller)
    assert seated.replace(venue=smaller, bookings=()).venue.seats == 4


@pytest.mark.parametrize(
    "field",
    ["id", "date", "venue", "bookings", "occupancy", "rules", "weights", "mode", "as_of", "policy"],
)
def test_everything_a_plan_depends_on_changes_the_hash(field: str) -> None:
    """Two problems with different answers never share a hash."""
    base = problem()
    changes: dict[str, Any] = {
        "id": "other",
        "date": DAY + timedelta(days=1),
        "venue": base.venue.replace(adjacency=(("T1", "T2"),)),
        "bookings": (booking(party=3),),
        "occupancy": (Occupied(table="T1", window=window(19)),),
        "rules": base.rules.replace(max_tables=2),
        "weights": base.weights.replace(overage=6),
        "mode": Mode.REBUILD,
        "as_of": datetime(2025, 5, 10, 12, tzinfo=UTC),
        "policy": PRODUCT_POLICY,
    }
    assert base.replace(**{field: changes[field]}).content_hash() != base.content_hash()


def test_a_problem_without_a_policy_has_the_hash_it_always_had() -> None:
    """Runs keep the hash of their problem: one stored before there were policies reads back to it.

    The hash was computed by the version before.
    """
    old = day([table("A", 4)], [guest("b1", 4)])
    known = "e4109839eb9972e4ed00d56e5ecb9b42228d4a46ddf9f5f34ff297bae9430e35"
    assert old.content_hash() == known
    stored = old.model_dump(mode="json")
    assert "policy" not in stored
    assert DayProblem.model_validate(stored).content_hash() == known
    dated = old.replace(policy=PRODUCT_POLICY)
    assert DayProblem.model_validate(dated.model_dump(mode="json")) == dated


@pytest.mark.parametrize(
    ("changes", "mode", "fixed"),
    [
        ({}, Mode.FILL, False),
        ({"current_tables": ("T1",)}, Mode.FILL, True),
        ({"current_tables": ("T1",)}, Mode.IMPROVE, False),
        ({"current_tables": ("T1",)}, Mode.REBUILD, False),
        ({"current_tables": ("T1",), "locked": True}, Mode.REBUILD, True),
        ({"locked": True}, Mode.REBUILD, True),
        ({"current_tables": ("T1",), "status": "checked_in"}, Mode.REBUILD, True),
        ({"current_tables": ("T1",), "status": "completed"}, Mode.REBUILD, True),
        ({"current_tables": ("T1",), "window": window(12)}, Mode.REBUILD, True),
        ({"window": window(12)}, Mode.REBUILD, False),
    ],
)
def test_what_each_mode_may_touch(changes: dict[str, Any], mode: Mode, fixed: bool) -> None:
    """Locked, seated, finished and started bookings never move; fill moves nobody."""
    day = problem(
        bookings=(booking(**changes),), mode=mode, as_of=datetime(2025, 5, 10, 12, tzinfo=UTC)
    )
    assert day.is_fixed(day.bookings[0]) is fixed


@pytest.mark.parametrize("status", list(BookingStatus))
def test_cancelled_and_no_show_want_no_tables(status: BookingStatus) -> None:
    """Every other status keeps or wants tables."""
    gone = status in {BookingStatus.CANCELLED, BookingStatus.NO_SHOW}
    day = problem(bookings=(booking(status=status),))
    assert day.wants_tables(day.bookings[0]) is not gone


@pytest.mark.parametrize(
    ("ids", "key", "words"),
    [
        (["G012", "G021", "G100"], "g012", "nearest are 'G012'"),
        (["G012", "smith"], "Smiht", "nearest is 'smith' (got 'Smiht')"),
        (["a", "b"], "Q9", "its bookings are 'a', 'b' (got 'Q9')"),
        ([f"G{n:03}" for n in range(1, 113)], "x", "it has 112 bookings, from 'G001' to 'G112'"),
        ([], "x", "it has no bookings"),
    ],
)
def test_an_unknown_booking_says_which_are_known(ids: list[str], key: str, words: str) -> None:
    """The nearest; or all of a few; or how many there are."""
    found = problem(bookings=tuple(booking(one) for one in ids))
    assert words in str(found.unknown_booking(key))
