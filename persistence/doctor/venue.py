"""Checks of the room: which tables are neighbours, and in which zone they stand."""

from persistence.doctor.check import Check, rows_of
from persistence.doctor.finding import Severity
from persistence.doctor.seating_rows import needs, writing

_EDGES = needs("table_adjacencies", table_inventory="zone_id")
_MOVABLE = needs("table_adjacencies", table_inventory="active mobility")

ONE_WAY = Check(
    kind="one_way_adjacency",
    severity=Severity.INFO,
    read=rows_of("one_way_adjacency"),
    what="{edges} pairs of neighbours are stored in one direction only.",
    why="Harmless to maitred, which reads neighbours both ways; a caller that reads one direction "
    "misses merges.",
    fix="Add the rows of the other direction.",
    needs=_EDGES,
    mend=writing(inserted="add_way_back"),
)
CROSS_ZONE = Check(
    kind="cross_zone_adjacency",
    severity=Severity.WARNING,
    read=rows_of("cross_zone_adjacency"),
    what="{edges} rows make tables of different zones neighbours: {pairs}.",
    why="Tables of different zones are never merged: maitred ignores the rows, and the product's "
    "function refuses such a merge.",
    fix="Put the tables into one zone, or delete the rows.",
    needs=_EDGES,
)
ALONE = Check(
    kind="tables_without_neighbours",
    severity=Severity.INFO,
    read=rows_of("tables_without_neighbours"),
    what="{tables_alone} movable tables have no neighbour: {tables}.",
    why="They can never be part of a merge.",
    fix="Add their rows to table_adjacencies, or mark them as fixed.",
    needs=_MOVABLE,
)
NO_EDGES = Check(
    kind="no_adjacency",
    severity=Severity.INFO,
    read=rows_of("no_adjacency"),
    what="No neighbours are recorded at all, for {tables} movable tables.",
    why="maitred merges by zone then and says so in the plan; callers that ask for neighbours can "
    "merge nothing.",
    fix="Record which tables stand side by side in table_adjacencies.",
    needs=_MOVABLE,
)
NO_ZONE = Check(
    kind="table_without_zone",
    severity=Severity.WARNING,
    read=rows_of("tables_without_zone"),
    what="Table {table_number} is in no zone of this restaurant.",
    why="The product's function refuses it, so no plan uses it.",
    fix="Give it a zone.",
    needs=needs("zones", table_inventory="zone_id"),
)
CHECKS = (ONE_WAY, CROSS_ZONE, ALONE, NO_EDGES, NO_ZONE)
