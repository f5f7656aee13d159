"""What seating a booking would cost: the best plan with it, beside the plan without.

Everyone whom that could concern may be seated anew, or turned away; so nothing cheaper exists
when the search is finished. On large days it is everyone at the booking's time alone.
"""

import math
from dataclasses import replace

import numpy as np

from models.booking import Booking
from models.explanation import Guests, TableMove, Trade
from models.weights import CENTIPOINTS
from solver.arrays import Bools, Ints
from solver.branching import Program
from solver.checker import Verdict, check_plan
from solver.clock import Clock
from solver.explaining.planned import PlannedDay, Tables
from solver.explaining.trade_words import trade_message
from solver.packing import Floats
from solver.parts import Part, freed
from solver.pooled import PooledModel, pooled_model

SMALL = 0.1
"""Share of the leading tier's unit for all that only decides between equals: the lower tiers, and
who keeps the plan's tables."""

LARGEST = 6_000
"""Candidates of a part that is looked at as a whole. At 40 tables an evening has half as many; at
100 it has four times as many, and one relaxation takes as long as an explanation should."""


def find_trade(day: PlannedDay, booking: Booking, clock: Clock) -> tuple[Trade | None, bool]:
    """Return the best plan found that seats a booking, and whether that was finished.

    None: no plan seats it, or none was found in time.
    """
    found = day.candidates
    rows = {item.id: row for row, item in enumerate(found.bookings)}
    row = rows.get(booking.id)
    if row is None or found.offset[row] == found.offset[row + 1]:
        return None, True
    best, certain, proven = _best(day, row, clock)
    if best is None:
        return None, certain
    fixed = {key: day.decisions[key] for key in day.decisions.keys() - rows.keys()}
    placed = {
        found.bookings[int(found.booking[c])].id: found.sets.ids(int(found.table_set[c]))
        for c in best.tolist()
    }
    decisions = {**fixed, **placed}
    verdict = check_plan(day.problem, decisions)
    if not verdict.ok or booking.id not in decisions:
        raise AssertionError(f"seating {booking.id} breaks a rule: {verdict.violations[:1]}")
    return _trade(day, booking, decisions, verdict, proven=proven), certain


def _best(day: PlannedDay, row: int, clock: Clock) -> tuple[Ints | None, bool, bool]:
    """Return the chosen candidates, whether that part was searched to its end, and whether the
    part is everyone whom it could concern."""
    (whole,) = (part.bookings for part in day.parts if part.bookings[row])
    part = _forced(day, row, whole)
    proves = len(part.candidates) <= LARGEST
    if not proves:
        part = _forced(day, row, _near(day, row))
    chosen, finished = _best_of_part(day, part, clock)
    return chosen, finished, finished and proves


def _near(day: PlannedDay, row: int) -> Bools:
    """Return B: who is there at a booking's time, or has its slot."""
    spans, slots = day.instance.spans, day.instance.slots
    near = (spans[:, 0] < spans[row, 1]) & (spans[row, 0] < spans[:, 1])
    return np.asarray(near | ((slots == slots[row]) & (slots >= 0)))


def _forced(day: PlannedDay, row: int, free: Bools) -> Part:
    """Return the part of the day that is seated anew, the booking among them for certain."""
    instance, chosen = day.instance, day.best
    protected = instance.protected.copy()
    protected[row] = True
    stays = chosen[~free[instance.booking[chosen]]]
    return freed(replace(instance, protected=protected), free, stays)


def _best_of_part(day: PlannedDay, part: Part, clock: Clock) -> tuple[Ints | None, bool]:
    """Return the day's chosen candidates with the best of a part, and whether it is the best."""
    instance = part.instance
    model = pooled_model(instance, np.ones(instance.tables, dtype=np.bool_))
    unit = _unit(model)
    program = Program(model, _weighed(day, part, model, unit))
    columns, certain = program.best(-math.inf, unit / 2, clock)
    if columns is None:
        return None, certain
    chosen = part.candidates[model.candidate[columns]]
    rest = day.best[~part.bookings[day.instance.booking[day.best]]]
    return np.sort(np.concatenate([rest, chosen])), certain


def _weighed(day: PlannedDay, part: Part, model: PooledModel, unit: float) -> Floats:
    """Return what each column is worth: the leading tier in points, the rest as a touch."""
    leading, *lower = (gain / CENTIPOINTS for gain in model.gains)
    touch = sum(lower, np.zeros(model.columns))
    touch /= max(1.0, float(np.abs(touch).sum()))
    as_planned = np.isin(part.candidates[model.candidate], day.best)
    touch[: model.choices] += as_planned / max(1, int(as_planned.sum()))
    return np.asarray(leading + SMALL * unit * touch)


def _unit(model: PooledModel) -> float:
    """Return what all sums of the leading tier are multiples of, in points."""
    return (int(np.gcd.reduce(model.gains[0])) or 1) / CENTIPOINTS if model.columns else 1.0


def _trade(
    day: PlannedDay,
    booking: Booking,
    decisions: dict[str, Tables],
    verdict: Verdict,
    *,
    proven: bool,
) -> Trade:
    before, order = day.decisions, day.problem.weights.order
    lost = [day.bookings[key] for key in sorted(before.keys() - decisions.keys())]
    gained = [day.bookings[key] for key in sorted(decisions.keys() - before.keys())]
    terms = {
        term: (value - day.verdict.terms[term]) / CENTIPOINTS
        for term, value in verdict.terms.items()
        if value != day.verdict.terms[term]
    }
    trade = Trade(
        tables=decisions[booking.id],
        turned_away=tuple(map(_guests, lost)),
        seated=tuple(_guests(item) for item in gained if item.id != booking.id),
        moved=tuple(
            TableMove(
                booking=item.id,
                party=item.party,
                window=item.window,
                from_tables=before[item.id],
                to_tables=decisions[item.id],
            )
            for item in day.seated
            if item.id in decisions and set(decisions[item.id]) != set(before[item.id])
        ),
        guests=sum(item.party for item in gained) - sum(item.party for item in lost),
        points=(verdict.total - day.verdict.total) / CENTIPOINTS,
        terms=terms,
        better=verdict.rank(order) > day.verdict.rank(order),
        proven=proven,
        message="",
    )
    return trade.model_copy(update={"message": trade_message(day.problem, booking, trade)})


def _guests(booking: Booking) -> Guests:
    return Guests(booking=booking.id, party=booking.party, window=booking.window)
