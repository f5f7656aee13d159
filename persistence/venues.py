"""What the rows of a restaurant's tables, zones and neighbours amount to: its venue."""

from models.venue import Table, Venue, Zone
from persistence.occupancy import Row
from persistence.planning_settings import Planning
from persistence.restaurants import Restaurant

NO_ZONE = "none"
"""Holds tables without a zone, which the booking database gives to nobody."""


def venue_of(
    restaurant: Restaurant,
    planning: Planning,
    tables: list[Row],
    pairs: list[Row],
    notes: list[str],
    *,
    zones: list[Row] | None = None,
) -> Venue:
    """Return the venue; what is odd and tolerated is added to ``notes``.

    ``pairs`` are its neighbours. Without ``zones`` it has those of its tables alone.
    """
    names = _names(tables, zones)
    apart = sum(not row["same_zone"] for row in pairs)
    if apart:
        notes.append(f"{apart} adjacency rows join tables of different zones; ignored.")
    known = {row["id"] for row in tables}
    return Venue(
        id=str(restaurant.id),
        name=restaurant.name,
        time_zone=restaurant.time_zone,
        zones=tuple(Zone(id=key, name=name) for key, name in names.items()),
        tables=tuple(_table(row, names, planning, notes) for row in tables),
        adjacency=tuple(
            (str(row["table_a"]), str(row["table_b"]))
            for row in pairs
            if row["same_zone"] and {row["table_a"], row["table_b"]} <= known
        ),
    )


def _names(tables: list[Row], zones: list[Row] | None) -> dict[str, str]:
    """Return the zones' names, with one for tables that are in none."""
    if zones is None:
        names = {str(row["zone_id"]): row["zone"] for row in tables if row["zone"] is not None}
    else:
        names = {str(row["id"]): row["name"] for row in zones}
    if any(str(row["zone_id"]) not in names for row in tables):
        names[NO_ZONE] = "No zone"
    return names


def _table(row: Row, zones: dict[str, str], planning: Planning, notes: list[str]) -> Table:
    zone = str(row["zone_id"])
    if zone not in zones:
        notes.append(f"Table {row['table_number']} is in no zone; it is not planned.")
        zone = NO_ZONE
    smallest, largest = row["min_party_size"], row["max_party_size"]
    if smallest > row["capacity"] or (largest is not None and largest < smallest):
        notes.append(
            f"Table {row['table_number']} has party limits that nobody meets "
            f"({smallest} to {largest}, {row['capacity']} seats); they are ignored."
        )
        smallest, largest = 1, None
    return Table(
        id=str(row["id"]),
        name=row["table_number"],
        zone=zone,
        capacity=row["capacity"],
        min_party=smallest,
        max_party=largest,
        movable=row["movable"],
        active=row["usable"] and zone != NO_ZONE,
        category=row["category"],
        seating_type=row["seating_type"],
        **planning.table_facts(row, zones[zone]),
    )
