"""Properties of days: their hash ignores the order of writing, and files lose nothing."""

import datetime as dt
import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models.booking import Booking, BookingStatus, Occupied
from models.dayfile import DayFile, parse_day
from models.problem import DayProblem, Mode
from models.rules import NamedSet, Rules
from models.venue import Table, Venue, Zone
from models.weights import Weights
from models.window import Window

DAY = dt.date(2025, 10, 26)
PROPERTY = settings(max_examples=60, deadline=None, derandomize=True)

identifiers = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f"),
    min_size=1,
    max_size=8,
)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Draw a window that starts on the service date."""
    start = datetime.combine(DAY, dt.time(), tzinfo=UTC) + timedelta(
        minutes=draw(st.integers(0, 1439))
    )
    return Window(start=start, end=start + timedelta(minutes=draw(st.integers(1, 600))))


@st.composite
def problems(draw: st.DrawFn) -> DayProblem:
    """Draw a day that uses almost every field there is."""
    zones = tuple(Zone(id=name) for name in draw(st.sets(identifiers, min_size=1, max_size=3)))
    names = sorted(draw(st.sets(identifiers, min_size=2, max_size=6)))
    tables = tuple(
        Table(
            id=name,
            zone=draw(st.sampled_from(zones)).id,
            capacity=draw(st.integers(1, 10)),
            movable=draw(st.booleans()),
            active=draw(st.booleans()),
        )
        for name in names
    )
    pairs = [(a, b) for a in names for b in names if a != b]
    some_tables = st.lists(st.sampled_from(names), max_size=3, unique=True).map(tuple)
    bookings = tuple(
        Booking(
            id=f"b{number}",
            party=draw(st.integers(1, 14)),
            window=draw(windows()),
            status=draw(st.sampled_from(BookingStatus)),
            priority=draw(st.integers(0, 10)),
            current_tables=draw(some_tables),
            locked=draw(st.booleans()),
            slot=draw(st.sampled_from([None, "19:00"])),
        )
        for number in range(draw(st.integers(0, 5)))
    )
    occupied = st.builds(
        Occupied,
        table=st.sampled_from(names),
        window=windows(),
        source=st.sampled_from(["allocation", "hold", "maintenance"]),
        booking=st.sampled_from([None, "elsewhere"]),
        until=st.sampled_from([None, datetime(2025, 10, 26, 9, tzinfo=UTC)]),
        slot=st.sampled_from([None, "20:00"]),
    )
    forbidden = NamedSet(tables=tuple(draw(st.permutations(names))[:2]), kind="forbid")
    mode = draw(st.sampled_from(Mode))
    return DayProblem(
        id=draw(identifiers),
        date=DAY,
        venue=Venue(
            id=draw(identifiers),
            time_zone=draw(st.sampled_from(["UTC", "Europe/London", "America/New_York"])),
            zones=zones,
            tables=tables,
            adjacency=tuple(draw(st.lists(st.sampled_from(pairs), max_size=6))),
        ),
        bookings=bookings,
        occupancy=tuple(draw(st.lists(occupied, max_size=3))),
        rules=Rules(seats_lost_per_join=draw(st.integers(0, 4)), named_sets=(forbidden,)),
        weights=Weights(overage=draw(st.integers(0, 10_000)) / 100),
        mode=mode,
        max_moves=draw(st.none() | st.integers(0, 9)) if mode is Mode.IMPROVE else None,
        as_of=draw(st.none() | st.just(datetime(2025, 10, 26, 12, tzinfo=UTC))),
    )


def shuffled(data: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """Write the same day in another order: lists, pairs and keys."""
    venue = data["venue"]
    for items in (venue["tables"], venue["zones"], data["bookings"], data["occupancy"]):
        dice.shuffle(items)
    venue["adjacency"] = [dice.sample(pair, 2) for pair in venue["adjacency"]] * 2
    for booking in data["bookings"]:
        dice.shuffle(booking["current_tables"])
    keys = list(data)
    dice.shuffle(keys)
    return {key: data[key] for key in keys}


@PROPERTY
@given(problem=problems(), seed=st.integers(0, 2**32))
def test_order_of_writing_does_not_matter(problem: DayProblem, seed: int) -> None:
    """Permuted tables, bookings, occupancy and turned edges are the same day: equal, same hash."""
    data = json.loads(problem.model_dump_json())
    again = DayProblem.model_validate(shuffled(data, random.Random(seed)))
    assert again == problem
    assert again.content_hash() == problem.content_hash()


@PROPERTY
@given(problem=problems())
def test_a_day_file_loses_nothing(problem: DayProblem) -> None:
    """Whatever can be planned can be written to a file and read back equal, hash included."""
    again = parse_day(DayFile.from_problem(problem).model_dump_json()).to_problem()
    assert again == problem
    assert again.content_hash() == problem.content_hash()


@PROPERTY
@given(problem=problems())
def test_replacing_nothing_changes_nothing(problem: DayProblem) -> None:
    """replace() without changes is the identity, so what-if edits touch only what they name."""
    assert problem.replace() == problem
    assert problem.replace().content_hash() == problem.content_hash()
