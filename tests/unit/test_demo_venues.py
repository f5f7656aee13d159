"""The demo restaurants: their rooms hold together and their Saturday is too busy."""

import datetime as dt
from collections import Counter

import pytest
from pydantic import ValidationError

from scenarios.demand import DemandBooking, sample_demand
from scenarios.venues import DEMO_VENUES, DemoVenue, load_venue

SATURDAY = dt.date(2026, 11, 28)


@pytest.fixture(params=DEMO_VENUES)
def venue(request: pytest.FixtureRequest) -> DemoVenue:
    """Each demo restaurant in turn."""
    return load_venue(request.param)


def test_the_pub_is_the_pub() -> None:
    """26 tables, 116 seats, three zones; neighbours are consecutive numbers within a zone."""
    pub = load_venue("pub")
    assert (len(pub.tables), pub.seats, len(pub.zones)) == (26, 116, 3)
    assert len(pub.adjacency) == 26 - 3
    assert all(a[0] == b[0] and int(b[1:]) - int(a[1:]) == 1 for a, b in pub.adjacency)
    assert not any(table.mobility == "fixed" for table in pub.tables)


def test_the_bistro_is_a_believable_room() -> None:
    """40 tables in four zones, fixed booths, recorded limits, tables without neighbours."""
    bistro = load_venue("bistro")
    assert (len(bistro.tables), len(bistro.zones)) == (40, 4)
    fixed = {table.number for table in bistro.tables if table.mobility == "fixed"}
    booths = {table.number for table in bistro.tables if table.seating_type == "booth"}
    joined = {number for pair in bistro.adjacency for number in pair}
    assert booths < fixed
    assert not fixed & joined
    assert 0 < sum(table.max_party is not None for table in bistro.tables) < 40
    assert {table.min_party for table in bistro.tables} >= {1, 2, 4}


def test_rooms_are_valid_for_the_planner(venue: DemoVenue) -> None:
    """The room passes every check of a venue and keeps its seats and neighbours."""
    planned = venue.to_venue()
    assert planned.seats == venue.seats
    assert len(planned.adjacency) == len(venue.adjacency)


def test_every_table_has_its_own_place(venue: DemoVenue) -> None:
    """A floor plan can be drawn: no two tables stand in the same spot."""
    spots = Counter((table.position.x, table.position.y) for table in venue.tables)
    assert max(spots.values()) == 1


def test_neighbours_stand_close_together(venue: DemoVenue) -> None:
    """Positions and adjacency tell the same story: whoever can be joined stands within 3 m."""
    place = {table.number: table.position for table in venue.tables}
    for a, b in venue.adjacency:
        apart = abs(place[a].x - place[b].x) + abs(place[a].y - place[b].y)
        assert apart <= 3, (a, b, apart)


def guests_at(moment: dt.datetime, demand: tuple[DemandBooking, ...]) -> int:
    """Count the guests whose tables are blocked at a moment."""
    return sum(item.party for item in demand if item.block.start <= moment < item.block.end)


def test_saturday_asks_for_more_than_fits(venue: DemoVenue) -> None:
    """At the peak more guests want to sit than there are seats, large parties among them."""
    saturday = venue.saturday
    demand = sample_demand(
        venue.seats,
        venue.policy,
        SATURDAY,
        venue.zone_info,
        bookings=saturday.bookings,
        seed=saturday.seed,
        largest_party=saturday.largest_party,
    )
    assert max(guests_at(booking.start, demand) for booking in demand) > venue.seats
    assert max(booking.party for booking in demand) == saturday.largest_party
    assert sum(booking.party > 8 for booking in demand) >= 3


def test_a_room_that_contradicts_itself_is_refused() -> None:
    """Slips in a venue file are found when it is loaded, not by the database."""
    pub = load_venue("pub")
    with pytest.raises(ValidationError, match="'B8' and 'D1' are not two tables of one zone"):
        pub.replace(adjacency=(("B8", "D1"),))
    with pytest.raises(ValidationError, match="'B1' is used more than once"):
        pub.replace(tables=(*pub.tables, pub.tables[0]))
