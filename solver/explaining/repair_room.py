"""Repairs that change the room or its rules: a merge, a table's limits, one table more."""

from collections.abc import Iterator

import numpy as np

from models.edits import AddTable, AllowMerge, Edit, LiftLimits, OpenTable, apply_edits
from models.explanation import Repair, RepairKind, Rule
from models.rules import MAX_MERGE
from models.venue import Table
from solver.candidates import Candidates, candidates_of
from solver.checker import broken_rules
from solver.clock import Clock
from solver.explaining.planned import Tables
from solver.explaining.removal import relaxed_rules, without_rules
from solver.explaining.repair_day import BURDEN, PER_RULE, PER_SEAT, RepairDay, free_tables
from solver.explaining.wording import count, guests, listed
from solver.quoting.day import part_of_day
from solver.quoting.joined import room_without
from solver.rules import adjacency

MOST_TRIED = 40
"""Forbidden merges whose rules are looked at: those of the fewest tables and seats."""


def merge(day: RepairDay, clock: Clock) -> Iterator[Repair]:
    """Yield the free tables that the fewest rules keep apart."""
    clock.check()
    if _rules_matter(day):
        tried = [(_broken(day, tables), tables) for tables in _forbidden(day, 2)[:MOST_TRIED]]
        known = [(broken, tables) for broken, tables in tried if broken]
        if known:
            broken, tables = min(known, key=lambda item: len(item[0]))
            yield Repair(
                kind=RepairKind.MERGE,
                edits=(*day.first, AllowMerge(tables=tables, service=day.booking.service)),
                tables=tables,
                rules=broken,
                burden=BURDEN[RepairKind.MERGE] + PER_RULE * len(broken),
                message=f"Merge {day.wording.tables(tables)}, which are free, although "
                f"{listed(broken)}.",
            )


def limits(day: RepairDay, clock: Clock) -> Iterator[Repair]:
    """Yield the free table that only its smallest or largest party keeps from the booking."""
    clock.check()
    if not _rules_matter(day):
        return
    for tables in _forbidden(day, 1)[:1]:
        table = next(item for item in day.day.problem.venue.tables if item.id == tables[0])
        most = table.max_party or table.capacity
        yield Repair(
            kind=RepairKind.LIMITS,
            edits=(*day.first, LiftLimits(table=table.id)),
            tables=tables,
            burden=BURDEN[RepairKind.LIMITS],
            message=f"Seat {guests(day.booking.party)} on {day.wording.tables(tables)}, which is "
            f"free but takes parties of {max(1, table.min_party)} to {most}.",
        )


def open_table(day: RepairDay, clock: Clock) -> Iterator[Repair]:
    """Yield what every closed table would make possible, the smallest first."""
    blamed = day.blames("closed")
    names = None if blamed is None else {key.name for key in blamed}
    tables = [item for item in day.day.problem.venue.tables if not item.active]
    for table in sorted(tables, key=lambda item: (item.capacity, item.id)):
        if names is not None and table.id not in names:
            continue
        clock.check()
        edit = OpenTable(table=table.id)
        if (found := _with_edit(day, edit)) is not None:
            yield Repair(
                kind=RepairKind.OPEN_TABLE,
                edits=(*day.first, edit),
                tables=found,
                burden=BURDEN[RepairKind.OPEN_TABLE],
                message=f"Put table {day.wording.tables([table.id])} back into service: then "
                f"{day.wording.tables(found)} is free.",
            )
            return


def new_table(day: RepairDay, clock: Clock) -> Iterator[Repair]:
    """Yield the smallest table that would do, in the zone that the booking wishes if it has one."""
    venue, party = day.day.problem.venue, day.booking.party
    if not venue.zones:
        return
    rules = day.day.problem.rules_for(day.booking)
    alone = not rules.merges or adjacency.counts(day.quote.room.tables, rules)
    wished = day.booking.preferred_zone
    zones = sorted(venue.zones, key=lambda item: (item.id != wished, item.id))
    for seats in [party] if alone else range(1, party + 1):
        for zone in zones if seats < party else zones[:1]:
            clock.check()
            edit = AddTable(table=_table(day, seats, zone.id))
            found = _with_edit(day, edit)
            if found is not None:
                where = f" in {zone.label}"
                merged = f" beside {_beside(day, found, edit)}" if len(found) > 1 else ""
                yield Repair(
                    kind=RepairKind.NEW_TABLE,
                    edits=(*day.first, edit),
                    tables=found,
                    seats=seats,
                    burden=BURDEN[RepairKind.NEW_TABLE] + PER_SEAT * seats,
                    message=f"Put up one more table of {count(seats, 'seat')}{where}{merged}.",
                )
                return


def _beside(day: RepairDay, found: Tables, edit: AddTable) -> str:
    return day.wording.tables(table for table in found if table != edit.table.id)


def _table(day: RepairDay, seats: int, zone: str) -> Table:
    """Return one more table under a free id."""
    known = {table.id for table in day.day.problem.venue.tables}
    names = ("new", *(f"new {number}" for number in range(2, len(known) + 3)))
    return Table(id=next(name for name in names if name not in known), zone=zone, capacity=seats)


def _with_edit(day: RepairDay, edit: Edit) -> Tables | None:
    return free_tables(day.quote_with(apply_edits(day.as_planned, (edit,))))


def _rules_matter(day: RepairDay) -> bool:
    """Tell whether rules of merging or of tables may be in the way."""
    keys = day.blames("rule")
    others = {Rule.LOCK, Rule.PACE, Rule.HOLD_BACK, Rule.MAX_MOVES}
    return keys is None or any(Rule(key.name) not in others for key in keys)


def _forbidden(day: RepairDay, least: int) -> list[Tables]:
    """Return free tables with enough seats that the rules do not allow, from the fewest on.

    Single tables with ``least`` 1, merges with 2.
    """
    quote, problem = day.quote, day.as_planned
    own = problem.rules_for(day.booking)
    rules = relaxed_rules(own, frozenset()).replace(minimal_merges=True, max_tables=MAX_MERGE)
    venue = without_rules(problem.venue)
    alone = part_of_day(
        problem, [quote.booking], [day.booking.id], venue=venue, rules=rules, service_rules=()
    )
    room = room_without(day.day, venue)
    found = candidates_of(alone, room, claims=quote.claims)
    allowed = candidates_of(quote.asked(quote.booking), quote.room, claims=quote.claims)
    legal = set(_ids(allowed, np.arange(len(allowed))))
    size = found.sets.size[found.table_set]
    spare = found.sets.total[found.table_set]
    fits = np.flatnonzero((size == 1) if least == 1 else (size >= least))
    order = fits[np.lexsort((spare[fits], size[fits]))]
    return [tables for tables in _ids(found, order) if tables not in legal]


def _ids(found: Candidates, some: np.ndarray) -> list[Tables]:
    return [found.sets.ids(int(found.table_set[number])) for number in some.tolist()]


def _broken(day: RepairDay, tables: Tables) -> tuple[str, ...]:
    """Return the rules that keep tables apart, in words."""
    alone = day.as_planned.model_copy(update={"bookings": (day.asks,), "occupancy": ()})
    found = broken_rules(alone, {day.booking.id: tables})
    return tuple(dict.fromkeys(item.message.split(": ", 1)[1] for item in found))
