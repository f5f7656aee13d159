"""The best plan of a day that is planned already, when only so many bookings may change tables.

Everybody has a table to stay at, so every table is told apart and counting them in pools helps
nobody; but the linear relaxation of the exact model is nearly whole. Branch and bound on it, in the
caller's own process, proves in a tenth of a second what solver processes do not find in ten (40
tables).

First come those who had tables and may lose them, because something that happened, or another
booking, claims the same: nobody without a table is seated in their place.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from solver.arrays import Bools, Ints
from solver.branching import Program
from solver.checker import Verdict
from solver.clock import Clock, OutOfTimeError
from solver.instance import Instance, instance_of
from solver.milp import relaxed_bound
from solver.packing import Floats
from solver.pooled import PooledModel, pooled_model
from solver.replanning.rehouse import MOST_LOOKING, MOST_MOVES, Rehouse
from solver.search import Search

FOR_KEPT, FOR_GUESTS = 0.3, 0.85
"""Shares of the time after which who had tables, and then guests and moves, are left as they are;
the rest is for preferences."""

BOUND_SECONDS = 0.2
"""Most time for a bound when the search ran out of its own."""


class FewMoves(Search):
    """The best checked plan of a day so far; those who had tables come first."""

    @cached_property
    def displaced(self) -> Bools:
        """B: who has tables, and may lose them."""
        had = [bool(item.current_tables) for item in self.candidates.bookings]
        return np.array(had, dtype=np.bool_) & ~self.candidates.protected

    @cached_property
    def claims(self) -> Ints:
        """P: guests of those who had tables and may lose them."""
        return np.where(self.displaced[self.candidates.booking], self.candidates.party, 0)

    def rank(self, chosen: Ints, verdict: Verdict) -> tuple[int, ...]:
        """Return what choices are compared by: guests who had tables, then all that counts."""
        return int(self.claims[chosen].sum()), *super().rank(chosen, verdict)


@dataclass(frozen=True)
class _Aim:
    """What to maximise over the columns of a model, and from where."""

    worth: Floats
    now: float
    """What the present plan is worth."""
    step: float
    """The least by which a better choice is better."""


def improve(search: FewMoves, clock: Clock) -> bool:
    """Improve a search's plan until it is the best; tell whether that is proven for guests and
    moves. Preferences are proven too when there is time.
    """
    instance = instance_of(search.candidates, search.objective)
    model = pooled_model(instance, np.ones(instance.tables, dtype=np.bool_))
    budget, proven, least = clock.left, True, 0
    if search.claims.any():
        sooner = clock.sooner((1 - FOR_KEPT) * budget)
        least, proven = _most_kept(search, instance, model, sooner)
        model = _with_floor(model, _claims(search, model), least)
    together = 2 if [name for name, _ in search.objective.tiers[1:2]] == ["stability"] else 1
    aim = _lexicographic(search, model, range(together))
    if int(search.claims[search.best].sum()) < least:
        aim = replace(aim, now=-np.inf)
    proven &= _maximise(search, model, aim, clock.sooner((1 - FOR_GUESTS) * budget))
    if not proven:
        seconds = max(clock.left, BOUND_SECONDS)
        bound = relaxed_bound(model, model.gains[0], [], seconds)
        if bound is not None:
            search.tighten(0, bound)
        return False
    for tier in range(len(model.gains)):
        aim = _lexicographic(search, model, [tier])
        if tier >= together and not _maximise(search, model, aim, clock):
            break
        value = search.objective.value(search.best)[tier]
        search.tighten(tier, value)
        model = _with_floor(model, model.gains[tier], value)
    return True


def _most_kept(
    search: FewMoves, instance: Instance, model: PooledModel, clock: Clock
) -> tuple[int, bool]:
    """Return how many of the guests who may lose their tables can have some, and whether that is
    the most. As few move for it as possible, which is where the rest begins.
    """
    moves = search.problem.max_moves
    looking = np.flatnonzero(search.displaced).tolist()
    if moves is not None and moves <= MOST_MOVES and len(looking) <= MOST_LOOKING:
        party = np.array([item.party for item in search.candidates.bookings], dtype=np.int64)
        everyone = np.ones(len(party), dtype=np.bool_)
        none_closed = np.zeros(len(search.candidates), dtype=np.bool_)
        with suppress(OutOfTimeError):
            way = Rehouse(instance, search.candidates.current, everyone, none_closed, clock)
            kept = way.most_guests(looking, party, moves)
            return int(party[list(kept)].sum()), True
    had = np.array([bool(item.current_tables) for item in search.candidates.bookings], np.bool_)
    most: Ints = model.most.copy()
    most[: model.choices][~had[model.booking]] = 0
    cost = np.zeros(model.columns)
    cost[: model.choices] = instance.moves[model.candidate] / (2.0 * len(had))
    aim = _Aim(_claims(search, model) - cost, -np.inf, 0.5 / len(had))
    proven = _maximise(search, replace(model, most=most), aim, clock)
    return int(search.claims[search.best].sum()), proven


def _claims(search: FewMoves, model: PooledModel) -> Ints:
    """Return what columns seat of those who may lose their tables, in guests."""
    claims = np.zeros(model.columns, dtype=np.int64)
    claims[: model.choices] = search.claims[model.candidate]
    return claims


def _maximise(search: FewMoves, model: PooledModel, aim: _Aim, clock: Clock) -> bool:
    """Offer the best choice to the search; tell whether none is better."""
    columns, certain = Program(model, aim.worth).best(aim.now, aim.step, clock)
    if columns is not None and not search.offer(np.sort(model.candidate[columns])):
        raise AssertionError(f"{search.problem.id}: a plan with few moves breaks a rule")
    return certain


def _lexicographic(search: FewMoves, model: PooledModel, tiers: Sequence[int]) -> _Aim:
    """Return what puts each of the tiers above all of the next, in units of the first."""
    values = search.objective.value(search.best)
    worth, now, step = np.zeros(model.columns), 0.0, 1.0
    for number in tiers:
        gain = model.gains[number]
        unit = int(np.gcd.reduce(gain)) or 1
        scale = step / (1 + _spread(search, gain) / unit) if number > tiers[0] else 1.0
        worth += gain * (scale / unit)
        now += values[number] * (scale / unit)
        step = scale
    return _Aim(worth, now, step)


def _spread(search: FewMoves, gain: Ints) -> float:
    """Return the most by which choices can differ in a tier, in centipoints."""
    most = search.problem.max_moves
    seated = len(search.candidates.bookings) if most is None else most
    return float(np.abs(gain).max(initial=0)) * seated


def _with_floor(model: PooledModel, gain: Ints, at_least: int) -> PooledModel:
    """Return the model with one more row: so much has been reached already."""
    columns = np.flatnonzero(gain)
    unit = int(np.gcd.reduce(gain)) or 1
    values = gain[columns] // unit
    most = int(
        np.where(values > 0, values * model.most[columns], values * model.least[columns]).sum()
    )
    return replace(
        model,
        row_start=np.append(model.row_start, model.row_start[-1] + len(columns)),
        row_column=np.concatenate([model.row_column, columns]),
        row_value=np.concatenate([model.row_value, values]),
        lower=np.append(model.lower, -(-at_least // unit)),
        upper=np.append(model.upper, most),
    )
