"""Who decides a restaurant's dates: what is stored of it, and the gate before every write."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow
from psycopg.types.range import Range

from models.engine import (
    KILLED,
    Choice,
    Decision,
    EngineState,
    Kill,
    Source,
    Work,
    decide,
    environment_says,
    overrides_say,
)
from models.errors import MaitredError
from persistence.history import Author, record_events
from persistence.pool import Connection, flags_of
from persistence.queries import query
from persistence.restaurants import list_restaurants

Json = dict[str, Any]


class EngineOffError(MaitredError):
    """maitred's engine does not decide this restaurant's date; the details say who said so."""

    code = "ENGINE_OFF"
    status = 409


class AllocatorDisabledError(EngineOffError):
    """The same, where the product's clients know it: an automatic hold is not confirmed."""

    code = "ALLOCATOR_V2_DISABLED"


HINTS = {
    Work.PLAN: "Nothing was written. Send dryRun: true for the plan alone; GET "
    "/api/v1/restaurants/{restaurant}/engine?date={date} says who decides, and why.",
    Work.QUOTE: "Nothing was held. Send hold: false for the quote alone, or choose tables by hand.",
    Work.CONFIRM: "Nothing was written. Choose the tables by hand, or let the product's own "
    "allocator do it.",
}


def permit(connection: Connection, restaurant_id: UUID, date: dt.date, work: Work) -> None:
    """Let something be written, or not: the one place where the engine's switch counts.

    It is read in the transaction that writes, so that a switch counts from the next write on,
    with no restart and for every process.

    Raises:
        EngineOffError: somebody else decides this date.
    """
    if work is Work.HAND:
        return
    found = read_decision(connection, restaurant_id, date)
    if not found.permits(work):
        raise _refusal(found, work)


def _refusal(found: Decision, work: Work) -> EngineOffError:
    kind = AllocatorDisabledError if work is Work.CONFIRM else EngineOffError
    chosen = f" ({found.choice.percent} % of evenings)" if found.choice.percent is not None else ""
    return kind(
        f"The engine is {found.state.value} for this restaurant on {found.date}: "
        f"{found.choice.why}{chosen}; the product's own allocator decides",
        hint=HINTS[work].format(restaurant=found.restaurant, date=found.date),
        details={
            "restaurantId": str(found.restaurant),
            "date": found.date.isoformat(),
            "state": found.state.value,
            "source": found.source.value,
            "reason": found.choice.why,
        },
    )


def read_decision(connection: Connection, restaurant_id: UUID, date: dt.date) -> Decision:
    """Return who decides a date, and what everybody who has a say said."""
    flags = flags_of(connection)
    values = {"restaurant_id": restaurant_id, "date": date}
    row = connection.execute(query("engine"), values).fetchone()
    assert row is not None
    said = environment_says(flags)
    kills = tuple(_kill(item) for item in row["kills"])
    if kills:
        said[Source.KILL_SWITCH] = _killed(kills[0])
    if row["overridable"]:
        said |= overrides_say(flags, read_overrides(connection, flags.environment))
    if row["state"] is not None:
        why = f"set by {row['set_by']} at {row['set_at']:%Y-%m-%d %H:%M} UTC"
        state = EngineState(row["state"])
        said[Source.SETTING] = Choice(
            state,
            row["percent"],
            _because(why, row["reason"]),
            by=row["set_by"],
            since=row["set_at"],
            note=row["reason"],
        )
    return replace(decide(restaurant_id, date, said), kills=kills)


def read_overrides(connection: Connection, environment: str) -> dict[str, bool]:
    """Return the overrides of an environment; only where that table may be read."""
    rows = connection.execute(query("feature_flag_overrides"), {"environment": environment})
    return overrides_in(row["data"] for row in rows)


def overrides_in(rows: Any) -> dict[str, bool]:
    """Return the overrides by name; what is no yes or no is none."""
    return {row["flag"]: row["value"] for row in rows if isinstance(row.get("value"), bool)}


def _kill(row: Mapping[str, Any]) -> Kill:
    at = dt.datetime.fromisoformat(row["at"])
    return Kill(row["everywhere"], row["by"], at, row["reason"])


def _killed(kill: Kill) -> Choice:
    where = "for every restaurant" if kill.everywhere else "for this restaurant"
    why = _because(f"the kill switch was thrown {where} by {kill.by}", kill.reason)
    return Choice(KILLED, why=why, by=kill.by, since=kill.at, note=kill.reason)


def _because(words: str, reason: str | None) -> str:
    return f"{words} ({reason})" if reason else words


@dataclass(frozen=True)
class Setting:
    """What is to count for a restaurant's dates from now on."""

    restaurant_id: UUID
    state: EngineState | None
    """None: as if nothing had been set."""
    by: str
    """A user's id, a machine's name, or who used the command."""
    author: Author
    first: dt.date | None = None
    """None: from the beginning."""
    last: dt.date | None = None
    """Included; None: without end."""
    percent: int | None = None
    reason: str | None = None

    @property
    def told(self) -> Json:
        """What the history says."""
        return {
            "state": None if self.state is None else self.state.value,
            "from": None if self.first is None else self.first.isoformat(),
            "to": None if self.last is None else self.last.isoformat(),
            "percent": self.percent,
            "by": self.by,
        }


def set_engine(connection: Connection, setting: Setting) -> None:
    """Add a row that counts from now on, and one to the history."""
    after = None if setting.last is None else setting.last + dt.timedelta(days=1)
    values = {
        "restaurant_id": setting.restaurant_id,
        "dates": Range(setting.first, after, "[)"),
        "state": None if setting.state is None else setting.state.value,
        "percent": setting.percent,
        "reason": setting.reason,
        "by": setting.by,
    }
    connection.execute(query("set_engine"), values)
    event = {"kind": "engine.set", "reason": setting.reason, "detail": setting.told}
    record_events(connection, setting.restaurant_id, [event], author=setting.author)


def throw_switch(
    connection: Connection,
    restaurant_id: UUID | None,
    by: str,
    reason: str | None,
    author: Author,
    *,
    kill: bool,
) -> bool:
    """Throw the kill switch of a restaurant, or of all, or revive; tell whether that changed it."""
    values = {"restaurant_id": restaurant_id, "by": by, "reason": reason}
    name = "kill_engine" if kill else "revive_engine"
    if connection.execute(query(name), values).fetchone() is None:
        return False
    kind = "engine.killed" if kill else "engine.revived"
    detail = {"by": by, "everywhere": restaurant_id is None}
    for place in [restaurant_id] if restaurant_id else _everywhere(connection):
        event = {"kind": kind, "reason": reason, "detail": detail}
        record_events(connection, place, [event], author=author)
    return True


def _everywhere(connection: Connection) -> list[UUID]:
    return [restaurant.id for restaurant in list_restaurants(connection)]


def engine_changes(connection: Connection, restaurant_id: UUID, limit: int) -> list[DictRow]:
    """Return who changed what, newest first: settings, and kill switches thrown and revived."""
    values = {"restaurant_id": restaurant_id, "limit": limit}
    return connection.execute(query("engine_changes"), values).fetchall()
