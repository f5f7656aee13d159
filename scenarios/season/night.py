"""One date played through, event by event, under one policy: from the first request to the last
guest who leaves.
"""

import heapq
from collections.abc import Sequence
from enum import IntEnum

from scenarios.season.book import Book, Place
from scenarios.season.guests import Evening, Guest
from scenarios.season.measures import Counts
from scenarios.season.policies import Policy

OVERTIME_MINUTES = 15
"""Guests who overstay are expected to leave within so many minutes, again and again."""


class Event(IntEnum):
    """What happens, in the order in which it happens within one minute."""

    LEAVES = 0
    IS_GIVEN_UP = 1
    """A booking whose guests have not come loses its tables."""
    CANCELS = 2
    OVERSTAYS = 3
    TABLES_ARE_FREE = 4
    """Guests at the door are looked after once everybody who leaves in this minute has left."""
    COMES = 5
    ASKS = 6
    LOSES_PATIENCE = 7


class Night:
    """The state of a date while it is played."""

    def __init__(self, policy: Policy, guests: Sequence[Guest], evening: Evening) -> None:
        self.book = Book(policy.house)
        self.counts = Counts()
        self.confirmed: dict[int, int] = {}
        """The start that each guest was promised, until it is over."""
        self.refused: set[int] = set()
        """Bookings and walk-ins that got no tables."""
        self._policy, self._evening = policy, evening
        self._guests = {guest.number: guest for guest in guests}
        self._events = [(guest.asks_at, Event.ASKS, guest.number) for guest in guests]
        heapq.heapify(self._events)
        self._sitting: dict[int, int] = {}
        """Who sits on each table, by its index."""
        self._waiting: dict[int, tuple[int, int]] = {}
        """Guests at the door: since when, and the table set they were promised."""

    def run(self) -> Counts:
        """Play all events; return what is counted."""
        while self._events:
            now, event, number = heapq.heappop(self._events)
            self._happens(now, event, self._guests[number])
        self.counts.moves += self._policy.moves
        return self.counts

    def _happens(self, now: int, event: Event, guest: Guest) -> None:
        match event:
            case Event.ASKS:
                self._asks(now, guest)
            case Event.CANCELS:
                self._ends(guest)
                self.counts.cancelled += 1
            case Event.COMES:
                self._comes(now, guest)
            case Event.IS_GIVEN_UP:
                self._ends(guest)
                self.counts.no_shows += 1
                self._then(now, Event.TABLES_ARE_FREE, guest)
            case Event.OVERSTAYS:
                self._overstays(now, guest)
            case Event.LEAVES:
                self._leaves(now, guest)
            case Event.TABLES_ARE_FREE:
                self._serve_waiting(now)
            case Event.LOSES_PATIENCE:
                self._loses_patience(guest)

    def _then(self, when: int, event: Event, guest: Guest) -> None:
        heapq.heappush(self._events, (when, event, guest.number))

    def _asks(self, now: int, guest: Guest) -> None:
        start = self._quote(now, guest)
        self.counts.asked(guest, start)
        if start is None:
            self.refused.add(guest.number)
            return
        if guest.walks_in:
            self._sits_down(now, guest)
            return
        self.confirmed[guest.number] = start
        if guest.cancels_at is not None:
            self._then(max(now, min(guest.cancels_at, start - 1)), Event.CANCELS, guest)
        else:
            self._then(start, Event.COMES, guest)

    def _quote(self, now: int, guest: Guest) -> int | None:
        """Return the start that the guest gets; None when it is refused.

        The wish first, by whatever the policy can do; then the nearest other time with tables
        free; then the nearest for which room can be made.
        """
        policy, movable = self._policy, self._movable(now)
        if policy.has_room(self.book, guest, guest.start):
            return guest.start
        if policy.makes_room(self.book, guest, guest.start, movable):
            return guest.start
        others = [start for start in guest.other_starts if start >= now]
        for start in others:
            if policy.has_room(self.book, guest, start):
                return start
        for start in others:
            if policy.makes_room(self.book, guest, start, movable):
                return start
        return None

    def _movable(self, now: int) -> list[int]:
        """Return who has tables that nobody contests, and has not come yet."""
        return [
            number
            for number, place in self.book.places.items()
            if place.start > now and self.book.is_alone(place)
        ]

    def _comes(self, now: int, guest: Guest) -> None:
        if not guest.comes:
            self._then(now + self._evening.grace_minutes, Event.IS_GIVEN_UP, guest)
            return
        place = self.book.places[guest.number]
        if self._is_empty(place.table_set):
            self._sits_down(now, guest)
            return
        self.book.take_away(guest.number)
        if self._finds_others(now, guest):
            self._reseated(guest, place.table_set)
            self._sits_down(now, guest)
            return
        self._waiting[guest.number] = (now, place.table_set)
        self.counts.waits += 1
        self._then(now + self._evening.patience_minutes, Event.LOSES_PATIENCE, guest)

    def _finds_others(self, now: int, guest: Guest) -> bool:
        policy = self._policy
        return policy.has_room(self.book, guest, now) or policy.makes_room(
            self.book, guest, now, self._movable(now)
        )

    def _reseated(self, guest: Guest, promised: int) -> None:
        self.counts.moves += self.book.places[guest.number].table_set != promised

    def _is_empty(self, table_set: int) -> bool:
        members = self.book.house.members(table_set).tolist()
        return not any(table in self._sitting for table in members)

    def _sits_down(self, now: int, guest: Guest) -> None:
        place = self.book.places[guest.number]
        members = self.book.house.members(place.table_set).tolist()
        if not self._is_empty(place.table_set):
            raise AssertionError(f"guest {guest.number} is seated where somebody sits")
        self._sitting |= dict.fromkeys(members, guest.number)
        self.confirmed.pop(guest.number, None)
        self.counts.seated(guest, len(members), int(self.book.house.sets.seats[place.table_set]))
        self._then(now + guest.stays, Event.LEAVES, guest)
        if now + guest.stays > place.end:
            self._then(place.end, Event.OVERSTAYS, guest)

    def _overstays(self, now: int, guest: Guest) -> None:
        until = now + OVERTIME_MINUTES
        if guest.number in self.book.places:
            self.book.stretch(guest.number, until)
            self.counts.overstays += 1
            self._then(until, Event.OVERSTAYS, guest)

    def _leaves(self, now: int, guest: Guest) -> None:
        self.book.take_away(guest.number)
        self._sitting = {table: who for table, who in self._sitting.items() if who != guest.number}
        self._then(now, Event.TABLES_ARE_FREE, guest)

    def _serve_waiting(self, now: int) -> None:
        """Seat whoever waits and now has tables: those they were promised, or others."""
        for number, (since, table_set) in list(self._waiting.items()):
            guest = self._guests[number]
            if not self._finds_others(now, guest):
                if not self._is_empty(table_set):
                    continue
                # Nobody leaves tables empty before guests at the door, whoever comes later.
                self.book.put(number, guest.party, Place(table_set, now, now + guest.minutes))
            del self._waiting[number]
            self._reseated(guest, table_set)
            self.counts.wait_minutes += now - since
            self._sits_down(now, guest)

    def _loses_patience(self, guest: Guest) -> None:
        if self._waiting.pop(guest.number, None) is not None:
            self.confirmed.pop(guest.number)
            self.counts.gave_up(guest)

    def _ends(self, guest: Guest) -> None:
        self.book.take_away(guest.number)
        del self.confirmed[guest.number]
