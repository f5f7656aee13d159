"""The shape of who decides a restaurant's tables."""

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.answers.shape import RESTAURANT, USER, Json, Shape, example
from models.engine import EngineState, Source


def _source(source: str, **says: object) -> Json:
    nothing = dict.fromkeys(("state", "percent", "reason", "by", "since", "note"))
    return {"source": source, "counts": False, **nothing, **says}


ENGINE: Json = {
    "restaurantId": RESTAURANT,
    "date": "2026-11-28",
    "state": "on",
    "decides": "maitred",
    "source": "setting",
    "reason": f"set by {USER} at 2026-11-20 09:00 UTC (first week)",
    "sources": [
        _source("kill_environment"),
        _source("kill_switch"),
        _source("feature_flag_overrides"),
        _source(
            "setting",
            counts=True,
            state="canary",
            percent=25,
            reason=f"set by {USER} at 2026-11-20 09:00 UTC (first week)",
            by=USER,
            since="2026-11-20T09:00:00+00:00",
            note="first week",
        ),
        _source("environment"),
        _source("default", state="on", reason="nobody has said otherwise"),
    ],
    "kills": [],
    "changes": [
        {
            "at": "2026-11-20T09:00:00+00:00",
            "what": "set",
            "state": "canary",
            "percent": 25,
            "from": "2026-11-23",
            "to": "2026-11-29",
            "everywhere": False,
            "by": USER,
            "reason": "first week",
        }
    ],
}


class SourceSays(Shape):
    """What one of those who have a say says; null: nothing, so the next one is asked."""

    source: Source
    counts: bool
    """The first one that says anything does."""
    state: EngineState | None
    percent: int | None
    """Of evenings, for a canary."""
    reason: str | None
    """All of it as one sentence: who, when, what for."""
    by: str | None
    """A user's id, a machine's name, or who used the command; null: no one person."""
    since: dt.datetime | None
    """Null: since the service was started."""
    note: str | None
    """What for, as whoever did it said."""


class EngineKill(Shape):
    """A kill switch that is thrown now."""

    everywhere: bool
    """That of every restaurant: `maitred engine revive --all` revives."""
    by: str
    at: dt.datetime
    reason: str | None


class EngineChange(Shape):
    """Somebody changed who decides."""

    at: dt.datetime
    what: Literal["set", "killed", "revived"]
    state: EngineState | None
    """What was set; null: nothing any more, or a kill switch."""
    percent: int | None
    first: dt.date | None = Field(alias="from")
    """The first date it counts for; null: from the beginning."""
    to: dt.date | None
    """The last date it counts for; null: without end."""
    everywhere: bool
    """A kill switch of every restaurant."""
    by: str
    """A user's id, a machine's name, or who used the command."""
    reason: str | None


class EngineView(Shape):
    """Who decides one date, why, and who changed what, newest first."""

    model_config = example(ENGINE)

    restaurantId: UUID
    date: dt.date
    state: Literal["off", "shadow", "on"]
    """Of this date: an evening is one of a canary's share (on), or it is not (off)."""
    decides: Literal["maitred", "product"]
    source: Source
    reason: str
    sources: list[SourceSays]
    """In the order in which they are asked."""
    kills: list[EngineKill]
    """That of every restaurant first; empty: none is thrown."""
    changes: list[EngineChange]
    """The last 20."""
