"""Every edit of a scenario: what it changes, what it refuses, and what takes it back."""

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from models.booking import BookingStatus
from models.errors import InvalidInputError
from models.problem import DayProblem, Mode
from models.rules import Rules
from models.window import Window
from scenarios.edits import SampleDemand, ScenarioEdit
from tests.solver_days import booking, day, named, table, taken, window

ADAPTER: TypeAdapter[ScenarioEdit] = TypeAdapter(ScenarioEdit)
EVENING = {"start": "19:00", "end": "21:00"}

DAY = day(
    [
        table("A", 2),
        table("B", 4, min_party=2),
        table("C", 4, zone="P"),
        table("D", 6, zone="P", active=False),
    ],
    [
        booking("b1", 2, slot="s1", service="dinner"),
        booking("b2", 4, has="B", service="dinner"),
        booking("b3", 2, "12:00", "13:30", has="C", service="lunch"),
        booking("b4", 2, "18:00", "19:00", has="A", locked=True, service="dinner"),
        booking("b5", 2, "11:00", "12:00", has="A", status=BookingStatus.CHECKED_IN),
        booking("b6", 3, "20:00", "22:00", status=BookingStatus.CANCELLED),
    ],
    "A-B C-D",
    rules={"named_sets": (named("A+B"),)},
    occupancy=(taken("C", "19:00", "22:00", source="maintenance"), taken("B", source="hold")),
)


def edit(kind: str, **fields: Any) -> ScenarioEdit:
    """Read an edit as a file has it."""
    return ADAPTER.validate_python({"kind": kind, **fields})


def after(kind: str, problem: DayProblem = DAY, **fields: Any) -> DayProblem:
    """Apply one edit."""
    return edit(kind, **fields).apply(problem)


def item(problem: DayProblem, key: str) -> Any:
    """Return a booking or a table."""
    return next(one for one in (*problem.bookings, *problem.venue.tables) if one.id == key)


EVERY: dict[str, dict[str, Any]] = {
    "add_table": {"table": {"id": "E", "zone": "P", "capacity": 4}},
    "remove_table": {"table": "C"},
    "resize_table": {"table": "B", "capacity": 6},
    "move_table": {"table": "B", "zone": "P"},
    "lift_limits": {"table": "B"},
    "open_table": {"table": "D"},
    "open": {"table": "C", "start": "20:00", "end": "21:00"},
    "close": {"zone": "P", **EVENING},
    "add_neighbours": {"tables": ["B", "C"]},
    "remove_neighbours": {"tables": ["B", "A"]},
    "set_neighbours": {"pairs": [["C", "B"]]},
    "set_rules": {"merges": False},
    "allow_merge": {"tables": ["B", "C"]},
    "forbid_merge": {"tables": ["A", "B"]},
    "forget_merge": {"tables": ["B", "A"]},
    "turn_times": {"bands": [{"up_to": 2, "minutes": 60}, {"up_to": 8, "minutes": 90}]},
    "buffers": {"after": 10},
    "opening_hours": {"service": "dinner", "opens": "18:30", "closes": "22:00"},
    "set_policy": {
        "policy": {
            "services": [
                {
                    "key": "dinner",
                    "opens": "18:00",
                    "closes": "22:00",
                    "bands": [{"up_to": 2, "minutes": 60}],
                }
            ],
            "fail_hard": True,
        }
    },
    "set_weights": {"points": {"overage": 10}},
    "set_pacing": {"pacing": [{"covers": 4, **EVENING}]},
    "set_hold_backs": {"hold_backs": [{"keep": 1, **EVENING}]},
    "set_mode": {"mode": "improve", "max_moves": 2},
    "add_booking": {"booking": {"id": "n1", "party": 2, **EVENING}},
    "cancel_booking": {"booking": "b2"},
    "resize_booking": {"booking": "b1", "party": 3},
    "move_booking": {"booking": "b1", "start": "20:00"},
    "reschedule": {"booking": "b1", "window": window("18:00", "19:00").model_dump()},
    "seat": {"booking": "b1", "tables": ["A"]},
    "lock": {"booking": "b2"},
    "unlock": {"booking": "b4"},
    "release": {"occupied": taken("B", source="hold").model_dump()},
    "scale_demand": {"factor": 2, "seed": 1},
    "sample_demand": {"bookings": 5, "seed": 1},
}


def test_every_edit_is_tried_here() -> None:
    """No kind of edit is left out of this list."""
    kinds = [kind.model_fields["kind"].default for kind in get_args(get_args(ScenarioEdit)[0])]
    assert sorted(kinds) == sorted(EVERY)


@pytest.mark.parametrize("kind", EVERY)
def test_each_changes_the_day_and_leaves_the_base_alone(kind: str) -> None:
    """Applied it is another problem, the same one every time; as JSON it is the same edit."""
    before = DAY.content_hash()
    one = edit(kind, **EVERY[kind])
    changed = one.apply(DAY)
    assert changed != DAY
    assert one.apply(DAY) == changed
    assert DAY.content_hash() == before
    assert ADAPTER.validate_json(ADAPTER.dump_json(one)) == one


def test_a_removed_table_takes_everything_with_it() -> None:
    """Neighbours, named sets, what took it; who was to sit there is placed again."""
    problem = after("remove_table", table="B")
    assert [one.id for one in problem.venue.tables] == ["A", "C", "D"]
    assert problem.venue.adjacency == (("C", "D"),)
    assert problem.rules.named_sets == ()
    assert [one.table for one in problem.occupancy] == ["C"]
    assert item(problem, "b2").current_tables == ()


def test_tables_of_other_sizes_drop_limits_that_no_longer_fit() -> None:
    """Those that are given stay."""
    problem = day([table("A", 4, min_party=3, max_party=4)])
    assert item(after("resize_table", problem, table="A", capacity=6), "A").max_party is None
    assert item(after("resize_table", problem, table="A", capacity=2), "A").min_party == 0
    limits = {"capacity": 8, "min_party": 5, "max_party": 7}
    changed = item(after("resize_table", problem, table="A", **limits), "A")
    assert (changed.capacity, changed.min_party, changed.max_party) == (8, 5, 7)


def test_a_moved_table_has_no_neighbours_in_the_zone_it_left() -> None:
    """A pair of neighbours never spans two zones."""
    assert after("move_table", table="B", zone="P").venue.adjacency == (("C", "D"),)


def test_closed_for_a_window_and_opened_again() -> None:
    """The table is blocked then, its guests are placed again, and opening cuts the block."""
    closed = after("close", table="C", start="12:30", end="14:00")
    assert taken("C", "12:30", "14:00", source="maintenance") in closed.occupancy
    assert item(closed, "b3").current_tables == ()
    opened = after("open", table="C", start="20:00", end="21:00")
    mine = [one.window for one in opened.occupancy if one.table == "C"]
    assert mine == [window("19:00", "20:00"), window("21:00", "22:00")]


def test_closed_for_the_day() -> None:
    """All tables of the zone are out of service; opening puts all of them back."""
    closed = after("close", zone="P")
    assert not item(closed, "C").active
    assert not item(closed, "D").active
    opened = after("open", closed, zone="P")
    assert item(opened, "C").active
    assert item(opened, "D").active


def test_rules_of_a_service() -> None:
    """It gets rules of its own, from those of the day; a preset is a beginning."""
    problem = after("set_rules", service="lunch", preset="singles", max_tables=2)
    assert problem.rules == DAY.rules
    own = problem.service_rules[0]
    assert (own.service, own.rules.merges, own.rules.max_tables) == ("lunch", False, 2)


def test_a_forbidden_merge_takes_the_place_of_an_allowed_one() -> None:
    """The named set that allowed the same tables is gone."""
    assert after("forbid_merge", tables=["B", "A"]).rules.named_sets == (named("A+B", "forbid"),)
    assert after("forget_merge", tables=["A", "B"]).rules.named_sets == ()


def test_turn_times_by_party_for_one_service() -> None:
    """Starts stay, ends follow the band; guests who have come, and other services, stay as is."""
    bands = [{"up_to": 2, "minutes": 60}, {"up_to": 8, "minutes": 100}]
    problem = after("turn_times", service="dinner", bands=bands, buffer_after=10)
    assert item(problem, "b1").window == window("19:00", "20:10")
    assert item(problem, "b1").slot == "s1"
    assert item(problem, "b2").window == window("19:00", "20:50")
    for untouched in ("b3", "b5", "b6"):
        assert item(problem, untouched) == item(DAY, untouched)


def test_hours_cancel_who_cannot_come_and_cut_who_stays_too_long() -> None:
    """The last seating is still accepted; with ``keep`` nobody is cancelled."""
    fields = {"service": "dinner", "opens": "18:30", "closes": "20:00", "last_seating": "19:00"}
    problem = after("opening_hours", overrun=False, **fields)
    assert "b4" not in {one.id for one in problem.bookings}
    assert item(problem, "b1").window == window("19:00", "20:00")
    assert after("opening_hours", others="keep", **fields) == DAY
    early = {**fields, "last_seating": "18:45"}
    assert {"b1", "b2"}.isdisjoint(one.id for one in after("opening_hours", **early).bookings)


def test_a_policy_derives_all_windows_again() -> None:
    """As the policy does for a new booking; those it does not accept are cancelled."""
    problem = after("set_policy", **EVERY["set_policy"])
    assert item(problem, "b1").window == window("19:00", "20:05")
    assert "b3" not in {one.id for one in problem.bookings}


def test_a_cancelled_booking_frees_what_was_taken_for_it() -> None:
    """Its windows of tables go with it."""
    problem = DAY.replace(occupancy=(taken("A", booking="b2"), taken("B")))
    assert after("cancel_booking", problem, booking="b2").occupancy == (taken("B"),)


def test_a_moved_booking_stays_as_long_and_loses_its_slot() -> None:
    """A slot belongs to one start."""
    moved = item(after("move_booking", booking="b1", start="20:00"), "b1")
    assert (moved.window, moved.slot) == (window("20:00", "21:30"), None)


def test_times_are_local() -> None:
    """19:00 in London is 18:00 in UTC in May, and 25:30 is half past one on the next date."""
    london = DAY.replace(venue=DAY.venue.replace(time_zone="Europe/London"))
    closed = after("close", london, table="A", start="20:00", end="25:30")
    assert window("19:00", "24:30") in [one.window for one in closed.occupancy]


def test_demand_is_scaled_up_and_down() -> None:
    """By the factor; a cancelled booking never counts, locked and seated guests are kept."""
    wanting = [one for one in DAY.bookings if DAY.wants_tables(one)]
    more = after("scale_demand", factor=2.4, seed=1)
    assert len(more.bookings) - len(DAY.bookings) == round(len(wanting) * 1.4)
    added = [one for one in more.bookings if one.id.startswith("more")]
    assert not any(one.current_tables or one.locked or one.slot for one in added)
    fewer = after("scale_demand", factor=0.1, seed=1)
    assert {one.id for one in fewer.bookings} == {"b4", "b5", "b6"}


def test_demand_is_the_same_for_a_seed_and_another_for_another() -> None:
    """Sampled and scaled."""
    for kind, fields in (("scale_demand", {"factor": 1.5}), ("sample_demand", {"bookings": 9})):
        assert after(kind, seed=1, **fields) == after(kind, seed=1, **fields)
        assert after(kind, seed=1, **fields) != after(kind, seed=2, **fields)


def test_sampled_bookings_never_take_an_id() -> None:
    """Twice the same demand is twice as many bookings."""
    once = SampleDemand(bookings=5, seed=1).apply(DAY)
    twice = SampleDemand(bookings=5, seed=1).apply(once)
    assert len(twice.bookings) == len(DAY.bookings) + 10


INVERSES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"kind": "add_neighbours", "tables": ["B", "C"]},
        {"kind": "remove_neighbours", "tables": ["C", "B"]},
    ),
    (
        {"kind": "remove_neighbours", "tables": ["A", "B"]},
        {"kind": "add_neighbours", "tables": ["B", "A"]},
    ),
    ({"kind": "add_table", **EVERY["add_table"]}, {"kind": "remove_table", "table": "E"}),
    ({"kind": "add_booking", **EVERY["add_booking"]}, {"kind": "cancel_booking", "booking": "n1"}),
    ({"kind": "lock", "booking": "b2"}, {"kind": "unlock", "booking": "b2"}),
    ({"kind": "unlock", "booking": "b4"}, {"kind": "lock", "booking": "b4"}),
    (
        {"kind": "resize_booking", "booking": "b1", "party": 4},
        {"kind": "resize_booking", "booking": "b1", "party": 2},
    ),
    (
        {"kind": "move_booking", "booking": "b2", "start": "20:00"},
        {"kind": "move_booking", "booking": "b2", "start": "19:00"},
    ),
    ({"kind": "open_table", "table": "D"}, {"kind": "close", "table": "D"}),
    (
        {"kind": "close", "table": "C", "start": "15:00", "end": "16:00"},
        {"kind": "open", "table": "C", "start": "15:00", "end": "16:00"},
    ),
    (
        {"kind": "buffers", "service": "lunch", "after": 10},
        {"kind": "buffers", "service": "lunch", "after": -10},
    ),
    ({"kind": "set_mode", "mode": "rebuild"}, {"kind": "set_mode", "mode": "fill"}),
    (
        {"kind": "resize_table", "table": "A", "capacity": 4},
        {"kind": "resize_table", "table": "A", "capacity": 2},
    ),
    ({"kind": "allow_merge", "tables": ["B", "C"]}, {"kind": "forget_merge", "tables": ["B", "C"]}),
    (
        {"kind": "forbid_merge", "tables": ["C", "D"]},
        {"kind": "forget_merge", "tables": ["C", "D"]},
    ),
]


@pytest.mark.parametrize(("there", "back"), INVERSES, ids=lambda one: one["kind"])
def test_there_and_back_is_the_same_problem(there: dict[str, Any], back: dict[str, Any]) -> None:
    """An edit and its inverse give the hash of the base."""
    changed = ADAPTER.validate_python(there).apply(DAY)
    assert changed.content_hash() != DAY.content_hash()
    assert ADAPTER.validate_python(back).apply(changed).content_hash() == DAY.content_hash()


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("remove_table", {"table": "X"}, "table: does not exist (got 'X')"),
    ("remove_table", {"table": "A"}, "booking 'b4' is locked there; unlock it first"),
    ("close", {"table": "A", "start": "11:00", "end": "12:00"}, "the guests of 'b5' sit there"),
    ("resize_table", {"table": "X", "capacity": 2}, "table: does not exist (got 'X')"),
    ("resize_table", {"table": "A", "capacity": 2, "min_party": 3}, "nobody could ever sit there"),
    ("move_table", {"table": "A", "zone": "Q"}, "zone: does not exist (got 'Q')"),
    ("move_table", {"table": "A", "zone": "Z"}, "zone: the table stands there already"),
    ("close", {"zone": "Q"}, "zone: does not exist (got 'Q')"),
    ("close", {"table": "D"}, "table: is out of service already (got 'D')"),
    ("close", {"table": "A", "start": "18:00", "end": "19:00"}, "'b4' is locked there; unlock it"),
    ("close", {"table": "B", "start": "20:00", "end": "19:00"}, "must end after it starts"),
    ("open", {"table": "A"}, "table: is in service already (got 'A')"),
    ("open", {"table": "A", **EVENING}, "nothing is closed there then"),
    ("add_neighbours", {"tables": ["A", "B"]}, "tables: are neighbours already"),
    ("add_neighbours", {"tables": ["A", "A"]}, "a table is not its own neighbour"),
    ("remove_neighbours", {"tables": ["A", "C"]}, "tables: are no neighbours"),
    ("remove_neighbours", {"tables": ["A", "X"]}, "tables: does not exist (got 'X')"),
    ("set_neighbours", {"pairs": [["A", "X"]]}, "pairs: does not exist (got 'X')"),
    ("set_neighbours", {"pairs": [["A", "A"]]}, "pairs: a table is not its own neighbour"),
    ("set_rules", {"preset": "mine"}, "preset: no such preset"),
    ("set_rules", {"service": "tea", "merges": False}, "service: no booking has this service"),
    ("forbid_merge", {"tables": ["A", "X"]}, "names table 'X', which does not exist"),
    ("forbid_merge", {"tables": ["A", "A"]}, "lists a table twice"),
    ("allow_merge", {"tables": ["A", "A"]}, "lists a table twice"),
    ("forget_merge", {"tables": ["A", "C"]}, "tables: no set of these is named"),
    ("set_weights", {"points": {"glamour": 1}}, "points: no such term"),
    ("set_weights", {"preset": "mine"}, "preset: no such preset"),
    ("set_pacing", {"pacing": [{"covers": 1, "start": 60, "end": 60}]}, "must end after it starts"),
    (
        "set_hold_backs",
        {"hold_backs": [{"keep": 1, "tables": {"zone": "Q"}, **EVENING}]},
        "zone 'Q'",
    ),
    (
        "turn_times",
        {"service": "tea", "bands": [{"up_to": 2, "minutes": 9}]},
        "no booking has this",
    ),
    ("buffers", {}, "changes nothing"),
    ("buffers", {"after": -200}, "booking: a window must end after it starts"),
    ("set_policy", {**EVERY["set_policy"], "others": "refuse"}, "booking: no service is open at"),
    ("add_booking", {"booking": {"id": "b1", "party": 2, **EVENING}}, "is part of the day already"),
    ("add_booking", {"booking": {"id": "n", "party": 2, "start": 60}}, "booking.end: say when"),
    ("add_booking", {"booking": {"id": "n", "party": 2, "tables": ["X"], **EVENING}}, "table 'X'"),
    ("cancel_booking", {"booking": "b9"}, "booking: is not part of the day; nearest are"),
    ("cancel_booking", {"booking": "b5"}, "booking: is checked_in or has begun"),
    ("move_booking", {"booking": "b5", "start": "20:00"}, "booking: is checked_in or has begun"),
    (
        "move_booking",
        {"booking": "b1", "start": "20:00", "end": "19:00"},
        "must end after it starts",
    ),
    ("resize_booking", {"booking": "b9", "party": 1}, "is not part of the day"),
    ("lock", {"booking": "b4"}, "is locked already"),
    ("scale_demand", {"factor": 2, "service": "tea"}, "no booking has this service"),
    ("sample_demand", {"bookings": 5000}, "more than 5000 bookings"),
]


@pytest.mark.parametrize(("kind", "fields", "words"), REFUSED)
def test_what_does_not_fit_is_refused(kind: str, fields: dict[str, Any], words: str) -> None:
    """The message names the edit, the field and the value."""
    with pytest.raises(InvalidInputError) as refused:
        after(kind, **fields)
    assert refused.value.message.startswith(f"edit {kind}: ")
    assert words in refused.value.message


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("close", {}, "name either a table or a zone"),
        ("close", {"table": "A", "zone": "Z"}, "name either a table or a zone"),
        ("close", {"table": "A", "start": "18:00"}, "start and end belong together"),
        ("set_mode", {"mode": "fill", "max_moves": 1}, "max_moves needs mode 'improve'"),
        ("turn_times", {"bands": [{"up_to": 4, "minutes": 9}, {"up_to": 2, "minutes": 9}]}, "rise"),
        ("resize_table", {"table": "A", "capacity": 2, "seats": 3}, "Extra inputs"),
    ],
)
def test_what_contradicts_itself_is_no_edit(kind: str, fields: dict[str, Any], words: str) -> None:
    """It is refused before it meets a day."""
    with pytest.raises(ValueError, match=words):
        edit(kind, **fields)


def test_a_time_that_the_clock_skips() -> None:
    """Half past one does not exist on the night clocks go forward in London."""
    night = DAY.replace(
        date="2025-03-30",
        venue=DAY.venue.replace(time_zone="Europe/London"),
        bookings=(),
        occupancy=(),
    )
    with pytest.raises(InvalidInputError, match="does not exist on 2025-03-30"):
        after("close", night, table="A", start="01:30", end="04:00")


def test_modes_and_windows_are_plain_values() -> None:
    """What edits leave is a problem like any other."""
    problem = after("set_mode", mode="improve", max_moves=3)
    assert (problem.mode, problem.max_moves) == (Mode.IMPROVE, 3)
    assert isinstance(problem.rules, Rules)
    assert isinstance(item(after("buffers", before=5), "b1").window, Window)
