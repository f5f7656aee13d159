"""What is counted while a date is played."""

from dataclasses import dataclass

from scenarios.season.guests import Guest


@dataclass
class Counts:
    """Whole numbers, by date and policy."""

    requests: int = 0
    """Bookings that were asked for; walk-ins are counted apart."""
    confirmed: int = 0
    confirmed_covers: int = 0
    other_times: int = 0
    """Of those confirmed: who took another time than they wanted."""
    refused: int = 0
    refused_covers: int = 0
    cancelled: int = 0
    no_shows: int = 0
    covers: int = 0
    """Guests seated, walk-ins among them: the headline."""
    walk_ins: int = 0
    walk_ins_seated: int = 0
    waits: int = 0
    """Confirmed parties that came and found their tables taken, and no others."""
    wait_minutes: int = 0
    lost: int = 0
    """Of those who waited: who left."""
    lost_covers: int = 0
    empty_seats: int = 0
    """Seats of seated parties' tables that stay empty."""
    merges: int = 0
    moves: int = 0
    """How often a guest with tables was given others; nobody who sits ever is."""
    overstays: int = 0
    """Quarter hours by which guests overstayed."""

    def asked(self, guest: Guest, start: int | None) -> None:
        """Count a request and its answer."""
        if guest.walks_in:
            self.walk_ins += 1
            self.walk_ins_seated += start is not None
            return
        self.requests += 1
        if start is None:
            self.refused += 1
            self.refused_covers += guest.party
            return
        self.confirmed += 1
        self.confirmed_covers += guest.party
        self.other_times += start != guest.start

    def seated(self, guest: Guest, tables: int, seats: int) -> None:
        """Count a party that sits down."""
        self.covers += guest.party
        self.merges += tables > 1
        self.empty_seats += max(0, seats - guest.party)

    def gave_up(self, guest: Guest) -> None:
        """Count a confirmed party that waited in vain."""
        self.lost += 1
        self.lost_covers += guest.party
