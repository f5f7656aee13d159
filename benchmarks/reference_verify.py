"""Independent checker and scorer of the short day format; shares no code with maitred.

    python -m benchmarks.reference_verify DAY.json PLAN.json [DAY.json PLAN.json ...]

prints one JSON line per pair; exit status 1 when a plan is infeasible (its objective is null).

A plan is worth, per seated booking, ``1000 * party + 500 - 5 * (seats - party) - 30 *
(tables - 1)``. One table fits when the party is within its capacity, min_party and max_party.
A merge is 2 to max_merge (3 when absent) distinct movable tables of one zone, connected by
adjacency, none of which could be left out, with at most 4 seats too many. No table carries two
bookings whose half-open ``[start, end)`` windows intersect.
"""

import json
import sys
from pathlib import Path
from typing import Any

MAX_EMPTY_SEATS = 4
DEFAULT_MAX_MERGE = 3
SHOWN_ERRORS = 5

Json = dict[str, Any]
Neighbours = set[frozenset[str]]


def evaluate(instance: Json, solution: Json) -> Json:
    """Check a plan and return its verdict: feasible, objective, counts, the first errors."""
    tables = {table["id"]: table for table in instance["tables"]}
    bookings = {booking["id"]: booking for booking in instance["bookings"]}
    neighbours = {frozenset(pair) for pair in instance["adjacency"]}
    max_merge = instance.get("max_merge") or DEFAULT_MAX_MERGE
    assigned: dict[str, list[str]] = solution["assigned"]
    errors = []
    if sorted([*assigned, *solution["unassigned"]]) != sorted(bookings):
        errors.append("assigned + unassigned is not a partition of the bookings")
    objective = covers = merges = waste = 0
    taken: dict[str, list[Json]] = {}
    for name, chosen in assigned.items():
        booking = bookings.get(name)
        if booking is None or not _is_table_set(chosen, tables):
            errors.append(f"{name}: unknown booking or bad table list {chosen}")
            continue
        party, rows = booking["party"], [tables[table] for table in chosen]
        flaws = _single_errors(party, rows[0]) if len(rows) == 1 else []
        if len(rows) > 1:
            flaws = _merge_errors(party, rows, neighbours, max_merge)
        errors += [f"{name} on {chosen}: {flaw}" for flaw in flaws]
        errors += _overlaps(booking, chosen, taken)
        empty = sum(row["capacity"] for row in rows) - party
        objective += 1000 * party + 500 - (5 * empty + 30 * (len(rows) - 1))
        covers += party
        merges += len(rows) > 1
        waste += empty
    return {
        "id": instance["id"],
        "feasible": not errors,
        "objective": None if errors else objective,
        "seated": len(assigned),
        "bookings": len(bookings),
        "covers": covers,
        "covers_requested": sum(booking["party"] for booking in bookings.values()),
        "merges": merges,
        "waste": waste,
        "seconds": solution.get("seconds"),
        "errors": errors[:SHOWN_ERRORS],
    }


def _is_table_set(chosen: list[str], tables: dict[str, Json]) -> bool:
    return bool(chosen) and len(set(chosen)) == len(chosen) and set(chosen) <= set(tables)


def _single_errors(party: int, table: Json) -> list[str]:
    errors = []
    if table["capacity"] < party:
        errors.append(f"capacity {table['capacity']} < party {party}")
    if (table.get("min_party") or 0) > party:
        errors.append(f"party {party} < min_party {table['min_party']}")
    if table.get("max_party") is not None and party > table["max_party"]:
        errors.append(f"party {party} > max_party {table['max_party']}")
    return errors


def _merge_errors(
    party: int, tables: list[Json], neighbours: Neighbours, max_merge: int
) -> list[str]:
    errors = []
    seats = sum(table["capacity"] for table in tables)
    if seats < party:
        errors.append(f"capacity {seats} < party {party}")
    if len(tables) > max_merge:
        errors.append(f"{len(tables)} tables > max_merge {max_merge}")
    if not all(table["movable"] for table in tables):
        errors.append("merge with a fixed table")
    if len({table["zone"] for table in tables}) != 1:
        errors.append("merge over zones")
    if not _connected([table["id"] for table in tables], neighbours):
        errors.append("merge not connected")
    spare = [table["id"] for table in tables if seats - table["capacity"] >= party]
    if spare:
        errors.append(f"table {spare[0]} is removable")
    if seats - party > MAX_EMPTY_SEATS:
        errors.append(f"merge wastes {seats - party} > {MAX_EMPTY_SEATS}")
    return errors


def _connected(tables: list[str], neighbours: Neighbours) -> bool:
    reached: set[str] = set()
    frontier = [tables[0]]
    while frontier:
        table = frontier.pop()
        if table not in reached:
            reached.add(table)
            frontier += [other for other in tables if frozenset((table, other)) in neighbours]
    return reached == set(tables)


def _overlaps(booking: Json, chosen: list[str], taken: dict[str, list[Json]]) -> list[str]:
    errors = []
    for table in chosen:
        earlier = taken.setdefault(table, [])
        errors += [
            f"{table}: {booking['id']} overlaps {other['id']}"
            for other in earlier
            if booking["start"] < other["end"] and other["start"] < booking["end"]
        ]
        earlier.append(booking)
    return errors


def main(arguments: list[str]) -> int:
    """Check every pair of files; return the exit status."""
    if not arguments or len(arguments) % 2:
        print(__doc__)
        return 2
    status = 0
    for day, plan in zip(arguments[::2], arguments[1::2], strict=True):
        verdict = evaluate(json.loads(Path(day).read_text()), json.loads(Path(plan).read_text()))
        status |= not verdict["feasible"]
        print(json.dumps(verdict))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
