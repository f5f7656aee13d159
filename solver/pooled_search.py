"""Plan with the pooled model: a bound for the whole day, then merges zone by zone, all else free.

The relaxation decides the merges well but only nearly fits the single tables around them; with
its merges settled the rest is solved exactly. What is lost is won back zone by zone: the merges
of some zones are freed together with every single seating of the day. With all zones freed the
model is exact, so the search ends with a proof when there is time.
"""

import math
import time
from itertools import product

import numpy as np

from solver.arrays import Bools, Ints
from solver.best import Incumbents, Tell
from solver.colouring import Seats
from solver.instance import Instance
from solver.messages import Bound
from solver.milp import Floor, Interrupt, relaxed_bound, solve_milp
from solver.parts import Part, freed
from solver.pooled import PooledModel, pooled_model, tables_in_merges

RELAXATION_SHARE = 0.35
"""Most of the remaining time that the whole day's relaxation may take as an integer program."""

LEADING_SHARE = 0.7
"""Share of the time for a tier that is not proven earlier; the rest is for the tiers below."""

LARGEST_SCOPE = 700
"""Bookings in one neighbourhood; larger days are improved a few zones at a time."""

SPLIT_FROM = 200
"""Bookings from which on a day is improved in parts."""

NEARBY_SECONDS = (0.25, 0.5, 1.0)
"""Most time for a zone around a plan that may be near a good one, round by round. Most zones answer
within a tenth of a second, a few not for seconds: what they would find, another zone finds."""

GAP_SHARE = 0.4
"""Of the gap that is close enough, how much the whole day's relaxation may leave; settling its
merges loses some more.
"""

NOTHING = np.zeros(0, dtype=np.int64)


class PooledSearch:
    """One run over the tiers of a day; ``stop`` may come from another thread.

    ``gap`` is a relative gap that is close enough for whoever asks.
    """

    def __init__(
        self,
        instance: Instance,
        best: Incumbents,
        until: float,
        seed: int,
        tell: Tell,
        *,
        gap: float = 0.0,
    ) -> None:
        self._instance = instance
        self._deadline = until
        self._seconds = until - time.monotonic()
        self._seed = seed
        self._tell = tell
        self._gap = gap
        self._best = best
        self._random = np.random.default_rng(seed)
        self._interrupt = Interrupt()
        self._tier = 0
        self._bound: int | None = None
        self._until = self._deadline

    def stop(self) -> None:
        """Give up at once."""
        self._interrupt.stop()

    def relax(self) -> None:
        """Bound the first tier by its relaxation, and search no further."""
        self._relax(prove=True)

    def run(self) -> None:
        """Optimise tier by tier; a tier below one that is not proven is improved, not proven."""
        proven = True
        for tier in range(len(self._instance.gains)):
            last = tier == len(self._instance.gains) - 1
            share = 1.0 if last else LEADING_SHARE
            self._until = self._deadline - (1 - share) * self._seconds
            if self._out_of_time():
                return
            proven = self._optimise(tier, prove=proven) and proven

    def _optimise(self, tier: int, *, prove: bool) -> bool:
        """Improve one tier as far as time allows; tell whether it is proven optimal."""
        self._tier = tier
        self._bound = None
        self._relax(prove=prove)
        if self._reached() or self._out_of_time():
            return self._reached()
        if self._gap:
            self._improve_nearby()
        if len(self._instance.spans) <= LARGEST_SCOPE:
            self._whole_day(prove=prove)
        self._improve_by_zone(prove=prove)
        return self._reached()

    def _whole_day(self, *, prove: bool) -> None:
        """Solve the day's relaxation in whole numbers, and settle the merges as it has them."""
        model = pooled_model(self._instance)
        seconds = self._seconds_left() * RELAXATION_SHARE
        answer = solve_milp(
            model,
            model.gains[self._tier],
            self._floors(model, NOTHING),
            seconds,
            seed=self._seed,
            interrupt=self._interrupt,
            gap=GAP_SHARE * self._gap,
        )
        self._tighten(answer.bound, prove=prove)
        if answer.chosen is not None:
            merges = model.candidate[answer.chosen[model.pool[answer.chosen] < 0]]
            self._settle(merges)

    def _relax(self, *, prove: bool) -> None:
        """Bound the present tier by a linear relaxation of the whole day."""
        model = pooled_model(self._instance, counted=True)
        bound = relaxed_bound(
            model,
            model.gains[self._tier],
            self._floors(model, NOTHING),
            self._seconds_left(),
            self._interrupt,
        )
        self._tighten(bound, prove=prove)

    def _settle(self, merges: Ints) -> None:
        """Take these merges as decided and seat everyone else as well as can be."""
        everyone = np.ones(len(self._instance.spans), dtype=np.bool_)
        none = np.zeros(len(self._instance.booking), dtype=np.bool_)
        part = freed(self._instance, everyone, merges, none)
        seated, _ = self._solve(part, merges, self._seconds_left())
        if seated is not None:
            self._best.offer(everyone, np.concatenate([merges, seated]))

    def _improve_by_zone(self, *, prove: bool) -> None:
        """Free the merges of ever more zones at a time, until nothing is gained any more."""
        zones = np.unique(self._instance.zone)
        parts, together = parts_of_day(self._instance.spans), 1
        while not self._reached() and not self._out_of_time():
            gained = False
            for group, part in product(self._groups(zones, together), parts):
                if self._reached() or self._out_of_time():
                    return
                seconds = max(2.0, self._seconds_left() / 4)
                gained |= self._improve_part(group, part, seconds, prove=prove)
            if gained:
                continue
            if together < len(zones):
                together += 1
            elif len(parts) > 1:
                parts, together = parts_of_day(self._instance.spans, most=1), 1
            else:
                return

    def _improve_nearby(self) -> None:
        """Free the merges of one zone after the other, with every single seating of the day.

        From the plan of a similar day that gets close sooner than the relaxation, which knows
        nothing of that plan.
        """
        everyone = np.ones(len(self._instance.spans), dtype=np.bool_)
        for most in NEARBY_SECONDS:
            for group in self._groups(np.unique(self._instance.zone), 1):
                if self._reached() or self._out_of_time():
                    return
                seconds = min(most, self._seconds_left())
                self._improve_part(group, everyone, seconds, prove=False)

    def _groups(self, zones: Ints, together: int) -> list[Ints]:
        """Split the zones, in random order, into groups of ``together``."""
        shuffled = self._random.permutation(zones)
        return [shuffled[i : i + together] for i in range(0, len(shuffled), together)]

    def _improve_part(self, zones: Ints, part: Bools, seconds: float, *, prove: bool) -> bool:
        """Free the merges of some zones and every single seating, in one part of the day."""
        instance, before = self._instance, self._value()
        inside = np.isin(instance.zone, zones)
        within = np.asarray(
            np.append(inside, True)[instance.members[instance.table_set]].all(axis=1)
        )
        chosen = self._best.chosen
        held = chosen[~instance.single[chosen] & ~within[chosen]]
        elsewhen = chosen[~part[instance.booking[chosen]]]
        stays = np.unique(np.concatenate([held, elsewhen, self._outside(chosen, inside)]))
        scope = freed(instance, part, stays, within)
        seated, bound = self._solve(scope, stays, min(seconds, self._seconds_left()))
        if seated is not None:
            self._best.offer(scope.bookings, seated)
        if len(scope.candidates) == len(instance.booking):
            self._tighten(bound, prove=prove)
        return self._value() > before

    def _outside(self, chosen: Ints, inside: Bools) -> Ints:
        """On a day too large for one model: what stays as it is, around some zones."""
        instance = self._instance
        if len(instance.spans) <= LARGEST_SCOPE:
            return np.zeros(0, dtype=np.int64)
        zones = np.unique(instance.zone)
        others = self._random.permutation(zones[~np.isin(zones, np.unique(instance.zone[inside]))])
        tables = np.append(inside, True)
        for zone in others:
            wider = tables | np.append(instance.zone == zone, False)
            count = wider[instance.members[instance.table_set[chosen]]].all(axis=1).sum()
            unseated = len(instance.spans) - len(chosen)
            if count + unseated > LARGEST_SCOPE:
                break
            tables = wider
        stays = ~tables[instance.members[instance.table_set[chosen]]].all(axis=1)
        return chosen[stays]

    def _solve(self, part: Part, stays: Ints, seconds: float) -> tuple[Ints | None, int | None]:
        """Solve a part beside what stays; return the best candidates and the part's bound."""
        model = pooled_model(part.instance, tables_in_merges(part.instance))
        answer = solve_milp(
            model,
            model.gains[self._tier],
            self._floors(model, stays),
            seconds,
            seed=int(self._random.integers(2**31)),
            interrupt=self._interrupt,
            enough=self._enough(stays),
        )
        if answer.chosen is None:
            return None, answer.bound
        seated = Seats(part.instance).decode(model, answer.chosen)
        return part.candidates[seated], answer.bound

    def _enough(self, stays: Ints) -> int | None:
        """Return what a part has to gain beside what stays, for the day to be close enough."""
        if not self._gap or self._bound is None:
            return None
        wanted = self._bound - math.floor(self._gap * abs(self._bound))
        return wanted - int(self._instance.gains[self._tier][stays].sum())

    def _floors(self, model: PooledModel, stays: Ints) -> list[Floor]:
        """What the tiers above have reached, less what stays brings along."""
        return [
            Floor(model.gains[tier], self._value()[tier] - int(gain[stays].sum()))
            for tier, gain in enumerate(self._instance.gains[: self._tier])
        ]

    def _value(self) -> tuple[int, ...]:
        return self._best.value

    def _tighten(self, bound: int | None, *, prove: bool) -> None:
        if bound is None or (self._bound is not None and bound >= self._bound):
            return
        self._bound = bound
        if prove:
            self._tell(Bound(self._tier, bound))

    def _reached(self) -> bool:
        return self._bound is not None and self._value()[self._tier] >= self._bound

    def _seconds_left(self) -> float:
        return self._until - time.monotonic()

    def _out_of_time(self) -> bool:
        return self._interrupt.asked or self._seconds_left() <= 0


def parts_of_day(spans: Ints, most: int = 2) -> list[Bools]:
    """Split a long day at its quietest moment, so that lunch and dinner are improved apart.

    Returns masks of bookings; who sits across the cut is in both parts.
    """
    everyone = np.ones(len(spans), dtype=np.bool_)
    if most < 2 or len(spans) < SPLIT_FROM:
        return [everyone]
    first, last = np.quantile(spans[:, 0], [0.25, 0.75])
    moments = np.unique(spans[:, 0])
    moments = moments[(first <= moments) & (moments <= last)]
    crossing = (spans[:, 0] < moments[:, None]) & (moments[:, None] < spans[:, 1])
    cut = moments[np.argmin(crossing.sum(axis=1))]
    return [np.asarray(spans[:, 0] < cut), np.asarray(spans[:, 1] > cut)]
