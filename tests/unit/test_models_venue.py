"""A restaurant's inventory: what is refused, and with which words."""

from typing import Any

import pytest
from pydantic import ValidationError

from models.venue import Table, Venue, Zone


def table(table_id: str = "T1", **changes: Any) -> Table:
    """Build a four-top in zone Z."""
    return Table(**{"id": table_id, "zone": "Z", "capacity": 4, **changes})


def venue(**changes: Any) -> Venue:
    """Build a venue of three tables in one zone, T1-T2 adjacent."""
    fields: dict[str, Any] = {
        "id": "pub",
        "zones": (Zone(id="Z"),),
        "tables": (table("T1"), table("T2"), table("T3")),
        "adjacency": (("T1", "T2"),),
    }
    return Venue(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"capacity": 0}, "capacity"),
        ({"capacity": 501}, "capacity"),
        ({"capacity": True}, "capacity"),
        ({"capacity": "4"}, "capacity"),
        ({"capacity": float("nan")}, "capacity"),
        ({"min_party": -1}, "min_party"),
        ({"min_party": 5}, "T1 seats 4 but asks for parties of at least 5"),
        ({"min_party": 3, "max_party": 2}, "max_party 2 below min_party 3"),
        ({"max_party": 0}, "max_party"),
        ({"category": "roof"}, "category"),
        ({"seating_type": "throne"}, "seating_type"),
        ({"id": ""}, "id"),
        ({"id": "T\n1"}, "id"),
        ({"id": "T" * 65}, "id"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_nonsense_in_a_table_is_refused(changes: dict[str, Any], message: str) -> None:
    """A table that nobody could mean is refused where it is built, naming the field."""
    with pytest.raises(ValidationError, match=message):
        table(**changes)


def test_a_table_without_a_recorded_minimum_takes_anyone() -> None:
    """Databases and the reference format leave min_party out or null: no minimum."""
    assert table(min_party=None).min_party == 0
    assert table().min_party == 1


def test_labels_fall_back_to_ids() -> None:
    """People see the table's number; where none is recorded, its id."""
    assert (table("T7").label, table("T7", name="Window 7").label) == ("T7", "Window 7")
    assert (Zone(id="Z").label, Zone(id="Z", name="Garden").label) == ("Z", "Garden")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"tables": (table("T1"), table("T1"))}, "id 'T1' is used more than once"),
        ({"zones": (Zone(id="Z"), Zone(id="Z"))}, "id 'Z' is used more than once"),
        ({"zones": ()}, "table 'T1' is in zone 'Z', which is not listed"),
        ({"adjacency": (("T1", "T9"),)}, r"\['T1', 'T9'\] names table 'T9', which does not exist"),
        ({"adjacency": (("T2", "T2"),)}, "table 'T2' cannot be its own neighbour"),
        ({"adjacency": (("T1", "T2", "T3"),)}, "adjacency"),
        ({"time_zone": "Mars/Olympus"}, "unknown time zone 'Mars/Olympus'"),
        ({"time_zone": ""}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "unknown time zone"),
    ],
)
def test_contradictions_in_a_venue_are_refused(changes: dict[str, Any], message: str) -> None:
    """Cross-references are checked when the venue is built, naming the culprit."""
    with pytest.raises(ValidationError, match=message):
        venue(**changes)


def test_adjacency_is_undirected_and_kept_once() -> None:
    """However an edge is stored, and however often, it is one pair with the smaller id first."""
    doubled = venue(adjacency=(("T2", "T1"), ("T1", "T2"), ("T3", "T2")))
    assert doubled.adjacency == (("T1", "T2"), ("T2", "T3"))


def test_seats_count_active_tables_only() -> None:
    """A table out of service offers no seats."""
    assert venue(tables=(table("T1"), table("T2"), table("T3", active=False))).seats == 8


def test_an_empty_room_is_a_venue() -> None:
    """A restaurant without tables yet is a fact of life, not an error."""
    assert venue(tables=(), adjacency=()).seats == 0
