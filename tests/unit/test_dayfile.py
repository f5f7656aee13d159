"""Day files: what loads, what is refused, and the words of the refusal."""

import datetime as dt
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.dayfile import DayFile, parse_day, preset
from models.errors import InvalidInputError
from models.problem import DayProblem, Mode
from models.rules import RULE_PRESETS, Rules
from models.weights import WEIGHT_PRESETS, Weights

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
TINY_DAYS = sorted(path for path in TINY.glob("w*.json"))


def day(**changes: Any) -> dict[str, Any]:
    """Build a day file of two adjacent tables and one booking."""
    fields: dict[str, Any] = {
        "id": "day",
        "date": "2025-05-10",
        "time_zone": "Europe/London",
        "tables": [
            {"id": "T1", "capacity": 4, "zone": "Z"},
            {"id": "T2", "capacity": 4, "zone": "Z"},
        ],
        "adjacency": [["T1", "T2"]],
        "bookings": [{"id": "b1", "party": 2, "start": "19:00", "end": "20:30"}],
    }
    return {**fields, **changes}


def with_booking(**changes: Any) -> dict[str, Any]:
    """Build a day file with one changed booking."""
    return day(bookings=[{"id": "b1", "party": 2, "start": "19:00", "end": "20:30", **changes}])


def with_table(**changes: Any) -> dict[str, Any]:
    """Build a day file with one changed table."""
    return day(tables=[{"id": "T1", "capacity": 4, "zone": "Z", **changes}], adjacency=[])


SUPPER: dict[str, Any] = {
    "key": "supper",
    "opens": "19:00",
    "closes": "00:30",
    "last_seating": "23:00",
    "bands": [{"up_to": 4, "minutes": 100}],
    "buffer_before": 5,
}


def load(fields: dict[str, Any]) -> DayProblem:
    """Read a day as the command line does."""
    return parse_day(json.dumps(fields)).to_problem()


def with_service(**changes: Any) -> dict[str, Any]:
    """Build a day file with one changed service."""
    return day(policy={"services": [{**SUPPER, **changes}]})


def refusal(fields: dict[str, Any] | str) -> str:
    """Return the message of a day that must be refused."""
    text = fields if isinstance(fields, str) else json.dumps(fields)
    with pytest.raises(InvalidInputError) as caught:
        parse_day(text, subject="busy.json").to_problem()
    assert caught.value.code == "INVALID_INPUT"
    assert caught.value.flaws
    return caught.value.message


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (day(adjacency=[["T1", "T9"]]), ["['T1', 'T9']", "'T9'", "does not exist"]),
        (day(adjacency=[["T1", "T1"]]), ["adjacency", "'T1' cannot be its own neighbour"]),
        (day(adjacency=[["T1"]]), ["adjacency[0]"]),
        (with_booking(end="18:00"), ["bookings[0]", "b1", "must end after it starts", "17:00Z"]),
        (with_booking(end="19:00"), ["bookings[0]", "b1", "must end after it starts"]),
        (day(bookings=day()["bookings"] * 2), ["bookings", "'b1' is used more than once"]),
        (day(tables=day()["tables"] * 2), ["tables", "'T1' is used more than once"]),
        (with_booking(party=0), ["bookings[0].party", "(got 0)"]),
        (with_booking(party=10_000), ["bookings[0].party", "(got 10000)"]),
        (with_booking(party=-3), ["bookings[0].party", "(got -3)"]),
        (with_booking(party=2.5), ["bookings[0].party", "(got 2.5)"]),
        (with_booking(party="two"), ["bookings[0].party", "(got 'two')"]),
        (with_booking(priority=11), ["bookings[0].priority", "(got 11)"]),
        (with_booking(allergies="nuts"), ["bookings[0].allergies", "unknown field", "'nuts'"]),
        (with_booking(status="arrived"), ["bookings[0].status", "'arrived'"]),
        (with_booking(tables=["T9"]), ["booking 'b1' names table 'T9'"]),
        (day(weather="fine"), ["weather", "unknown field", "maitred schema", "'fine'"]),
        (with_table(min_party=5), ["tables[0]", "seats 4", "at least 5"]),
        (with_table(capacity=0), ["tables[0].capacity", "(got 0)"]),
        (with_table(zone=""), ["tables[0].zone"]),
        (with_table(weight=3), ["tables[0].weight", "unknown field"]),
        (day(zones=[{"id": "Y"}]), ["table 'T1' is in zone 'Z', which is not listed"]),
        (day(date="2025-02-30"), ["date", "'2025-02-30'"]),
        (day(date="9999-12-31"), ["date", "the year 9999 is not within"]),
        (day(date=20250510), ["date", "must be written out", "(got 20250510)"]),
        (with_booking(start="0001-01-01T00:00:00+14:00"), ["bookings[0].start"]),
        (day(time_zone="Europe/Atlantis"), ["time_zone", "'Europe/Atlantis'"]),
        (day(rules="strictest"), ["rules", "'strictest'", "product, reference, singles"]),
        (day(weights="heavy"), ["weights", "'heavy'", "product, reference"]),
        (day(max_merge=6), ["max_merge", "(got 6)"]),
        (day(policy="late"), ["policy", "'late'"]),
        (day(policy={"services": []}), ["policy.services"]),
        (day(policy={"hours": []}), ["policy.hours", "unknown field"]),
        (with_service(opens="25:00"), ["policy.services[0].opens", "'25:00'"]),
        (with_service(closes=23), ["policy.services[0].closes", "(got 23)"]),
        (with_service(last_seating="soon"), ["policy.services[0].last_seating", "'soon'"]),
        (with_service(buffer_after=-5), ["policy.services[0].buffer_after", "(got -5)"]),
        (with_service(bands=[]), ["policy.services[0].bands"]),
        (day(mode="guess"), ["mode", "'guess'"]),
        (day(max_moves=3), ["max_moves 3 needs mode 'improve'"]),
        (
            day(occupancy=[{"table": "T9", "start": "12:00", "end": "13:00"}]),
            ["occupancy", "'T9'", "does not exist"],
        ),
        (
            day(occupancy=[{"table": "T1", "start": "13:00", "end": "12:00"}]),
            ["occupancy[0]", "T1", "must end after it starts"],
        ),
    ],
)
def test_bad_day_is_refused_naming_place_and_value(
    fields: dict[str, Any], words: list[str]
) -> None:
    """One clear sentence with the place and the value, so the writer can mend the file."""
    message = refusal(fields)
    assert all(word in message for word in words), message
    assert "\n" not in message


@pytest.mark.parametrize(
    "moment", [2880, -1, 19.5, "7pm", "19:60", "48:00", "", None, True, [], "1140", 100_000, 1e300]
)
def test_bad_times_are_refused_with_the_forms_there_are(moment: Any) -> None:
    """A time that is no time names its booking and says how times are written."""
    message = refusal(with_booking(start=moment))
    assert "bookings[0].start: must be minutes since midnight (0 to 2879)" in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", ["busy.json", "line 1, column 2", "not valid JSON"]),
        ("", ["line 1, column 1", "not valid JSON"]),
        ('{"id": "a",\n "id": "b"}', ["a key is repeated", "'id'"]),
        ('{"id": NaN}', ["NaN", "numbers must be finite"]),
        ('{"id": -Infinity}', ["-Infinity", "numbers must be finite"]),
        ('{"id": "\\ud800"}', ["surrogate"]),
        ("[" * 100_000, ["nested too deeply"]),
        ("[]", ["must be a JSON object"]),
        ("null", ["must be a JSON object"]),
        ("{}", ["id: Field required", "tables: Field required", "bookings: Field required"]),
    ],
)
def test_text_that_is_no_day_is_refused(text: str, words: list[str]) -> None:
    """Broken JSON is one sentence with its line and column, never a traceback."""
    message = refusal(text)
    assert all(word in message for word in words), message


def test_nan_and_huge_numbers_cannot_slip_in_as_values() -> None:
    """NaN is refused as JSON; a number too big for a float is refused by the field."""
    assert "numbers must be finite" in refusal(
        json.dumps(with_booking()).replace('"party": 2', '"party": NaN')
    )
    assert "bookings[0].party" in refusal(
        json.dumps(with_booking()).replace('"party": 2', '"party": 1e999')
    )
    assert refusal(json.dumps(with_booking()).replace('"party": 2', '"party": ' + "9" * 5000))


def test_bytes_that_are_not_utf8_are_refused() -> None:
    """The byte that broke the reading is named; a byte order mark is no fault."""
    with pytest.raises(InvalidInputError, match="byte 8: the text is not UTF-8"):
        parse_day(b'{"id": "\xff"}')
    assert parse_day(b"\xef\xbb\xbf" + json.dumps(day()).encode()).id == "day"


def test_every_flaw_of_a_file_is_collected() -> None:
    """A file with ten mistakes reports five and counts the rest; details hold all of them."""
    bookings = [{"id": f"b{n}", "party": 0, "start": "19:00", "end": "20:00"} for n in range(10)]
    with pytest.raises(InvalidInputError) as caught:
        parse_day(json.dumps(day(bookings=bookings)))
    assert "and 5 more" in caught.value.message
    assert len(caught.value.details["flaws"]) == 10


@pytest.mark.parametrize("path", TINY_DAYS, ids=lambda path: path.stem)
def test_short_reference_form_loads_as_it_is(path: Path) -> None:
    """Benchmark days are day files: no conversion, zones from the tables, windows in minutes."""
    data = json.loads(path.read_text())
    problem = parse_day(path.read_bytes(), subject=path.name).to_problem()
    assert len(problem.venue.tables) == len(data["tables"])
    assert {zone.id for zone in problem.venue.zones} == {item["zone"] for item in data["tables"]}
    assert problem.rules.max_tables == data["max_merge"]
    spans = {booking.id: booking.window.minutes for booking in problem.bookings}
    assert spans == {item["id"]: item["end"] - item["start"] for item in data["bookings"]}


def test_all_twelve_tiny_days_are_there() -> None:
    """An empty folder would let the test above pass without testing anything."""
    assert len(TINY_DAYS) == 12
    assert set(json.loads((TINY / "optima.json").read_text())) == {path.stem for path in TINY_DAYS}


@pytest.mark.parametrize(
    "moment", [1140, "19:00", "2025-05-10T18:00:00Z", "2025-05-10T19:00:00+01:00"]
)
def test_a_time_may_be_written_three_ways(moment: int | str) -> None:
    """Minutes, wall clock and instants of the same moment give the same booking."""
    problem = load(with_booking(start=moment))
    assert problem.bookings[0].window.start == datetime(2025, 5, 10, 18, tzinfo=UTC)


def test_a_booking_past_midnight() -> None:
    """25:30 is half past one on the next date and still belongs to the service date."""
    window = load(with_booking(start="23:30", end="25:30")).bookings[0].window
    assert window.end == datetime(2025, 5, 11, 0, 30, tzinfo=UTC)


def test_a_missing_end_is_derived_from_the_policy() -> None:
    """Four guests at 19:00 dine 75 minutes and block five more."""
    fields = day(bookings=[{"id": "b1", "party": 4, "start": "19:00"}])
    assert load(fields).bookings[0].window.minutes == 80


def test_the_services_of_a_file_are_the_days() -> None:
    """They derive what is left out, and other times follow them; without any, every hour is open,
    though the product's turn times derive what is left out."""
    fields = day(bookings=[{"id": "b1", "party": 4, "start": "19:00"}])
    found = load({**fields, "policy": {"services": [SUPPER]}})
    assert found.policy is not None
    assert found.policy.services[0].last_seating == "23:00"
    assert found.bookings[0].window.minutes == 110
    assert load(fields).policy is None


def test_a_start_the_policy_refuses_names_the_booking() -> None:
    """An overrun in a file is bad input with its place, like every other flaw."""
    message = refusal(day(bookings=[{"id": "b1", "party": 4, "start": "21:55"}]))
    assert "bookings[0].start: reservation would overrun dinner" in message
    assert "b1" in message


def test_a_start_in_the_skipped_hour_names_the_booking() -> None:
    """A time that does not exist on that date is refused where it stands."""
    fields = with_booking(start="01:30", end="04:00")
    message = refusal({**fields, "date": "2026-03-29"})
    assert "bookings[0].start: 01:30 does not exist on 2026-03-29" in message


def test_arguments_take_the_place_of_the_file() -> None:
    """Command line choices win over what the file says."""
    file = parse_day(json.dumps(day(rules="singles", mode="improve", max_moves=1)))
    problem = file.to_problem(
        rules=RULE_PRESETS["reference"], weights=WEIGHT_PRESETS["reference"], max_moves=4
    )
    assert problem.rules.name == "reference"
    assert problem.weights.name == "reference"
    assert (problem.mode, problem.max_moves) == (Mode.IMPROVE, 4)
    assert file.to_problem().rules.merges is False


def test_max_merge_adjusts_a_preset_but_not_written_rules() -> None:
    """The short form's max_merge belongs to presets; rules in full say it themselves."""
    assert load(day(max_merge=2)).rules.max_tables == 2
    assert load(day(max_merge=2, rules={"max_tables": 4})).rules.max_tables == 4


def test_presets_by_name_or_value() -> None:
    """A preset's name and its value are interchangeable; an unknown name lists the known ones."""
    assert preset("product", RULE_PRESETS, Rules) == RULE_PRESETS["product"]
    own = Weights(overage=7)
    assert preset(own, WEIGHT_PRESETS, Weights) is own
    with pytest.raises(InvalidInputError, match="there are banquet, product, reference, singles"):
        preset("x", RULE_PRESETS, Rules, "rules")


def test_a_problem_survives_its_file() -> None:
    """Every field of a rich day is written and read back: equal problem, equal hash."""
    rich = day(
        name="The Old Pub",
        zones=[{"id": "Z", "name": "Garden"}],
        bookings=[
            {
                "id": "b1",
                "party": 6,
                "start": "19:00",
                "end": "21:00",
                "tables": ["T2", "T1"],
                "priority": 3,
                "locked": True,
                "slot": "19:00",
                "status": "checked_in",
            },
            {"id": "b0", "party": 2, "start": "12:00", "service": "lunch"},
        ],
        occupancy=[
            {
                "table": "T1",
                "start": 600,
                "end": 660,
                "source": "hold",
                "booking": "x",
                "until": "2025-05-10T08:00:00Z",
            },
            {"table": "T2", "start": "09:00", "end": "10:00"},
        ],
        rules={"seats_lost_per_join": 1, "named_sets": [{"tables": ["T1", "T2"], "capacity": 7}]},
        weights={"overage": 1.25},
        mode="improve",
        max_moves=2,
        as_of="11:00",
        policy={"services": [SUPPER]},
    )
    problem = load(rich)
    again = parse_day(DayFile.from_problem(problem).model_dump_json()).to_problem()
    assert again == problem
    assert again.content_hash() == problem.content_hash()


def test_a_venue_with_its_own_id_survives_its_file() -> None:
    """A day taken from a database is named after the date, its venue after the restaurant."""
    problem = load(day())
    dated = problem.replace(id="pub-2025-05-10", venue=problem.venue.replace(id="pub"))
    again = parse_day(DayFile.from_problem(dated).model_dump_json()).to_problem()
    assert again == dated


def test_the_service_date_defaults_to_a_fixed_one() -> None:
    """Reference days have no date; any fixed date does, as long as the hash is stable."""
    fields = day(bookings=[{"id": "b1", "party": 2, "start": 1140, "end": 1200}])
    del fields["date"]
    assert load(fields).date == dt.date(2000, 1, 1)
    assert load(fields).content_hash() == load(fields).content_hash()


def test_another_mode_leaves_the_limit_of_moves_behind() -> None:
    """A file's max_moves belongs to its own mode: asking for rebuild does not trip over it."""
    file = parse_day(
        '{"id": "d", "tables": [{"id": "A", "capacity": 2, "zone": "Z"}], "bookings": [],'
        ' "mode": "improve", "max_moves": 2}'
    )
    assert file.to_problem().max_moves == 2
    assert file.to_problem(mode=Mode.REBUILD).max_moves is None
    assert file.to_problem(mode=Mode.IMPROVE).max_moves == 2


def test_an_unknown_preset_names_the_day() -> None:
    """The message says which day and which field."""
    file = parse_day('{"id": "d", "tables": [], "bookings": [], "rules": "house"}')
    with pytest.raises(InvalidInputError, match="day d: rules: no such preset"):
        file.to_problem()
