"""Events of tonight: what each changes, what cannot be true, and several told at once."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from models.booking import BookingStatus
from models.errors import InvalidInputError
from models.live import (
    BaseEvent,
    BrokenTable,
    Cancellation,
    Late,
    LiveEvent,
    NoShow,
    Overrun,
    WalkIn,
    apply_events,
)
from models.problem import DayProblem
from tests.solver_days import at, booking, day, table, taken, window

DAY = day(
    [table("A", 2, name="1"), table("B", 4, name="2"), table("C", 4, name="2")],
    [
        booking("sits", 2, "18:00", "19:30", has="A", status="checked_in"),
        booking("next", 2, "19:30", "21:00", has="A", slot="s1"),
        booking("four", 4, "19:00", "20:30", has="B", service="dinner"),
        booking("waits", 2, "19:00", "20:30"),
        booking("left", 2, "17:00", "18:30", has="C", status="completed"),
        booking("gone", 2, status="cancelled"),
    ],
    occupancy=(taken("C", "20:00", "21:00", booking="next"),),
    mode="rebuild",
)

EVERY: list[LiveEvent] = [
    Late(booking="next", minutes=15),
    Overrun(booking="sits", minutes=30),
    NoShow(booking="four"),
    Cancellation(booking="next"),
    BrokenTable(table="C", start="20:00", end="21:00"),
    WalkIn(party=4, start="19:45", minutes=60),
]


def of(problem: DayProblem, key: str) -> Any:
    """Return one booking."""
    return next(item for item in problem.bookings if item.id == key)


@pytest.mark.parametrize("event", EVERY, ids=lambda event: event.kind)
def test_every_event_is_data_and_changes_the_night(event: BaseEvent) -> None:
    """JSON and back is the same event; applied, it makes another problem."""
    adapter: TypeAdapter[LiveEvent] = TypeAdapter(LiveEvent)
    assert adapter.validate_json(event.model_dump_json()) == event
    assert apply_events(DAY, [event]) != DAY


def test_what_each_changes() -> None:
    """All of them at once; nobody's tables are taken away by it."""
    after = apply_events(DAY, [e for e in EVERY if e.subject != "next" or e.kind == "late"])
    assert of(after, "next").window == window("19:45", "21:15")
    assert of(after, "next").slot is None
    assert of(after, "next").current_tables == ("A",)
    assert of(after, "sits").window == window("18:00", "20:00")
    assert of(after, "four").status is BookingStatus.NO_SHOW
    assert [item for item in after.occupancy if item.source == "maintenance"] == [
        taken("C", "20:00", "21:00", source="maintenance")
    ]
    guest = of(after, "walk-in-1")
    assert (guest.party, guest.window, guest.current_tables) == (4, window("19:45", "20:45"), ())


def test_the_order_in_which_they_are_told_does_not_matter() -> None:
    """A party that is late and stays longer is both, whichever is told first."""
    late, stays = Late(booking="four", minutes=15), Overrun(booking="four", minutes=30)
    both = apply_events(DAY, [late, stays])
    assert both == apply_events(DAY, [stays, late])
    assert of(both, "four").window == window("19:15", "21:15")


def test_whoever_does_not_come_takes_nothing() -> None:
    """What was taken for a booking that is called off is free too."""
    assert apply_events(DAY, [Cancellation(booking="next")]).occupancy == ()


def test_guests_who_stay_longer_sit() -> None:
    """Unless the night says what time it is, and they are still to come."""
    four = [Overrun(booking="four", minutes=15)]
    assert of(apply_events(DAY, four), "four").status is BookingStatus.CHECKED_IN
    early = apply_events(DAY, four, at("18:30"))
    assert of(early, "four").status is BookingStatus.CONFIRMED
    assert not early.is_fixed(of(early, "four"))


def test_who_waits_for_guests_to_leave_does_not_sit() -> None:
    """At 19:35 the next party has begun by the clock, but its table is not free: it may move."""
    now = at("19:35")
    plain = apply_events(DAY, [], now)
    assert plain.is_fixed(of(plain, "next"))
    after = apply_events(DAY, [Overrun(booking="sits", minutes=30)], now)
    assert not after.is_fixed(of(after, "next"))
    assert after.is_fixed(of(after, "four")), "they have begun, and nobody is on their table"
    assert of(after, "four").status is BookingStatus.CHECKED_IN


def test_a_table_breaks_from_now_to_the_end() -> None:
    """Without a start it is now, without any now the whole day; by number when only one has it."""
    (block,) = apply_events(DAY, [BrokenTable(table="1")], at("19:00")).occupancy[:1]
    assert (block.table, block.window.start) == ("A", at("19:00"))
    assert block.window.end == at(48 * 60)
    whole = apply_events(DAY, [BrokenTable(table="A", end="21:00")]).occupancy[0]
    assert whole.window == window("00:00", "21:00")


def test_a_walk_in_stays_as_long_as_its_like_and_uses_what_is_kept_for_it() -> None:
    """The median of its size; the table kept for walk-ins is one less while it is there."""
    held = {"keep": 2, "window": window("18:00", "23:00")}
    night = DAY.replace(hold_backs=(held,))
    after = apply_events(night, [WalkIn(party=4)], at("20:00"))
    guest = of(after, "walk-in-1")
    assert guest.window == window("20:00", "21:30")
    kept = [(item.keep, item.window) for item in after.hold_backs]
    assert kept == [
        (2, window("18:00", "20:00")),
        (1, window("20:00", "21:30")),
        (2, window("21:30", "23:00")),
    ]
    assert of(apply_events(DAY, [WalkIn(party=2, start="19:00")]), "walk-in-1").service == "dinner"


REFUSED: dict[str, tuple[LiveEvent, str, str]] = {
    "unknown": (Late(booking="nex", minutes=5), "booking", "did you mean next?"),
    "left": (Overrun(booking="left", minutes=5), "booking", "has left already"),
    "cancelled": (NoShow(booking="gone"), "booking", "is cancelled already"),
    "sits": (Late(booking="sits", minutes=5), "booking", "its guests sit already"),
    "sits, cancelled": (Cancellation(booking="sits"), "booking", "its guests sit already"),
    "no table": (Overrun(booking="waits", minutes=5), "booking", "has no table"),
    "not due": (NoShow(booking="next"), "booking", "is not due yet"),
    "too late": (Late(booking="four", minutes=5), "minutes", "it would be here at 19:05"),
    "two tables": (BrokenTable(table="2"), "table", "say which of B, C"),
    "no such table": (BrokenTable(table="Z9"), "table", "does not exist"),
    "over": (BrokenTable(table="A", end="18:00"), "end", "must be after the start"),
    "crowd": (WalkIn(party=11), "party", "more guests than the room has seats in service: 10"),
    "past": (WalkIn(party=2, start="18:00"), "start", "they would be here at 18:00"),
    "another day": (WalkIn(party=2, start=at(49 * 60)), "start", "not part of the service date"),
    "id": (WalkIn(party=2, id="four"), "id", "is a booking of the day already"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_true_is_refused(name: str) -> None:
    """At 19:20, with the event, the field and the value."""
    event, place, message = REFUSED[name]
    with pytest.raises(InvalidInputError) as refused:
        apply_events(DAY, [event], at("19:20"))
    (flaw,) = refused.value.flaws
    assert flaw.place == f"events[0] ({event.kind}) {place}"
    assert message in flaw.message


def test_all_flaws_are_told_at_once() -> None:
    """And each names its event."""
    with pytest.raises(InvalidInputError) as refused:
        apply_events(DAY, [NoShow(booking="x"), WalkIn(party=2), BrokenTable(table="B")])
    assert [flaw.place for flaw in refused.value.flaws] == [
        "events[0] (no_show) booking",
        "events[1] (walk_in) start",
    ]


CONTRADICTIONS = {
    "twice": [Late(booking="four", minutes=5), Late(booking="four", minutes=10)],
    "late and gone": [Late(booking="four", minutes=5), NoShow(booking="four")],
    "gone twice": [Cancellation(booking="four"), NoShow(booking="four")],
    "too many": [WalkIn(party=2, start="19:00")] * 51,
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_events_that_contradict_each_other(name: str) -> None:
    """Nothing of them is applied."""
    with pytest.raises(InvalidInputError):
        apply_events(DAY, CONTRADICTIONS[name])


def test_now_is_a_moment_of_the_day() -> None:
    """Another day's is not."""
    with pytest.raises(InvalidInputError, match="not part of the service date"):
        apply_events(DAY, [], at(-5))
