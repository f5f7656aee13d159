"""The engine's switch: who decides a restaurant's dates; looking, setting, killing, reviving."""

import datetime as dt
from typing import Any
from uuid import UUID

from models.engine import Choice, Decision, EngineState, Source, Work
from models.errors import Flaw, InvalidInputError
from persistence.engine import (
    Setting,
    engine_changes,
    permit,
    read_decision,
    set_engine,
    throw_switch,
)
from persistence.history import NOBODY, Author
from persistence.pool import Connection, Database, enter_tenant
from persistence.restaurants import get_restaurant
from persistence.retry import until_settled
from services.access import SWITCHING, AccessDeniedError, Role
from services.reading import local_date, reading

SHOWN = 20
"""Changes that are shown."""

Json = dict[str, Any]


def require(database: Database, restaurant_id: UUID, date: dt.date, work: Work) -> None:
    """Refuse at once what would be refused when it is written: nobody waits for a plan in vain.

    Raises:
        EngineOffError: somebody else decides this date.
    """
    with reading(database, restaurant_id) as connection:
        permit(connection, restaurant_id, date, work)


def engine_view(database: Database, restaurant_id: UUID, date: dt.date | None = None) -> Json:
    """Return who decides a date (by default the present one), why, and who changed what.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
    """
    with reading(database, restaurant_id) as connection:
        restaurant = get_restaurant(connection, restaurant_id)
        wanted = date or local_date(restaurant, dt.datetime.now(dt.UTC))
        found = read_decision(connection, restaurant_id, wanted)
        return {**_told(found), "changes": _changes(connection, restaurant_id)}


def evenings(database: Database, restaurant_id: UUID, first: dt.date, days: int) -> list[Json]:
    """Return who decides each of so many dates: which evenings a canary has, say.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
    """
    dates = [first + dt.timedelta(days=number) for number in range(days)]
    with reading(database, restaurant_id) as connection:
        get_restaurant(connection, restaurant_id)
        found = [read_decision(connection, restaurant_id, date) for date in dates]
    kept = ("date", "state", "decides", "source")
    return [{key: _told(decision)[key] for key in kept} for decision in found]


def _told(found: Decision) -> Json:
    return {
        "restaurantId": str(found.restaurant),
        "date": found.date.isoformat(),
        "state": found.state.value,
        "decides": "maitred" if found.permits(Work.PLAN) else "product",
        "source": found.source.value,
        "reason": found.choice.why,
        "sources": [
            {
                "source": source.value,
                "counts": source is found.source,
                **_choice(found.said.get(source)),
            }
            for source in Source
        ],
        "kills": [
            {
                "everywhere": kill.everywhere,
                "by": kill.by,
                "at": kill.at.isoformat(),
                "reason": kill.reason,
            }
            for kill in found.kills
        ],
    }


def _choice(choice: Choice | None) -> Json:
    if choice is None:
        return dict.fromkeys(("state", "percent", "reason", "by", "since", "note"))
    return {
        "state": choice.state.value,
        "percent": choice.percent,
        "reason": choice.why,
        "by": choice.by,
        "since": None if choice.since is None else choice.since.isoformat(),
        "note": choice.note,
    }


def _changes(connection: Connection, restaurant_id: UUID) -> list[Json]:
    return [
        {
            "at": row["at"].isoformat(),
            "what": row["what"],
            "state": row["state"],
            "percent": row["percent"],
            "from": None if row["first"] is None else row["first"].isoformat(),
            "to": None if row["last"] is None else row["last"].isoformat(),
            "everywhere": row["everywhere"],
            "by": row["by"],
            "reason": row["reason"],
        }
        for row in engine_changes(connection, restaurant_id, SHOWN)
    ]


def may_switch(role: Role) -> None:
    """Refuse those who may not say who decides.

    Raises:
        AccessDeniedError: only managers and owners may.
    """
    if role not in SWITCHING:
        raise AccessDeniedError(
            "Only managers and owners may say who decides tables", hint="Ask one of them."
        )


def change_engine(database: Database, setting: Setting) -> Json:
    """Say who decides a restaurant's dates from now on; return who does now.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        InvalidInputError: the dates end before they begin, or a share is missing or in vain.
        DatabaseError: the database refused or cannot be reached; nothing was written.
    """
    _makes_sense(setting)

    def write(connection: Connection) -> None:
        enter_tenant(connection, setting.restaurant_id)
        get_restaurant(connection, setting.restaurant_id)
        set_engine(connection, setting)

    until_settled(database, write)
    return engine_view(database, setting.restaurant_id, setting.first)


def switch_engine(
    database: Database,
    restaurant_id: UUID | None,
    by: str,
    *,
    kill: bool,
    reason: str | None = None,
    author: Author = NOBODY,
) -> bool:
    """Throw the kill switch, or revive, for a restaurant or (None) for all; tell whether it was so.

    It counts from the next write on, in every process.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        DatabaseError: the database refused or cannot be reached; nothing was written.
    """

    def write(connection: Connection) -> bool:
        if restaurant_id is not None:
            enter_tenant(connection, restaurant_id)
            get_restaurant(connection, restaurant_id)
        return throw_switch(connection, restaurant_id, by, reason, author, kill=kill)

    return until_settled(database, write)


def _makes_sense(setting: Setting) -> None:
    flaws = []
    first, last, share = setting.first, setting.last, setting.percent
    if first is not None and last is not None and last < first:
        flaws.append(Flaw("to", str(last), f"is before the first date, {first}"))
    if setting.state is EngineState.CANARY and share is None:
        flaws.append(Flaw("percent", "", "a canary needs its share of evenings, 0 to 100"))
    if setting.state is not EngineState.CANARY and share is not None:
        flaws.append(Flaw("percent", str(share), "only a canary has a share of evenings"))
    if flaws:
        raise InvalidInputError(flaws, subject="engine")
