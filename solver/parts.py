"""Independent parts of a day: bookings that share no table at any time are solved apart."""

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

    def offer(self, chosen: Ints) -> bool:
        """Take a choice for the part if it is better; tell whether it was."""
        return self._day.offer(self._part.candidates[chosen], within=self._part.bookings)


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
    parts = [_part(instance, mask, homes, number) for number, mask in enumerate(masks)]
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


def _part(instance: Instance, mask: Bools, homes: list[int], number: int) -> Part:
    candidates = np.flatnonzero(mask[instance.booking])
    rank = np.cumsum(mask) - 1
    counts = np.diff(instance.offset)[mask]
    limits = tuple(
        replace(limit, load=_load(limit.load, mask, candidates))
        for limit, home in zip(instance.limits, homes, strict=True)
        if home == number
    )
    part = replace(
        instance,
        spans=instance.spans[mask],
        slots=instance.slots[mask],
        protected=instance.protected[mask],
        offset=np.concatenate([[0], np.cumsum(counts)]),
        booking=rank[instance.booking[candidates]],
        table_set=instance.table_set[candidates],
        gains=tuple(gain[candidates] for gain in instance.gains),
        limits=limits,
        moves=instance.moves[candidates],
    )
    return Part(part, mask, candidates)


def _load(load: Load, mask: Bools, candidates: Ints) -> Load:
    return Load(load.use[candidates], load.moments[:, mask], load.limit)
