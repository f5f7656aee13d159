"""Time conflicts: which bookings overlap, and the maximal groups that all overlap at once."""

import numpy as np

from solver.arrays import Bools, Ints


def maximal_cliques(spans: Ints) -> Bools:
    """Return C x B: the maximal sets of windows that share a moment, in time order.

    ``spans`` is B x 2: half-open windows ``[start, end)``. Windows are intervals, so every set
    that overlaps pairwise shares a moment, and one such moment is the start of a member. A clique
    is maximal when one of its members ends before, or exactly at, the next start.
    """
    starts = np.unique(spans[:, 0])
    if not len(starts):
        return np.zeros((0, 0), dtype=np.bool_)
    present = (spans[:, 0] <= starts[:, None]) & (starts[:, None] < spans[:, 1])
    following = np.append(starts[1:], np.iinfo(np.int64).max)
    ends_before_next = present & (spans[:, 1] <= following[:, None])
    return np.asarray(present[ends_before_next.any(axis=1)])


def slot_groups(slots: list[str | None], spans: Ints) -> list[Ints]:
    """Return groups of bookings that share a slot although not all of their windows overlap.

    The database refuses two bookings of one slot on one table whatever their windows; groups
    whose windows all overlap are conflicts in time already.
    """
    members: dict[str, list[int]] = {}
    for index, slot in enumerate(slots):
        if slot:
            members.setdefault(slot, []).append(index)
    groups = (np.array(group, dtype=np.int64) for group in members.values() if len(group) > 1)
    return [group for group in groups if spans[group, 0].max() >= spans[group, 1].min()]
