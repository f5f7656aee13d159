"""Whatever is written into a day file, reading gives a day or one clear refusal."""

import json
from contextlib import suppress
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.dayfile import parse_day
from models.errors import InvalidInputError
from models.planfile import parse_decisions

PROPERTY = settings(max_examples=150, deadline=None, derandomize=True)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)

GOOD: dict[str, Any] = {
    "id": "day",
    "date": "2025-10-26",
    "time_zone": "Europe/London",
    "tables": [{"id": "T1", "capacity": 4, "zone": "Z"}, {"id": "T2", "capacity": 4, "zone": "Z"}],
    "adjacency": [["T1", "T2"]],
    "bookings": [{"id": "b1", "party": 2, "start": "19:00", "end": "20:30"}],
    "occupancy": [{"table": "T1", "start": 600, "end": 660}],
    "policy": {
        "services": [
            {
                "key": "d",
                "opens": "18:00",
                "closes": "23:00",
                "bands": [{"up_to": 2, "minutes": 60}],
            }
        ]
    },
}
PLACES = [
    *((key,) for key in GOOD),
    *(
        ("tables", 0, key)
        for key in ("id", "capacity", "zone", "min_party", "max_party", "movable")
    ),
    *(("bookings", 0, key) for key in ("id", "party", "start", "end", "status", "priority")),
    *(("bookings", 0, key) for key in ("tables", "locked", "slot", "service")),
    *(("occupancy", 0, key) for key in ("table", "start", "end", "until", "source")),
    ("policy", "services", 0, "opens"),
    ("policy", "services", 0, "bands"),
    ("rules",),
    ("weights",),
    ("mode",),
    ("max_moves",),
    ("as_of",),
]


def refused_or_read(text: str | bytes) -> None:
    """Read a day; the only error that may come out is the one for users."""
    with suppress(InvalidInputError):
        parse_day(text).to_problem()


@PROPERTY
@given(place=st.sampled_from(PLACES), value=json_values)
@example(place=("bookings", 0, "start"), value="9999-12-31T23:59:00+00:00")
@example(place=("bookings", 0, "start"), value="0001-01-01T00:00:00+14:00")
@example(place=("date",), value="9999-12-31")
@example(place=("date",), value="0001-01-01")
@example(place=("as_of",), value="01:30")
@example(place=("time_zone",), value="\x00")
@example(place=("time_zone",), value=".")
def test_any_value_anywhere_is_read_or_refused(place: tuple[Any, ...], value: Any) -> None:
    """No value in any field gives a traceback."""
    day = json.loads(json.dumps(GOOD))
    target = day
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    refused_or_read(json.dumps(day))


@PROPERTY
@given(text=st.text(max_size=40) | st.binary(max_size=40))
def test_any_text_is_refused_politely(text: str | bytes) -> None:
    """Garbage instead of a day or a plan is one error for users."""
    refused_or_read(text)
    with suppress(InvalidInputError):
        parse_decisions(text)
