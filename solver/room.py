"""What a venue offers whoever comes: its table sets depend on neither bookings nor time."""

from collections.abc import Iterable
from functools import lru_cache

from models.rules import Rules
from models.venue import Venue
from solver.arrays import TableArrays
from solver.table_sets import TableSets, table_sets

MOST_REMEMBERED = 64
"""Lists of sets a room remembers: parties of one to a dozen guests, under a few rules each."""

Index = dict[tuple[str, ...], int]
"""Position of every table set by its sorted table ids."""


class Room:
    """A venue's tables, and every list of table sets that was asked for.

    No list may have more than ``most`` merges.
    """

    def __init__(self, venue: Venue, most: int | None = None) -> None:
        self.tables = TableArrays.of(venue)
        self._most = most
        self._sets: dict[tuple[Rules, int], TableSets] = {}
        self._index: dict[tuple[Rules, int], Index] = {}

    def sets(
        self, rules: Rules, largest_party: int, current: Iterable[tuple[str, ...]] = ()
    ) -> tuple[TableSets, Index]:
        """Return the sets for parties up to a size, those in use now among them.

        With sets in use come the positions of all.

        Raises:
            InvalidInputError: the rules allow more merges than can be planned with.
        """
        key, in_use = (rules, largest_party), set(current)
        sets = self._sets.get(key)
        if sets is None:
            if len(self._sets) >= MOST_REMEMBERED:
                self._sets, self._index = {}, {}
            sets = self._sets[key] = table_sets(self.tables, rules, largest_party, most=self._most)
        if not in_use:
            return sets, {}
        index = self._index.get(key)
        if index is None:
            index = self._index[key] = sets.index_of()
        if in_use <= index.keys():
            return sets, index
        wider = table_sets(self.tables, rules, largest_party, in_use, self._most)
        return wider, wider.index_of()


@lru_cache(maxsize=8)
def room_of(venue: Venue) -> Room:
    """Return the room of a venue, shared by everyone who asks for an equal one."""
    return Room(venue)
