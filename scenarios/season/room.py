"""Make room for one more party by giving other tables to guests who have not come yet.

A ladder, the cheapest rung first: a table set whose few guests each have somewhere else to go; a
proof that nobody could make room; everybody around that time anew; everybody of the service anew.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.season.book import Book, Place
from scenarios.season.house import Choices, Wish, open_sets
from solver.arrays import Bools
from solver.explaining.seat_all import may_seat_all, seat_all

Others = dict[int, int]
"""The table set of each guest who moves."""

FEW = 2
"""Most guests that the first rung moves."""

SETS_TRIED = 40
"""Most table sets that the first rung looks at."""


@dataclass(frozen=True)
class Room:
    """Tables for the party that asked, and where others go for it."""

    table_set: int
    others: Others


def make_room(
    book: Book, wish: Wish, movable: Collection[int], counts: dict[str, int]
) -> Room | None:
    """Return room for a party; None when there is none, or none was found.

    ``movable`` are guests with tables who may get others; ``counts`` is told which rung answered.
    """
    near = [guest for guest in movable if _meet(book.places[guest], wish)]
    fixed = book.taken_without(movable)
    found = _move_few(book, wish, near, fixed)
    if found is not None:
        return _told(counts, "few", found)
    if not may_seat_all(book.house.instance([*_wishes(book, near), wish], fixed)):
        return _told(counts, "impossible", None)
    found = _everyone(book, wish, near, book.taken_without(near))
    if found is not None:
        return _told(counts, "around", found)
    service = _connected(book, wish, movable)
    if len(service) > len(near):
        found = _everyone(book, wish, service, fixed)
    return _told(counts, "everybody" if found else "not_found", found)


def _told(counts: dict[str, int], rung: str, room: Room | None) -> Room | None:
    counts[rung] = counts.get(rung, 0) + 1
    return room


def _meet(place: Place, wish: Wish) -> bool:
    return place.start < wish.end and wish.start < place.end


def _move_few(book: Book, wish: Wish, near: Sequence[int], fixed: Bools) -> Room | None:
    """Find a set on which few guests sit, all of whom have somewhere else to go."""
    choices = book.house.choices(wish.party)
    parties = book.parties
    taken = book.taken_without(())
    for table_set, blockers in _sets_with_few(book, choices, wish, near, fixed):
        left = taken.copy()
        for guest in blockers:
            place = book.places[guest]
            left[book.house.members(place.table_set), place.start : place.end] = False
        left[book.house.members(table_set), wish.start : wish.end] = True
        others = _somewhere_else(book, sorted(blockers, key=lambda g: (-parties[g], g)), left)
        if others is not None:
            return Room(table_set, others)
    return None


def _sets_with_few(
    book: Book, choices: Choices, wish: Wish, near: Sequence[int], fixed: Bools
) -> Iterator[tuple[int, list[int]]]:
    """Yield the sets on which at most a few guests sit, the fewest first, then the best."""
    house = book.house
    if not near or not len(choices.sets):
        return
    sits = np.zeros((len(near), house.tables + 1), dtype=np.bool_)
    for row, guest in enumerate(near):
        sits[row, house.members(book.places[guest].table_set)] = True
    blocks = np.asarray(sits[:, choices.members].any(axis=2))
    number = blocks.sum(axis=0)
    usable = open_sets(choices, fixed[:, wish.start : wish.end]) & (number <= FEW)
    columns = np.flatnonzero(usable)
    columns = columns[np.argsort(number[columns], kind="stable")][:SETS_TRIED]
    for column in columns.tolist():
        yield (
            int(choices.sets[column]),
            [near[row] for row in np.flatnonzero(blocks[:, column]).tolist()],
        )


def _somewhere_else(book: Book, guests: Sequence[int], taken: Bools) -> Others | None:
    others: Others = {}
    for guest in guests:
        place, choices = book.places[guest], book.house.choices(book.parties[guest])
        free = np.flatnonzero(open_sets(choices, taken[:, place.start : place.end]))
        if not len(free):
            return None
        others[guest] = int(choices.sets[free[0]])
        taken[book.house.members(others[guest]), place.start : place.end] = True
    return others


def _wishes(book: Book, guests: Sequence[int]) -> list[Wish]:
    places = [book.places[guest] for guest in guests]
    return [
        Wish(book.parties[guest], place.start, place.end)
        for guest, place in zip(guests, places, strict=True)
    ]


def _everyone(book: Book, wish: Wish, guests: Sequence[int], taken: Bools) -> Room | None:
    """Seat these guests and the party that asks on what is not taken, all anew."""
    instance = book.house.instance([*_wishes(book, guests), wish], taken)
    chosen = seat_all(instance)
    if chosen is None:
        return None
    sets = instance.table_set[chosen].tolist()
    now: Mapping[int, int] = dict(zip(guests, sets[:-1], strict=True))
    return Room(
        sets[-1],
        {guest: new for guest, new in now.items() if new != book.places[guest].table_set},
    )


def _connected(book: Book, wish: Wish, guests: Collection[int]) -> list[int]:
    """Return the guests whose windows overlap the party's, or overlap one that does, and so on."""
    start, end = wish.start, wish.end
    found: set[int] = set()
    while True:
        more = {
            guest
            for guest in guests
            if guest not in found
            and book.places[guest].start < end
            and start < book.places[guest].end
        }
        if not more:
            return sorted(found)
        found |= more
        start = min(start, *(book.places[guest].start for guest in more))
        end = max(end, *(book.places[guest].end for guest in more))
