"""The guests of a date before anybody has tables: what they want, and what they will do.

All that a guest will ever decide is drawn beforehand, so the same guest decides the same under
every policy: common random numbers, which make differences between policies far less noisy than
the days are.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guest:
    """A party that asks for tables; minutes count from the date's midnight."""

    number: int
    party: int
    asks_at: int
    """Negative on the days before; a walk-in asks when it comes."""
    start: int
    """When it would like to come."""
    minutes: int
    """How long its tables are blocked for, as booked: dining and buffer."""
    stays: int
    """How long they are really taken, if it comes."""
    other_starts: tuple[int, ...] = ()
    """Starts that it would accept instead, the nearest first."""
    cancels_at: int | None = None
    comes: bool = True
    walks_in: bool = False


@dataclass(frozen=True)
class Evening:
    """What happens at the door."""

    grace_minutes: int = 15
    """How long the tables of guests who do not come stay blocked."""
    patience_minutes: int = 30
    """How long guests wait for tables that are not free, before they leave."""
