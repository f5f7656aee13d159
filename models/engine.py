"""Whether maitred decides a restaurant's date, or the product's own allocator: who says so.

Several have a say, each before the next: the kill switches, the overrides of the product, what is
stored for the restaurant, the environment. Whoever says nothing leaves it to the next one.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from models.flags import Flags

BUCKETS = 10_000
"""Evenings fall evenly into so many: a share in percent has a hundred of them for each."""


class EngineState(StrEnum):
    """Who decides tables."""

    OFF = "off"
    """The product's own allocator does."""
    SHADOW = "shadow"
    """It does; maitred plans beside it, and writes nothing to the product's tables."""
    CANARY = "canary"
    """maitred on a share of the evenings, the product's own allocator on the others."""
    ON = "on"
    """maitred does."""


class Work(StrEnum):
    """What is about to be written."""

    PLAN = "plan"
    """The plan of a date."""
    QUOTE = "quote"
    """A hold on tables that the engine chose or offered."""
    CONFIRM = "confirm"
    """Such a hold as a booking's tables."""
    HAND = "hand"
    """What a person chose: tables, holds, locks, taking a run back."""


class Source(StrEnum):
    """Who has a say, in this order."""

    KILL_ENVIRONMENT = "kill_environment"
    KILL_SWITCH = "kill_switch"
    OVERRIDES = "feature_flag_overrides"
    SETTING = "setting"
    ENVIRONMENT = "environment"
    DEFAULT = "default"


@dataclass(frozen=True)
class Choice:
    """What one source says."""

    state: EngineState
    percent: int | None = None
    """Of evenings, for a canary."""
    why: str = ""
    """Who said so, and what for; for people."""
    by: str | None = None
    """A user's id, a machine's name, or who used the command; None: no one person."""
    since: dt.datetime | None = None
    """None: since the process was started."""
    note: str | None = None
    """What for."""


@dataclass(frozen=True)
class Kill:
    """A kill switch that is thrown."""

    everywhere: bool
    """That of every restaurant, which only the command revives."""
    by: str
    at: dt.datetime
    reason: str | None


NORMALLY = Choice(EngineState.ON, why="nobody has said otherwise")
KILLED = EngineState.OFF


@dataclass(frozen=True)
class Decision:
    """Who decides one date of one restaurant."""

    restaurant: UUID
    date: dt.date
    state: EngineState
    """Never canary: an evening is one of its share, or it is off."""
    source: Source
    said: Mapping[Source, Choice]
    """Whatever anybody said, whether it counted or not."""
    kills: tuple[Kill, ...] = ()
    """Those that are thrown, that of all restaurants first."""

    @property
    def choice(self) -> Choice:
        """What counted."""
        return self.said[self.source]

    def permits(self, work: Work) -> bool:
        """Tell whether something may be written: what people choose always may."""
        return work is Work.HAND or self.state is EngineState.ON


def decide(restaurant: UUID, date: dt.date, said: Mapping[Source, Choice]) -> Decision:
    """Return who decides a date: whatever the first source says that says anything."""
    known = {**said, Source.DEFAULT: said.get(Source.DEFAULT, NORMALLY)}
    source = next(source for source in Source if source in known)
    choice = known[source]
    state = choice.state
    if state is EngineState.CANARY:
        chosen = is_canary(restaurant, date, choice.percent or 0)
        state = EngineState.ON if chosen else EngineState.OFF
    return Decision(restaurant, date, state, source, known)


def bucket_of(restaurant: UUID, date: dt.date) -> int:
    """Return where a restaurant's evening falls: from 0 to below ``BUCKETS``, always the same."""
    digest = hashlib.sha256(f"{restaurant}:{date.isoformat()}".encode()).digest()
    return int.from_bytes(digest[:8]) % BUCKETS


def is_canary(restaurant: UUID, date: dt.date, percent: int) -> bool:
    """Tell whether an evening is one of a share; a larger share has all evenings of a smaller one.

    Whole evenings: its bookings share the tables, so one allocator has to see to all of them.
    """
    return bucket_of(restaurant, date) * 100 < percent * BUCKETS


def flags_say(flags: Flags) -> EngineState:
    """Return what the product's flags of its second allocator come to."""
    if flags.feature_allocator_v2_enabled and not flags.feature_allocator_v2_force_legacy:
        return EngineState.ON
    return EngineState.SHADOW if flags.feature_allocator_v2_shadow else EngineState.OFF


V2_FLAGS = (
    "feature_allocator_v2_enabled",
    "feature_allocator_v2_shadow",
    "feature_allocator_v2_force_legacy",
)


def environment_says(flags: Flags) -> dict[Source, Choice]:
    """Return what a process was started with."""
    said = {}
    if flags.maitred_engine_kill:
        said[Source.KILL_ENVIRONMENT] = Choice(KILLED, why="MAITRED_ENGINE_KILL is set")
    set_flags = [name for name in V2_FLAGS if flags.is_set(name)]
    if flags.maitred_engine is not None:
        state = EngineState(flags.maitred_engine)
        percent = flags.maitred_engine_percent if state is EngineState.CANARY else None
        said[Source.ENVIRONMENT] = Choice(state, percent, "MAITRED_ENGINE is set")
    elif set_flags:
        words = ", ".join(name.upper() for name in set_flags)
        said[Source.ENVIRONMENT] = Choice(flags_say(flags), why=f"{words} set")
    return said


def overrides_say(flags: Flags, rows: Mapping[str, bool]) -> dict[Source, Choice]:
    """Return what the product's overrides come to, on top of the flags."""
    counted = sorted(name for name in rows if name.startswith("allocator.v2."))
    if not counted:
        return {}
    words = ", ".join(f"{name} is {str(rows[name]).lower()}" for name in counted)
    state = flags_say(flags.overridden(rows))
    return {Source.OVERRIDES: Choice(state, why=f"{words} in {flags.environment}")}
