"""Loads that may go over a limit, for a price: pace of arrivals, tables kept free, fair shares.

They are the terms of the objective that look at several bookings at once. A load is linear in
the choice of candidates, so every model takes it as rows with one slack variable, and the bounds
that are proven hold with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools, Ints


@dataclass(frozen=True)
class Load:
    """What chosen candidates use, moment by moment (M of them), and how much is free of charge."""

    use: Ints
    """P: units each candidate uses."""
    moments: Bools
    """M x B: whose use counts at a moment."""
    limit: Ints
    """M: units that cost nothing; below zero when what is fixed is over the limit already."""

    def at(self, booking: Ints, chosen: Ints) -> Ints:
        """Return M: the units that chosen candidates use at each moment."""
        return np.asarray(self.moments[:, booking[chosen]] @ self.use[chosen])

    def over(self, booking: Ints, chosen: Ints) -> int:
        """Return the units over the limit at the worst moment."""
        return int((self.at(booking, chosen) - self.limit).max(initial=0))

    def added(self, booking: Ints) -> Ints:
        """Return P: the units over the limit that each candidate adds if it is the only one."""
        over = self.moments[:, booking] * self.use - self.limit[:, None]
        added: Ints = over.max(axis=0, initial=0) - int((-self.limit).max(initial=0))
        return added


@dataclass(frozen=True)
class SoftLimit:
    """A load with its price in one tier of the objective."""

    tier: int
    price: int
    """Centipoints per unit over the limit."""
    load: Load


@dataclass(frozen=True)
class Slack:
    """A soft limit as rows over a model's columns: ``values . x - slack <= limit`` each."""

    tier: int
    price: int
    least: int
    """Units over the limit whatever is chosen."""
    most: int
    """Units over the limit if everything is."""
    rows: tuple[tuple[Ints, Ints, int], ...]
    """Columns, values and limit of each row."""

    def over(self, chosen: Ints) -> int:
        """Return the units over the limit of a choice of columns."""
        over = [
            int(values[np.isin(columns, chosen)].sum()) - limit
            for columns, values, limit in self.rows
        ]
        return max([self.least, *over])


def tier_values(
    gains: Sequence[Ints], limits: Iterable[SoftLimit], booking: Ints, chosen: Ints
) -> tuple[int, ...]:
    """Return what chosen candidates are worth in every tier; compares as plans do."""
    values = [int(gain[chosen].sum()) for gain in gains]
    for limit in limits:
        values[limit.tier] -= limit.price * limit.load.over(booking, chosen)
    return tuple(values)


def slacks(limits: Iterable[SoftLimit], booking: Ints, columns: Ints) -> tuple[Slack, ...]:
    """Return soft limits over a model whose columns are ``columns`` of all candidates.

    ``booking`` (P) tells whose each candidate is.
    """
    return tuple(_slack(limit, booking, columns) for limit in limits)


def _slack(soft: SoftLimit, booking: Ints, columns: Ints) -> Slack:
    load, owner = soft.load, booking[columns]
    least = int((-load.limit).max(initial=0))
    use = load.use[columns]
    rows: dict[bytes, tuple[Ints, Ints, int]] = {}
    most = least
    for moment, limit in zip(load.moments, load.limit.tolist(), strict=True):
        here = np.flatnonzero(moment[owner] & (use > 0))
        worst = int(use[here].sum()) - limit
        most = max(most, worst)
        key = here.tobytes()
        if worst > least and (key not in rows or limit < rows[key][2]):
            rows[key] = (here, use[here], limit)
    return Slack(soft.tier, soft.price, least, most, tuple(rows.values()))
