"""The two ways to give out tables that a season compares."""

from collections.abc import Collection
from typing import Protocol

from scenarios.season.book import Book, Place
from scenarios.season.guests import Guest
from scenarios.season.house import House, Wish
from scenarios.season.room import make_room


class Policy(Protocol):
    """Says which tables a party gets; the party is in the book when the answer is yes."""

    house: House
    moves: int
    """How often guests with tables were given others."""

    def has_room(self, book: Book, guest: Guest, start: int) -> bool:
        """Give a party the best tables that are free now, if there are any."""
        ...

    def makes_room(self, book: Book, guest: Guest, start: int, movable: Collection[int]) -> bool:
        """Make room for a party that finds nothing free, if the policy does such a thing."""
        ...


class Legacy:
    """One at a time, first come first served, the best tables of the moment; nobody moves."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.moves = 0

    def has_room(self, book: Book, guest: Guest, start: int) -> bool:
        """Give a party the best tables that are free now, if there are any."""
        choices = self.house.choices(guest.party)
        table_set = book.first_free(choices, start, start + guest.minutes)
        if table_set is not None:
            book.put(guest.number, guest.party, Place(table_set, start, start + guest.minutes))
        return table_set is not None

    def makes_room(self, book: Book, guest: Guest, start: int, movable: Collection[int]) -> bool:
        """Never."""
        return False


class Maitred(Legacy):
    """As long as everybody confirmed and the party that asks can be seated together, say yes.

    Tables are only told when guests come, so until then they may be given others.
    """

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.rungs: dict[str, int] = {}
        self._full: set[tuple[int, int, int]] = set()
        self._released = 0

    def makes_room(self, book: Book, guest: Guest, start: int, movable: Collection[int]) -> bool:
        """Give other tables to guests who have not come yet, if that makes room."""
        wish = Wish(guest.party, start, start + guest.minutes)
        if self._released != book.released:
            self._released = book.released
            self._full.clear()
        key = (wish.party, wish.start, wish.end)
        if key in self._full:
            return False
        room = make_room(book, wish, movable, self.rungs)
        if room is None:
            # More guests only make it fuller; it is asked again when somebody gives up tables.
            self._full.add(key)
            return False
        for other, table_set in room.others.items():
            book.move(other, table_set)
            self.moves += 1
        book.put(guest.number, guest.party, Place(room.table_set, wish.start, wish.end))
        return True
