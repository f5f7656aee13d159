"""Shadow planning: what is kept beside a plan that is never written, and of the evening's end."""

from enum import StrEnum

from models.base import Id, Name, Value
from models.window import Instant


class ShadowMoment(StrEnum):
    """When a shadow plan was made."""

    AHEAD = "ahead"
    """Before the first guests came: nobody was fixed because they sat already."""
    DURING = "during"
    """In the evening itself: who had come by then stays where the old allocator put them."""
    AFTERWARDS = "afterwards"
    """When it was over, from what the database remembered: in hindsight."""


class SeenBooking(Value):
    """A booking as the product's rows had it at one moment; nothing says who the guest is."""

    booking: Id
    party: int
    clock: Name
    """Date and time on the restaurant's own clock: when they differ it is another wish."""
    status: str
    tables: tuple[Id, ...] = ()

    def is_same_wish(self, other: "SeenBooking") -> bool:
        """Tell whether two looks at a booking are at the same party and time."""
        return (self.party, self.clock) == (other.party, other.clock)


class ShadowRecord(Value):
    """What a shadow run keeps beside its problem and plan."""

    at: Instant
    """The moment of planning."""
    moment: ShadowMoment
    seen: tuple[SeenBooking, ...]
    """The bookings then, with the tables that the old allocator had given them."""


class EveningEnd(Value):
    """How an evening ended under the old allocator."""

    seen_at: Instant
    seen: tuple[SeenBooking, ...]
    moved: tuple[Id, ...] = ()
    """Bookings that the history says were given other tables."""
