"""Repairs that ask something of others: to move, to be unlocked, to give up a hold."""

from collections.abc import Iterator

from models.booking import Booking, Occupied
from models.edits import Release, Unlock, apply_edits
from models.explanation import Repair, RepairKind, Rule, TableMove
from models.problem import DayProblem, Mode
from models.quote import Move, Proposal
from solver.clock import Clock, OutOfTimeError
from solver.explaining.removal import rule
from solver.explaining.repair_day import BURDEN, PER_MOVE, RepairDay, free_tables, seats_of
from solver.explaining.wording import Wording, listed
from solver.quoting.day import QuoteDay
from solver.quoting.moves import make_room


def moves(day: RepairDay, clock: Clock) -> Iterator[Repair]:
    """Yield the fewest moves that make room, where moves could make any.

    What is in the way is in the way wherever those sit who may move under the plan's mode; so
    only those count who stay because of the mode alone.
    """
    clock.check()
    if not day.quote.options.moves or not _could_help(day):
        return
    proposal = _proposal(day.quote, clock)
    if proposal is not None:
        yield Repair(
            kind=RepairKind.MOVES,
            edits=(*day.first, *seats_of(proposal.moves)),
            tables=proposal.tables,
            moves=told(proposal.moves),
            burden=BURDEN[RepairKind.MOVES] + PER_MOVE * len(proposal.moves),
            message=f"Move {_moved(day.wording, proposal.moves)}: then "
            f"{day.wording.tables(proposal.tables)} is free.",
        )


def unlock(day: RepairDay, clock: Clock) -> Iterator[Repair]:
    """Yield what unlocking one booking makes possible: the one that asks, or one in its way."""
    tables = free_tables(day.quote)
    if tables is not None:
        if day.booking.locked:
            yield Repair(
                kind=RepairKind.UNLOCK,
                edits=day.first,
                tables=tables,
                burden=BURDEN[RepairKind.UNLOCK],
                message=f"Take its lock off: {day.wording.tables(tables)} is free.",
            )
        return
    for other in _locked(day):
        clock.check()
        edits = (Unlock(booking=other.id),)
        proposal = _proposal(day.quote_with(apply_edits(day.as_planned, edits)), clock)
        if proposal is None or all(move.booking != other.id for move in proposal.moves):
            continue
        yield Repair(
            kind=RepairKind.UNLOCK,
            edits=(*day.first, *edits, *seats_of(proposal.moves)),
            tables=proposal.tables,
            moves=told(proposal.moves),
            burden=BURDEN[RepairKind.UNLOCK] + PER_MOVE * len(proposal.moves),
            message=f"Unlock {other.id} and move {_moved(day.wording, proposal.moves)}: then "
            f"{day.wording.tables(proposal.tables)} is free.",
        )


def release(day: RepairDay, clock: Clock) -> Iterator[Repair]:
    """Yield what each hold takes away, as a whole: all tables of one hold."""
    for parts in _holds(day):
        clock.check()
        edits = tuple(Release(occupied=item) for item in parts)
        tables = free_tables(day.quote_with(apply_edits(day.as_planned, edits)))
        if tables is not None:
            held = day.wording.held(parts)
            yield Repair(
                kind=RepairKind.RELEASE,
                edits=(*day.first, *edits),
                tables=tables,
                burden=BURDEN[RepairKind.RELEASE],
                message=f"Release {held}: then {day.wording.tables(tables)} is free.",
            )


def _proposal(quote: QuoteDay, clock: Clock) -> Proposal | None:
    """Return moves that make room.

    Raises:
        OutOfTimeError: time ran out before it was known whether there are any.
    """
    proposal, certain = make_room(quote, clock)
    if proposal is None and not certain:
        raise OutOfTimeError
    return proposal


def told(moves: tuple[Move, ...]) -> tuple[TableMove, ...]:
    """Return moves as explanations tell them."""
    return tuple(TableMove(**dict(move)) for move in moves)


def _could_help(day: RepairDay) -> bool:
    problem, keys = day.day.problem, day.blames("booking")
    if keys is None or rule(Rule.MAX_MOVES) in (day.in_the_way or ()):
        return True
    stay = (day.day.bookings[key.name] for key in keys)
    return any(problem.is_fixed(item) and not _stays_anyway(problem, item) for item in stay)


def _stays_anyway(problem: DayProblem, booking: Booking) -> bool:
    """Tell whether a booking may not move in any mode."""
    rebuilt = problem.model_copy(update={"mode": Mode.REBUILD})
    return rebuilt.is_fixed(booking)


def _locked(day: RepairDay) -> list[Booking]:
    """Return locked bookings that are in the way and could move without their locks."""
    keys, bookings = day.blames("booking"), day.day.bookings
    some = day.day.seated if keys is None else [bookings[key.name] for key in keys]
    window = day.booking.window
    return [
        item
        for item in some
        if item.locked
        and (keys is not None or item.window.overlaps(window))
        and not _stays_anyway(day.day.problem, item.model_copy(update={"locked": False}))
    ]


def _holds(day: RepairDay) -> list[list[Occupied]]:
    """Return the holds that are in the way, each with all of its tables."""
    keys, occupancy = day.blames("occupied"), day.day.problem.occupancy
    some = occupancy if keys is None else [occupancy[key.number] for key in keys]
    found: dict[tuple[object, ...], list[Occupied]] = {}
    for item in some:
        if item.source == "hold" and (keys is not None or item.window.overlaps(day.booking.window)):
            found.setdefault(_hold(item), [])
    for item in dict.fromkeys(occupancy):
        if item.source == "hold" and _hold(item) in found:
            found[_hold(item)].append(item)
    return list(found.values())


def _hold(item: Occupied) -> tuple[object, ...]:
    return item.booking, item.window, item.until, item.slot


def _moved(wording: Wording, some: tuple[Move, ...]) -> str:
    return listed(
        f"{move.booking} from {wording.tables(move.from_tables)} to "
        f"{wording.tables(move.to_tables)}"
        for move in some
    )
