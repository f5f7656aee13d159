"""Parts of a day as instances of their own: what is freed beside what stays, and what is
independent anyway.
"""

from dataclasses import dataclass, replace

import numpy as np

from solver.arrays import Bools, Ints
from solver.best import Best
from solver.instance import Instance
from solver.limits import Load, SoftLimit


@dataclass(frozen=True)
class Part:
    """Some bookings of a day as an instance of their own."""

    instance: Instance
    bookings: Bools
    """B of the day: whose part it is."""
    candidates: Ints
    """P of the part: the numbers its candidates have in the day."""


def freed(instance: Instance, free: Bools, stays: Ints, merges: Bools | None = None) -> Part:
    """Return the part of a day that is left to decide beside what stays.

    ``free`` (B) are its bookings, ``stays`` the candidates that are settled and take their tables,
    moves and limits away, ``merges`` (P) which merges may be chosen (all of them when left out).
    """
    bookings = free.copy()
    bookings[instance.booking[stays]] = False
    candidates = np.flatnonzero(bookings[instance.booking])
    if merges is not None:
        candidates = candidates[(instance.single | merges)[candidates]]
    rows = np.flatnonzero(bookings)
    taken = taken_tables(instance, rows, stays)
    position = np.searchsorted(rows, instance.booking[candidates])
    members = instance.members[instance.table_set[candidates]]
    candidates = candidates[~taken[position[:, None], members].any(axis=1)]
    limits = tuple(
        replace(
            soft,
            load=Load(
                soft.load.use[candidates],
                soft.load.moments[:, bookings],
                soft.load.limit - soft.load.at(instance.booking, stays),
            ),
        )
        for soft in instance.limits
    )
    most = instance.max_moves
    if most is not None:
        most -= int(instance.moves[stays].sum())
    return _part(instance, bookings, candidates, limits, most)


def taken_tables(instance: Instance, rows: Ints, chosen: Ints) -> Bools:
    """Return len(rows) x (T + 1): which table a booking cannot have because of a chosen candidate.

    A booking is not in its own way. The last column, for padding, is never taken.
    """
    owner = instance.booking[chosen]
    start, end = instance.spans[:, 0], instance.spans[:, 1]
    meets = (start[rows][:, None] < end[owner]) & (start[owner] < end[rows][:, None])
    meets |= (instance.slots[rows][:, None] == instance.slots[owner]) & (instance.slots[owner] >= 0)
    meets &= rows[:, None] != owner
    uses = np.zeros((len(chosen), instance.tables + 1), dtype=np.float32)
    np.put_along_axis(uses, instance.members[instance.table_set[chosen]], 1, axis=1)
    uses[:, -1] = 0
    return np.asarray(meets.astype(np.float32) @ uses > 0)


class PartBest:
    """The part's share of the best choice of a day."""

    def __init__(self, part: Part, day: Best) -> None:
        self._part = part
        self._day = day

    @property
    def chosen(self) -> Ints:
        """The chosen candidates, by their numbers in the part."""
        mine = np.isin(self._part.candidates, self._day.chosen)
        return np.flatnonzero(mine)

    @property
    def value(self) -> tuple[int, ...]:
        """The value of the choice in every tier of the part."""
        return self._part.instance.value(self.chosen)

    def offer(self, bookings: Bools, chosen: Ints) -> bool:
        """Seat some of the part's bookings so, if that is better; tell whether it was."""
        mask = self._part.bookings.copy()
        mask[mask] = bookings
        return self._day.offer(mask, self._part.candidates[chosen])


def independent_parts(instance: Instance) -> list[Part]:
    """Split a day into as many independent parts as it has, the smallest first.

    Linked are bookings that could have one table at one time (or in one slot), that count
    towards one limit, or that may move while moves are limited.
    """
    count = len(instance.spans)
    if not count:
        return [Part(instance, np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.int64))]
    start, end = instance.spans[:, 0], instance.spans[:, 1]
    uses = np.zeros((count, instance.tables + 1), dtype=np.float32)
    uses[instance.booking[:, None], instance.members[instance.table_set]] = 1
    together = (start[:, None] < end) & (start < end[:, None])
    together |= (instance.slots[:, None] == instance.slots) & (instance.slots >= 0)
    linked = together & (uses[:, :-1] @ uses[:, :-1].T > 0)
    for group in _groups(instance):
        linked[np.ix_(group, group)] = True
    numbers = _components(linked)
    masks = [numbers == number for number in range(numbers.max(initial=-1) + 1)]
    if len(masks) == 1:
        return [Part(instance, masks[0], np.arange(len(instance.booking)))]
    homes = [int(numbers[group[0]]) for group in map(_touched, instance.limits)]
    parts = [_independent(instance, mask, homes, number) for number, mask in enumerate(masks)]
    worthwhile = [part for part in parts if len(part.candidates) or part.instance.limits]
    return sorted(worthwhile, key=lambda part: len(part.candidates))


def _groups(instance: Instance) -> list[Ints]:
    groups = [_touched(limit) for limit in instance.limits]
    if instance.max_moves is not None:
        groups.append(np.unique(instance.booking[instance.moves > 0]))
    return groups


def _touched(limit: SoftLimit) -> Ints:
    """Return the bookings that count towards a limit; the first of the day if nobody does."""
    touched = np.flatnonzero(limit.load.moments.any(axis=0))
    return touched if len(touched) else np.zeros(1, dtype=np.int64)


def _components(linked: Bools) -> Ints:
    """Number the connected components."""
    numbers = np.full(len(linked), -1, dtype=np.int64)
    for first in range(len(linked)):
        if numbers[first] >= 0:
            continue
        inside = np.zeros(len(linked), dtype=np.bool_)
        inside[first] = True
        edge = inside
        while edge.any():
            edge = linked[edge].any(axis=0) & ~inside
            inside |= edge
        numbers[inside] = numbers.max() + 1
    return numbers


def _independent(instance: Instance, mask: Bools, homes: list[int], number: int) -> Part:
    candidates = np.flatnonzero(mask[instance.booking])
    limits = tuple(
        replace(
            soft,
            load=Load(soft.load.use[candidates], soft.load.moments[:, mask], soft.load.limit),
        )
        for soft, home in zip(instance.limits, homes, strict=True)
        if home == number
    )
    return _part(instance, mask, candidates, limits, instance.max_moves)


def _part(
    instance: Instance,
    bookings: Bools,
    candidates: Ints,
    limits: tuple[SoftLimit, ...],
    max_moves: int | None,
) -> Part:
    rank = np.cumsum(bookings) - 1
    owner = rank[instance.booking[candidates]]
    counts = np.bincount(owner, minlength=int(bookings.sum()))
    part = replace(
        instance,
        spans=instance.spans[bookings],
        slots=instance.slots[bookings],
        protected=instance.protected[bookings],
        offset=np.concatenate([[0], np.cumsum(counts)]),
        booking=owner,
        table_set=instance.table_set[candidates],
        gains=tuple(gain[candidates] for gain in instance.gains),
        limits=limits,
        moves=instance.moves[candidates],
        max_moves=max_moves,
    )
    return Part(part, bookings, candidates)
