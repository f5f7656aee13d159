"""Which tables could be bought, split or swapped in a room."""

from collections import Counter
from collections.abc import Iterable, Sequence

from models.edit_bookings import free_id
from models.edit_room import AddNeighbours, ResizeTable
from models.edits import AddTable
from models.problem import DayProblem
from models.venue import Table, Venue, Zone
from scenarios.advise.solving import Candidate
from scenarios.edits import ScenarioEdit

USUAL_SIZES = (2, 4, 6, 8)
"""Seats of tables that can be bought anywhere."""

SMALLEST_SPLIT = 4
"""Seats of the smallest table that is split."""

SWAP_REACH = 2
"""Seats that a table is swapped for more or less of."""


def bought(
    days: Sequence[DayProblem], sizes: Sequence[int], zones: Sequence[str]
) -> list[Candidate]:
    """Return a new table of each size in each zone; it is nobody's neighbour."""
    venue = days[0].venue
    found = []
    for zone in venue.zones:
        if zones and zone.id not in zones:
            continue
        for size in sizes or sensible_sizes(days):
            table = _new(venue, zone, size)
            words = f"Buy a table for {size} in {zone.label}"
            found.append(Candidate(words, "buy", words, (AddTable(table=table),)))
    return found


def sensible_sizes(days: Sequence[DayProblem]) -> tuple[int, ...]:
    """Return usual sizes and those of the room, as far as anybody asks for so many seats."""
    wanted = [item.party for day in days for item in day.bookings if day.wants_tables(item)]
    largest = max(wanted, default=0)
    known = {*USUAL_SIZES, *(item.capacity for item in days[0].venue.tables if item.active)}
    return tuple(size for size in sorted(known) if size <= largest + largest % 2)


def split(venue: Venue, zones: Sequence[str]) -> list[Candidate]:
    """Return every large table made two, side by side; of those that are alike the first."""
    found = []
    for table in _different(venue, zones):
        if table.capacity < SMALLEST_SPLIT:
            continue
        half = table.capacity // 2
        other = _half(venue, table, table.capacity - half)
        edits: list[ScenarioEdit] = [
            ResizeTable(table=table.id, capacity=half),
            AddTable(table=other),
        ]
        if venue.adjacency and table.movable:
            edits.append(AddNeighbours(tables=(table.id, other.id)))
        words = (
            f"Split table {table.label} in {_zone(venue, table)} "
            f"({table.capacity} seats into {half} and {table.capacity - half})"
        )
        found.append(Candidate(words, "split", words, tuple(edits)))
    return found


def swapped(venue: Venue, zones: Sequence[str], sizes: Iterable[int]) -> list[Candidate]:
    """Return tables swapped for the next smaller or larger size; of those alike the first."""
    found = []
    for table in _different(venue, zones):
        for size in sizes:
            if not 0 < abs(size - table.capacity) <= SWAP_REACH:
                continue
            edit = ResizeTable(table=table.id, capacity=size)
            words = (
                f"Swap table {table.label} in {_zone(venue, table)} ({table.capacity} seats) for "
                f"one with {size}"
            )
            found.append(Candidate(words, "swap", words, (edit,)))
    return found


def _different(venue: Venue, zones: Sequence[str]) -> list[Table]:
    """Return one of each kind of table: same zone, limits and neighbours mean the same kind."""
    tables = {item.id: item for item in venue.tables}
    beside: dict[str, list[str]] = {item.id: [] for item in venue.tables}
    for a, b in venue.adjacency:
        beside[a].append(b)
        beside[b].append(a)
    kinds: dict[tuple[str, tuple[str, ...]], Table] = {}
    for table in venue.tables:
        if not table.active or (zones and table.zone not in zones):
            continue
        # The very neighbours: two tables beside the same ones can take each other's place.
        look = tables[table.id].replace(id="any", name="")
        kinds.setdefault((look.content_hash(), tuple(sorted(beside[table.id]))), table)
    return list(kinds.values())


def _new(venue: Venue, zone: Zone, size: int) -> Table:
    """Return a table as most of its zone are."""
    there = [item for item in venue.tables if item.zone == zone.id and item.active]
    key = free_id(f"new-{size}", {item.id for item in venue.tables})
    table = Table(id=key, zone=zone.id, capacity=size)
    if not there:
        return table
    categories = Counter(item.category for item in there)
    return table.replace(category=min(categories, key=lambda item: (-categories[item], item)))


def _half(venue: Venue, table: Table, seats: int) -> Table:
    key = free_id(f"{table.id[:50]}-half", {item.id for item in venue.tables})
    return table.replace(id=key, name="", capacity=seats, min_party=1, max_party=None)


def _zone(venue: Venue, table: Table) -> str:
    return next(zone.label for zone in venue.zones if zone.id == table.zone)
