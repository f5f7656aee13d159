"""Reading what a plan is worth and what the house keeps in hand, from whatever is stored."""

import datetime as dt
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from models.booking import Booking
from models.venue import Table
from models.weights import WEIGHT_PRESETS
from persistence.pool import Database as Pool
from persistence.snapshot import DaySnapshot, read_day
from services.reading import reading
from tests.integration.planning import AS_OF, pool
from tests.integration.postgres_servers import DATE, Database, House

SATURDAY = 6
"""As the database counts the test date's weekday: weeks begin on Sunday, the day 0."""

OPTIONAL = ("demand_profiles", "table_scarcity_metrics", "strategic_configs")
FOUR = "capacity:4|category:dining|seating:standard"


def read(database: Database, house: House, date: dt.date = DATE) -> DaySnapshot:
    """Read a date as the service does, twice: what was read must be equal."""
    with pool(database) as opened:
        found, again = look(opened, house, date), look(opened, house, date)
    assert found == again
    assert found.problem.content_hash() == again.problem.content_hash()
    return found


def look(opened: Pool, house: House, date: dt.date) -> DaySnapshot:
    """Read a date once."""
    with reading(opened, house.id) as connection:
        return read_day(connection, house.id, date, as_of=AS_OF)


def the_booking(database: Database, house: House) -> Booking:
    """Return the only booking of the test date."""
    [booking] = read(database, house).problem.bookings
    return booking


def the_table(database: Database, house: House, name: str = "T1") -> Table:
    """Return a table by its number."""
    tables = read(database, house).problem.venue.tables
    return next(table for table in tables if table.name == name)


def settings(house: House, **values: Any) -> None:
    """Store planning settings of the restaurant."""
    house.insert(
        "maitred.restaurant_settings",
        restaurant_id=house.id,
        **{name: Jsonb(value) for name, value in values.items()},
    )


def demand_row(house: House, multiplier: Any, **values: Any) -> None:
    """Store a demand profile of Saturday's dinner."""
    row = {"day_of_week": SATURDAY, "service_window": "dinner", **values}
    house.insert("demand_profiles", restaurant_id=house.id, multiplier=multiplier, **row)


def test_nothing_stored_gives_the_products_defaults(database: Database, house: House) -> None:
    """An ordinary booking at an ordinary table; only Saturday's demand is the product's."""
    house.booking(dt.time(19))
    problem = read(database, house).problem
    [booking] = problem.bookings
    assert (booking.vip, booking.deposit, booking.priority) == (False, False, 0)
    assert (booking.service, booking.demand, booking.seating_preference) == ("dinner", 1.35, "any")
    for table in problem.venue.tables:
        assert (table.features, table.section, table.rank, table.scarcity) == ((), None, 0, None)
    assert problem.weights == WEIGHT_PRESETS["product"]
    assert (problem.service_rules, problem.pacing, problem.hold_backs) == ((), (), ())


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"vip": True, "deposit_paid": True, "priority": 7}, (True, True, 7)),
        ({"vip": "true", "deposit_paid": 1, "priority": "7"}, (False, False, 0)),
        ({"vip": None, "deposit_paid": [True], "priority": 11}, (False, False, 0)),
        ({"vip": False, "priority": 10}, (False, False, 10)),
        ({"priority": 2.5}, (False, False, 0)),
        ({"priority": -1}, (False, False, 0)),
        ({"priority": 10**400}, (False, False, 0)),
        ([{"vip": True, "priority": 3}], (False, False, 0)),
        ("vip", (False, False, 0)),
        (7, (False, False, 0)),
        (None, (False, False, 0)),
    ],
)
def test_a_bookings_details_count_when_they_are_what_they_should_be(
    database: Database, house: House, details: Any, expected: tuple[bool, bool, int]
) -> None:
    """Anybody may have written anything there; it never fails and never leaves the database."""
    house.booking(dt.time(19), details=Jsonb(details))
    booking = the_booking(database, house)
    assert (booking.vip, booking.deposit, booking.priority) == expected


@pytest.mark.parametrize("place", ["indoor", "outdoor", "bar", "window", "quiet", "booth"])
def test_where_guests_would_like_to_sit(database: Database, house: House, place: str) -> None:
    """Every preference of the booking database is known."""
    house.booking(dt.time(19))
    house.connection.execute("update bookings set seating_preference = %s", [place])
    assert the_booking(database, house).seating_preference == place


def test_a_preference_or_a_type_of_a_newer_product_is_none(
    database: Database, house: House
) -> None:
    """The booking is planned as any other."""
    house.connection.execute("alter type seating_preference_type add value 'terrace'")
    house.booking(dt.time(19), booking_type="x" * 65)
    house.connection.execute("update bookings set seating_preference = 'terrace'")
    booking = the_booking(database, house)
    assert (booking.seating_preference, booking.service, booking.demand) == ("any", None, 1)


@pytest.mark.parametrize(
    ("section", "zone", "position", "features"),
    [
        ("Window row", "main", None, ("window",)),
        ("windows", "main", None, ()),
        ("quiet_corner", "The Window", None, ("quiet", "window")),
        (None, "main", {"features": ["window", "sea view", 7, None]}, ("window",)),
        (None, "Quiet room", {"features": "window"}, ("quiet",)),
        (None, "main", ["window"], ()),
        (None, "main", "window", ()),
    ],
)
def test_features_come_from_names_and_the_floor_plan(
    database: Database,
    house: House,
    section: str | None,
    zone: str,
    position: Any,
    features: tuple[str, ...],
) -> None:
    """A whole word of the section's or the zone's name, or a list in the position."""
    house.connection.execute("update zones set name = %s where name = 'main'", [zone])
    house.connection.execute(
        "update table_inventory set section = %s, position = %s where table_number = 'T1'",
        [section, None if position is None else Jsonb(position)],
    )
    assert the_table(database, house).features == features


@pytest.mark.parametrize(
    ("rank", "expected"),
    [(0, 0), (100, 100), ("12", 12), (101, 0), (-1, 0), (1.5, 0), (True, 0), ("x", 0), ([1], 0)],
)
def test_a_tables_rank(database: Database, house: House, rank: Any, expected: int) -> None:
    """A whole number up to 100, else the first to be given away."""
    house.connection.execute("update table_inventory set position = %s", [Jsonb({"rank": rank})])
    assert the_table(database, house).rank == expected


@pytest.mark.parametrize(
    ("section", "expected"),
    [(" Anna ", "Anna"), ("", None), ("  ", None), ("a\nb", None), ("x" * 121, None)],
)
def test_a_tables_section(
    database: Database, house: House, section: str, expected: str | None
) -> None:
    """A section is a name; what cannot be one is none."""
    house.connection.execute("update table_inventory set section = %s", [section])
    assert the_table(database, house).section == expected


@pytest.mark.parametrize(
    ("score", "expected"),
    [("0.33335", 0.3334), ("5000", 1000), ("Infinity", 1000), ("0", None), ("-1", None)],
)
def test_the_measured_scarcity_of_a_kind_of_table(
    database: Database, house: House, score: str, expected: float | None
) -> None:
    """Positive scores count, to four decimals; tables of another kind are estimated."""
    house.table("S1", seating_type="sofa")
    house.insert(
        "table_scarcity_metrics", restaurant_id=house.id, table_type=FOUR, scarcity_score=score
    )
    found = the_table(database, house).scarcity
    assert found is expected is None or found == pytest.approx(expected, abs=1e-4)
    assert the_table(database, house, "S1").scarcity is None


@pytest.mark.parametrize(
    ("own", "everybody", "expected"),
    [
        (None, None, 22),
        (None, "30", 30),
        ("7.005", "30", 7),
        ("5000", None, 1000),
        ("-3", None, 0),
        ("NaN", "30", 30),
    ],
)
def test_p29_the_weight_of_scarcity(
    database: Database, house: House, own: str | None, everybody: str | None, expected: float
) -> None:
    """The restaurant's row, else everybody's, else 22; from 0 to 1000 with two decimals."""
    for restaurant, weight in ((house.id, own), (None, everybody)):
        if weight is not None:
            house.insert("strategic_configs", restaurant_id=restaurant, scarcity_weight=weight)
    weights = read(database, house).problem.weights
    assert weights.scarcity == pytest.approx(expected, abs=0.011)
    assert weights == WEIGHT_PRESETS["product"].replace(scarcity=weights.scarcity)


def test_stored_weights_win_over_the_booking_databases(database: Database, house: House) -> None:
    """Who stores weights has decided about all of them."""
    house.insert("strategic_configs", restaurant_id=house.id, scarcity_weight=7)
    settings(house, weights={"scarcity": 3, "overage": 1})
    weights = read(database, house).problem.weights
    assert (weights.scarcity, weights.overage) == (3, 1)


@pytest.mark.parametrize(
    ("multiplier", "expected"),
    [
        ("1.8", 1.8),
        ("1.234", 1.23),
        ("0", 1),
        ("-2", 1),
        ("NaN", 1),
        ("Infinity", 100),
        ("0.001", 0.01),
        ("250", 100),
    ],
)
def test_a_demand_profile_goes_before_the_defaults(
    database: Database, house: House, multiplier: str, expected: float
) -> None:
    """Whatever its minutes: the only row of a weekday and service counts all day."""
    demand_row(house, multiplier, service_window="Dinner", start_minute=600, end_minute=660)
    demand_row(house, 9, service_window="lunch")
    demand_row(house, 9, day_of_week=5)
    house.booking(dt.time(19))
    assert the_booking(database, house).demand == expected


def test_p27_of_several_demand_profiles_the_minutes_decide(
    database: Database, house: House
) -> None:
    """Then the priority; what none of them covers has the default."""
    demand_row(house, 9, start_minute=20 * 60, end_minute=21 * 60, priority=99)
    demand_row(house, 1.2, start_minute=18 * 60, end_minute=22 * 60, priority=1)
    demand_row(house, 1.8, start_minute=19 * 60, end_minute=20 * 60, priority=5)
    house.booking(dt.time(19, 30))
    assert the_booking(database, house).demand == 1.8
    house.connection.execute("update bookings set start_time = '22:15', end_time = '23:15'")
    assert the_booking(database, house).demand == 1.35


def test_p26_a_profile_that_ends_before_it_starts_is_said(database: Database, house: House) -> None:
    """It counts until midnight."""
    demand_row(house, 1.8, start_minute=18 * 60, end_minute=17 * 60)
    demand_row(house, 1.2, start_minute=12 * 60, end_minute=13 * 60)
    house.booking(dt.time(23))
    assert the_booking(database, house).demand == 1.8
    assert any("until midnight" in note for note in read(database, house).notes)


def test_demand_goes_by_the_restaurants_own_clock(database: Database, house: House) -> None:
    """18:15 in London is 17:15 in UTC, for which there would be no rule."""
    house.connection.execute("update restaurants set timezone = 'Europe/London'")
    house.booking(dt.time(18, 15))
    assert the_booking(database, house).demand == 1.35


def test_demand_rules_of_the_settings_take_the_place_of_the_defaults(
    database: Database, house: House
) -> None:
    """An empty list switches the defaults off."""
    house.booking(dt.time(19))
    settings(house, demand=[])
    assert the_booking(database, house).demand == 1
    rule = {"service": "dinner", "days": ["sat"], "start": "18:00", "multiplier": 2}
    house.connection.execute("update maitred.restaurant_settings set demand = %s", [Jsonb([rule])])
    assert the_booking(database, house).demand == 2


@pytest.mark.parametrize("gone", [*((name,) for name in OPTIONAL), OPTIONAL])
def test_optional_tables_may_be_missing(
    database: Database, house: House, gone: tuple[str, ...]
) -> None:
    """Those that are there are read all the same, in the same transaction."""
    fill(house)
    for name in gone:
        house.connection.execute(f"drop table {name}".encode())
    check_degraded(the_booking(database, house).demand, database, house, gone)


def test_columns_of_optional_tables_may_be_missing(database: Database, house: House) -> None:
    """Older databases know neither minutes nor priorities."""
    fill(house)
    for column in ("priority", "start_minute", "end_minute"):
        house.connection.execute(f"alter table demand_profiles drop column {column}".encode())
    check_degraded(the_booking(database, house).demand, database, house, ())


def test_optional_tables_may_be_closed(database: Database, house: House) -> None:
    """A role that may not read them plans without; the transaction goes on."""
    fill(house)
    role = f"reader_{house.id.hex}"
    execute = house.connection.execute
    execute(f"create role {role} bypassrls".encode())
    try:
        execute(f"grant usage on schema public, maitred to {role}".encode())
        execute(f"grant select on all tables in schema public, maitred to {role}".encode())
        for name in OPTIONAL:
            execute(f"revoke all on {name} from {role}".encode())
        execute(f"set role {role}".encode())
        found = read_day(house.connection, house.id, DATE, as_of=AS_OF)
    finally:
        execute("reset role")
        execute(f"drop owned by {role}".encode())
        execute(f"drop role {role}".encode())
    assert (found.problem.bookings[0].demand, found.problem.weights.scarcity) == (1.35, 22)


def fill(house: House) -> None:
    """Store something in every optional table, and a booking."""
    demand_row(house, 2)
    house.insert(
        "table_scarcity_metrics", restaurant_id=house.id, table_type=FOUR, scarcity_score=0.5
    )
    house.insert("strategic_configs", restaurant_id=house.id, scarcity_weight=7)
    house.booking(dt.time(19))


def check_degraded(demand: float, database: Database, house: House, gone: tuple[str, ...]) -> None:
    """What was stored counts, unless its table is gone."""
    assert demand == (1.35 if "demand_profiles" in gone else 2)
    scarcity = the_table(database, house).scarcity
    assert scarcity == (None if "table_scarcity_metrics" in gone else 0.5)
    weight = read(database, house).problem.weights.scarcity
    assert weight == (22 if "strategic_configs" in gone else 7)
