"""A restaurant's own planning settings: what they become on a date, and what they do to a plan."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg.types.json import Jsonb

from models.errors import InvalidInputError
from models.house import HoldBack, Pacing, TableClass
from models.problem import DayProblem
from models.rules import RULE_PRESETS
from models.window import Window
from persistence.snapshot import DaySnapshot, read_day
from services.reading import reading
from tests.integration.planning import AS_OF, commit, plan, plan_test_date, pool, snapshot, stored
from tests.integration.postgres_servers import DATE, Database, House, at

SKIPPED = (("02:30", "04:00"), ("02:50", "03:10"))
"""The second one would run backwards: 03:50 to 03:10."""


def settings(house: House, **values: Any) -> None:
    """Store settings in place of those there are."""
    house.connection.execute("delete from maitred.restaurant_settings")
    house.insert(
        "maitred.restaurant_settings",
        restaurant_id=house.id,
        **{name: Jsonb(value) for name, value in values.items()},
    )


def read(database: Database, house: House, date: dt.date = DATE) -> DaySnapshot:
    """Read a date as the service does."""
    with pool(database) as opened, reading(opened, house.id) as connection:
        return read_day(connection, house.id, date, as_of=AS_OF)


def problem(database: Database, house: House, date: dt.date = DATE) -> DayProblem:
    """Return a date's problem."""
    return read(database, house, date).problem


def test_clock_times_become_windows_of_the_date(database: Database, house: House) -> None:
    """Local to the restaurant, past midnight if need be; minutes are times too."""
    house.connection.execute("update restaurants set timezone = 'Europe/Paris'")
    zone = str(house.zones["bar"])
    pace = {"covers": 20, "slot_minutes": 30, "start": "18:00", "end": "25:30"}
    held = {"name": "bar", "keep": 2, "tables": {"zone": zone}, "start": 1080, "end": 1200}
    settings(house, pacing=[pace], hold_backs=[held])
    found = problem(database, house)
    assert found.pacing == (
        Pacing(covers=20, slot_minutes=30, window=Window(start=at(16), end=at(23, 30))),
    )
    assert found.hold_backs == (
        HoldBack(
            name="bar",
            keep=2,
            tables=TableClass(zone=zone),
            window=Window(start=at(16), end=at(18)),
        ),
    )
    assert found.content_hash() == problem(database, house).content_hash()


def test_a_time_that_clocks_skip_is_moved_or_said(database: Database, house: House) -> None:
    """Once a year there is no half past two; the date is planned all the same."""
    house.connection.execute("update restaurants set timezone = 'Europe/Paris'")
    spring = dt.date(2031, 3, 30)
    settings(
        house,
        pacing=[{"covers": 1, "start": start, "end": end} for start, end in SKIPPED],
    )
    found = read(database, house, spring)
    [kept] = found.problem.pacing
    assert (kept.window.start.hour, kept.window.end.hour) == (1, 2)
    assert any("clocks skip" in note for note in found.notes)


def test_rules_of_a_service_are_a_preset_or_rules(database: Database, house: House) -> None:
    """Named merge sets of the restaurant count in every service; sets of gone tables do not."""
    pair = sorted(str(house.tables[name]) for name in ("T1", "T4"))
    house.connection.execute(
        "insert into maitred.merge_sets (restaurant_id, table_ids) values (%s, %s)",
        [house.id, [UUID(table) for table in pair]],
    )
    own = {"max_tables": 2, "named_sets": [{"tables": pair, "capacity": 7}, {"tables": gone()}]}
    settings(house, service_rules={"lunch": "singles", "dinner": own})
    found = read(database, house)
    dinner, lunch = found.problem.service_rules
    assert (dinner.service, dinner.rules.max_tables) == ("dinner", 2)
    assert [(item.tables, item.capacity) for item in dinner.rules.named_sets] == [(tuple(pair), 7)]
    assert lunch.rules.replace(named_sets=()) == RULE_PRESETS["singles"]
    for rules in (found.problem.rules, lunch.rules):
        assert [(item.tables, item.capacity) for item in rules.named_sets] == [(tuple(pair), None)]
    assert any("no longer exists" in note for note in found.notes)


def gone() -> list[str]:
    """Return tables that do not exist."""
    return [str(uuid4()), str(uuid4())]


def test_a_hold_back_of_a_zone_that_is_gone_is_a_note(database: Database, house: House) -> None:
    """Settings outlive the zones they name; the others still count."""
    times = {"start": "18:00", "end": "20:00"}
    settings(
        house,
        hold_backs=[
            {"name": "terrace", "keep": 1, "tables": {"zone": str(uuid4())}, **times},
            {"name": "window", "keep": 1, **times},
        ],
    )
    found = read(database, house)
    assert [item.name for item in found.problem.hold_backs] == ["window"]
    assert any("'terrace'" in note for note in found.notes)


EVENING = {"start": "18:00", "end": "22:00"}


@pytest.mark.parametrize(
    ("setting", "value", "field"),
    [
        ("pacing", [{"covers": -1, **EVENING}], "pacing[0].covers"),
        ("pacing", [{"covers": 1, **EVENING, "start": "six"}], "pacing[0].start"),
        ("pacing", [{"covers": 1, **EVENING}, {"covers": 1, "start": 0}], "pacing[1].end"),
        ("pacing", [{"covers": 1, "start": "22:00", "end": "18:00"}], "pacing[0]: end 18:00"),
        ("pacing", [{"covers": 1, **EVENING, "end": "2030-06-01T20:00:00Z"}], "pacing[0]: start"),
        ("pacing", {"covers": 1, **EVENING}, "pacing"),
        ("hold_backs", [{"keep": 0, **EVENING}], "hold_backs[0].keep"),
        (
            "hold_backs",
            [{"keep": 1, "tables": {"size": 4}, **EVENING}],
            "hold_backs[0].tables.size",
        ),
        ("service_rules", {"dinner": "sumptuous"}, "service_rules.dinner: no such preset"),
        ("service_rules", {"dinner": {"max_tables": 9}}, "service_rules.dinner.max_tables"),
        ("service_rules", ["dinner"], "service_rules"),
        ("demand", [{"service": "dinner", "multiplier": 0}], "demand[0].multiplier"),
        ("demand", [{"service": "dinner"}], "demand[0].multiplier"),
        ("demand", "high", "demand"),
        ("weights", {"scarcity": 1.234}, "weights.scarcity"),
        ("rules", {"max_tables": 0}, "rules.max_tables"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    database: Database, house: House, setting: str, value: Any, field: str
) -> None:
    """With the restaurant, the setting and the field; nothing is put in its place."""
    settings(house, **{setting: value})
    with pytest.raises(InvalidInputError) as caught:
        read(database, house)
    assert f"stored settings of restaurant {house.id}: {field}" in caught.value.message


def test_json_null_is_no_setting(database: Database, house: House) -> None:
    """As if the column were null."""
    before = problem(database, house)
    names = ("policy", "rules", "weights", "service_rules", "pacing", "hold_backs", "demand")
    settings(house, **dict.fromkeys(names))
    assert problem(database, house) == before


def test_stored_pacing_and_hold_backs_change_what_is_committed(
    database: Database, house: House
) -> None:
    """Without them everybody is seated; with them the pace and the walk-ins' table are kept."""
    house.connection.execute(
        "update table_inventory set active = false where table_number not in ('T1', 'T2')"
    )
    lunch = {str(house.booking(dt.time(12), booking_type="lunch")) for _ in range(2)}
    dinner = {str(house.booking(dt.time(19), party_size=1)) for _ in range(2)}
    with pool(database) as opened:
        assert len(plan_test_date(opened, house.id, dry_run=True)["assigned"]) == 4
        settings(
            house,
            pacing=[{"covers": 2, "start": "12:00", "end": "14:00"}],
            hold_backs=[{"keep": 1, "start": "18:00", "end": "22:00"}],
        )
        plan_test_date(opened, house.id)
    seated = set(stored(house))
    assert (len(seated & lunch), len(seated & dinner)) == (1, 1)


def test_settings_that_change_after_planning_are_a_conflict(
    database: Database, house: House
) -> None:
    """A plan is committed only when it answers the question as it is now."""
    house.booking(dt.time(19))
    with pool(database) as opened:
        found = snapshot(opened, house.id)
        settings(house, pacing=[{"covers": 9, **EVENING}])
        outcome = commit(opened, found, plan(found))
    assert not outcome.committed
    assert outcome.changes == ("pacing changed",)
    assert stored(house) == {}
