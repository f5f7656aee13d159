"""The pooled model: interchangeable tables are counted, not told apart.

Two tables are interchangeable when every booking could sit on either alone with the same gain.
Choosing *which* of them is symmetry that a solver would search through for nothing, so single
seatings are chosen per pool of tables, and a pool takes as many parties at a time as it has
tables. Merges keep their tables. With that

- pools of all interchangeable tables and every merge give a relaxation: its bound is valid for
  the day, whatever the rules and weights are, since every row is a sum of rows of the exact model;
- with the merges decided, pools of tables that are also free at the same times give the exact
  problem: windows are intervals, and intervals of which at most n overlap fit on n tables.
"""

from dataclasses import dataclass

import numpy as np

from solver.arrays import Bools, Ints
from solver.cliques import maximal_cliques
from solver.instance import Instance
from solver.limits import Slack, slacks


@dataclass(frozen=True)
class PooledModel:
    """Columns (C choices, then K slacks) and rows of a program in whole numbers.

    Row i is ``lower <= row . x <= upper``.
    """

    booking: Ints
    """C: the booking of a column."""
    pool: Ints
    """C: the pool of a single seating, or -1 for a merge."""
    candidate: Ints
    """C: the merge's candidate; of a pool, any one of its candidates for this booking."""
    gains: tuple[Ints, ...]
    """Per tier, C + K: centipoints gained by a column."""
    least: Ints
    most: Ints
    """C + K: from where to where a column's value goes."""
    row_start: Ints
    row_column: Ints
    row_value: Ints
    lower: Ints
    upper: Ints
    pool_of_table: Ints
    """T: which pool each table is in."""

    @property
    def columns(self) -> int:
        """Number of columns, choices and slacks (C + K)."""
        return len(self.most)

    @property
    def choices(self) -> int:
        """Number of columns that are choices (C)."""
        return len(self.booking)


def pooled_model(
    instance: Instance, apart: Bools | None = None, *, counted: bool = False
) -> PooledModel:
    """Build the pooled model of a day, or of a part of one.

    ``apart`` (T) are tables that form a pool of their own: of all tables that merges use, or the
    model is a relaxation. With ``counted`` it is one anyway: merges are counted per zone and pool
    of their tables too. That leaves a third of the columns and nearly the same bound.
    """
    singles = np.flatnonzero(instance.single)
    table = instance.members[instance.table_set[singles], 0]
    worth = _worth(instance)
    pool_of_table = _pools(instance, singles, worth[singles], apart)
    kind_of_table = _kinds(instance, pool_of_table) if counted else np.arange(instance.tables)
    columns, merges = _columns(instance, singles, pool_of_table[table], worth, kind_of_table)
    rows = _Rows()
    booking = instance.booking[columns]
    pool = np.where(merges, -1, pool_of_table[instance.members[instance.table_set[columns], 0]])
    rows.once_per_booking(booking, instance.protected)
    _table_rows(rows, instance, columns, pool, pool_of_table, kind_of_table)
    if instance.max_moves is not None:
        rows.add(np.flatnonzero(instance.moves[columns]), 0, instance.max_moves)
    over = slacks(instance.limits, instance.booking, columns)
    for number, slack in enumerate(over, start=len(columns)):
        rows.soft(number, slack)
    start, column, value, lower, upper = rows.arrays()
    return PooledModel(
        booking=booking,
        pool=pool,
        candidate=columns,
        gains=tuple(
            _append(gain[columns], [-slack.price * (slack.tier == tier) for slack in over])
            for tier, gain in enumerate(instance.gains)
        ),
        least=_append(np.zeros_like(columns), [slack.least for slack in over]),
        most=_append(np.ones_like(columns), [slack.most for slack in over]),
        row_start=start,
        row_column=column,
        row_value=value,
        lower=lower,
        upper=upper,
        pool_of_table=pool_of_table,
    )


def tables_in_merges(instance: Instance) -> Bools:
    """Return T: the tables that some merge uses."""
    used = np.zeros(instance.tables + 1, dtype=np.bool_)
    used[instance.members[instance.table_set[~instance.single]]] = True
    return used[:-1]


def _append(values: Ints, more: list[int]) -> Ints:
    return np.concatenate([values, np.array(more, dtype=np.int64)])


def _worth(instance: Instance) -> Ints:
    """Return P: equal numbers for candidates with equal gains and equal use of every limit."""
    uses = {id(limit.load.use): limit.load.use for limit in instance.limits}
    looks = (*instance.gains, instance.moves, *uses.values())
    numbers: Ints = np.unique(np.column_stack(looks), axis=0, return_inverse=True)[1].ravel()
    return numbers


def _kinds(instance: Instance, pool_of_table: Ints) -> Ints:
    """Number the tables by zone and pool."""
    both = np.column_stack([pool_of_table, instance.zone])
    numbers: Ints = np.unique(both, axis=0, return_inverse=True)[1].ravel()
    return numbers


def _pools(instance: Instance, singles: Ints, worth: Ints, apart: Bools | None) -> Ints:
    """Number the pools: tables on which all bookings could sit alone and change nothing."""
    table = instance.members[instance.table_set[singles], 0]
    offers = np.zeros((instance.tables, len(instance.spans) + 1), dtype=np.int64)
    offers[table, instance.booking[singles]] = worth + 1
    if apart is not None:
        offers[:, -1] = np.where(apart, np.arange(instance.tables) + 1, 0)
    numbers: Ints = np.unique(offers, axis=0, return_inverse=True)[1].ravel()
    return numbers


def _columns(
    instance: Instance, singles: Ints, pool: Ints, worth: Ints, kind_of_table: Ints
) -> tuple[Ints, Bools]:
    """Return one candidate per (booking, pool), and of the merges one per booking and kinds of
    tables; and which are merges.
    """
    key = instance.booking[singles] * (instance.tables + 1) + pool
    _, first = np.unique(key, return_index=True)
    merges = np.flatnonzero(~instance.single)
    kinds = np.sort(np.append(kind_of_table, -1)[instance.members[instance.table_set[merges]]])
    look = np.column_stack([instance.booking[merges], worth[merges], kinds])
    _, alone = np.unique(look, axis=0, return_index=True)
    columns = np.concatenate([singles[first], merges[np.sort(alone)]])
    return columns, np.arange(len(columns)) >= len(first)


def _table_rows(
    rows: "_Rows",
    instance: Instance,
    columns: Ints,
    pool: Ints,
    pool_of_table: Ints,
    kind_of_table: Ints,
) -> None:
    """A pool has so many tables at a time, and so have merges of a kind (one, mostly)."""
    members = instance.members[instance.table_set[columns]]
    merge_column, position = np.nonzero((members < instance.tables) & (pool < 0)[:, None])
    merge_table = members[merge_column, position]
    sizes = np.bincount(pool_of_table, minlength=pool_of_table.max(initial=-1) + 1)
    merge_pool = pool_of_table[merge_table]
    booking = instance.booking[columns]
    single_column = np.flatnonzero(pool >= 0)
    for number in range(len(sizes)):
        merged = merge_column[merge_pool == number]
        used, times = np.unique(merged, return_counts=True)
        here = np.concatenate([single_column[pool[single_column] == number], used])
        value = np.concatenate([np.ones(len(here) - len(used), dtype=np.int64), times])
        rows.at_most(instance, booking[here], here, value, int(sizes[number]))
    kind, tables = kind_of_table[merge_table], np.bincount(kind_of_table)
    # Where a kind has all tables of its pool, the pool's rows say it already.
    for number in np.unique(kind[tables[kind] < sizes[merge_pool]]):
        used, times = np.unique(merge_column[kind == number], return_counts=True)
        rows.at_most(instance, booking[used], used, times, int(tables[number]))


class _Rows:
    """Collects sparse rows."""

    def __init__(self) -> None:
        self._cliques: dict[bytes, Bools] = {}
        self._start = [0]
        self._column: list[Ints] = []
        self._value: list[Ints] = []
        self._lower: list[int] = []
        self._upper: list[int] = []

    def add(self, column: Ints, lower: int, upper: int, value: Ints | None = None) -> None:
        self._start.append(self._start[-1] + len(column))
        self._column.append(column)
        self._value.append(np.ones(len(column), dtype=np.int64) if value is None else value)
        self._lower.append(lower)
        self._upper.append(upper)

    def soft(self, column: int, slack: Slack) -> None:
        """What is over a limit is paid for by the slack's column."""
        for columns, values, limit in slack.rows:
            self.add(_append(columns, [column]), -slack.most, limit, _append(values, [-1]))

    def once_per_booking(self, booking: Ints, protected: Bools) -> None:
        if not len(booking):
            return
        order = np.argsort(booking, kind="stable")
        owners, first = np.unique(booking[order], return_index=True)
        for owner, group in zip(owners.tolist(), np.split(order, first[1:]), strict=True):
            if protected[owner] or len(group) > 1:
                self.add(group, int(protected[owner]), 1)

    def at_most(
        self, instance: Instance, booking: Ints, column: Ints, value: Ints, capacity: int
    ) -> None:
        """At no moment may the columns use more than a capacity."""
        if value.sum() <= capacity:
            return
        guests, position = np.unique(booking, return_inverse=True)
        key = guests.tobytes()
        if key not in self._cliques:
            self._cliques[key] = conflicts(instance, guests)
        use = self._cliques[key][:, position.ravel()] * value
        for row in use[use.sum(axis=1) > capacity]:
            here = np.flatnonzero(row)
            self.add(column[here], 0, capacity, row[here])

    def arrays(self) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        empty = [np.zeros(0, dtype=np.int64)]
        return (
            np.array(self._start, dtype=np.int64),
            np.concatenate(self._column or empty),
            np.concatenate(self._value or empty),
            np.array(self._lower, dtype=np.int64),
            np.array(self._upper, dtype=np.int64),
        )


def conflicts(instance: Instance, guests: Ints) -> Bools:
    """Return rows of guests that exclude each other on one table: by time, and by slot."""
    spans = instance.spans[guests]
    groups = maximal_cliques(spans)
    slots = instance.slots[guests]
    shared = [slots == slot for slot in np.unique(slots[slots >= 0])]
    extra = [
        group
        for group in shared
        if group.sum() > 1 and spans[group, 0].max() >= spans[group, 1].min()
    ]
    return np.vstack([groups, *extra]) if extra else groups
