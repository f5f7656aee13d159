"""What a request is told that names things of another restaurant: as if there were no such thing.

The words, the codes and the details are those for an id that nobody has, and no answer holds an id
of the other restaurant that was not sent.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest

from tests.integration.access_world import World, access_world
from tests.integration.postgres_servers import DATE, House, Server, at

UUIDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Probe(NamedTuple):
    """A request about one's own booking that names something else, ``{id}``."""

    method: str
    path: str
    body: dict[str, Any]
    thing: str


VALIDATE, HOLD = "/api/staff/manual/validate", "/api/staff/manual/hold"
OWN: dict[str, Any] = {"bookingId": "{own}", "idempotencyKey": "{key}"}
SEEN = {**OWN, "contextVersion": "{context}"}

PROBES = {
    "direct": Probe(
        "POST",
        "/api/ops/bookings/{own}/assign-tables",
        {**OWN, "tableIds": ["{id}"]},
        "table",
    ),
    "add": Probe("POST", "/api/ops/bookings/{own}/tables", {"tableId": "{id}"}, "table"),
    "validate": Probe("POST", VALIDATE, {**SEEN, "tableIds": ["{id}"]}, "table"),
    "hold": Probe("POST", HOLD, {**SEEN, "tableIds": ["{id}"]}, "table"),
    "zone": Probe("POST", "/api/staff/auto/quote", {**OWN, "zoneId": "{id}"}, "zone"),
    "avoid": Probe("POST", "/api/staff/auto/quote", {**OWN, "avoidTables": ["{id}"]}, "table"),
    "confirm": Probe("POST", "/api/staff/auto/confirm", {**OWN, "holdId": "{id}"}, "hold"),
    "by hand": Probe("POST", "/api/staff/manual/confirm", {**SEEN, "holdId": "{id}"}, "hold"),
    "release": Probe("DELETE", HOLD, {**OWN, "holdId": "{id}"}, "hold"),
    "choose": Probe(
        "PUT",
        "/api/staff/manual/session/{id}/selection",
        {**OWN, "tableIds": ["{table}"]},
        "session",
    ),
    "choose elsewhere": Probe(
        "PUT",
        "/api/staff/manual/session/{session}/selection",
        {**OWN, "tableIds": ["{id}"]},
        "table",
    ),
    "undo": Probe("POST", "/api/v1/restaurants/{house}/days/{date}/undo", {"runId": "{id}"}, "run"),
}


class Stage(NamedTuple):
    """Two restaurants, the second with everything that a stranger might name."""

    world: World
    own: UUID
    session: str
    theirs: dict[str, str]


@pytest.fixture(scope="module")
def stage(pg18: Server) -> Iterator[Stage]:
    """The owner of the house asks; the other one has been busy."""
    with access_world(pg18) as world:
        house, other = world.house, world.other
        own, guest = house.booking(party_size=4), other.booking(party_size=4)
        headers = {"headers": world.bearer("other tenant")}
        http = world.client.http
        body = {"restaurantId": str(other.id), "date": str(DATE), "budgetMs": 2000}
        run = http.post("/api/ops/dashboard/assign-tables", json=body, **headers).json()["runId"]
        late = other.booking(dt.time(12), party_size=4)
        held = http.post("/api/staff/auto/quote", json={"bookingId": str(late)}, **headers).json()
        opened = http.post("/api/staff/manual/session", json={"bookingId": str(late)}, **headers)
        mine = http.post(
            "/api/staff/manual/session", json={"bookingId": str(own)}, headers=world.owner
        )
        theirs: dict[str, str] = {
            "table": str(other.tables["T1"]),
            "zone": str(other.zones["main"]),
            "hold": held["holdId"],
            "session": opened.json()["session"]["id"],
            "run": run,
            "booking": str(guest),
        }
        assert None not in theirs.values()
        yield Stage(world, own, mine.json()["session"]["id"], theirs)


def ask(stage: Stage, probe: Probe, named: str) -> tuple[int, str]:
    """Ask with an id; return the status and the text, without the request's own."""
    world, http = stage.world, stage.world.client.http
    context = http.get(f"/api/ops/bookings/{stage.own}/manual-context", headers=world.owner)
    places = {
        "id": named,
        "own": stage.own,
        "house": world.house.id,
        "date": DATE,
        "key": uuid4(),
        "session": stage.session,
        "table": world.house.tables["T1"],
        "context": context.json()["contextVersion"],
    }
    body = {
        name: [item.format(**places) for item in value]
        if isinstance(value, list)
        else value.format(**places)
        for name, value in probe.body.items()
    }
    answer = http.request(probe.method, probe.path.format(**places), json=body, headers=world.owner)
    text = answer.text.replace(answer.headers["x-request-id"], "REQUEST")
    return answer.status_code, text.replace(str(places["key"]), "KEY")


def told(text: str, named: str) -> dict[str, Any]:
    """Return an answer without the id that was sent, and without what else is free at home: how
    far that is looked for depends on the moment."""
    found: dict[str, Any] = json.loads(text.replace(named, "ID"))
    if "alternative" in (found["details"] or {}):
        for name in ("alternative", "nextTimes"):
            del found["details"][name]
        del found["hint"]
    return found


def ids_of(house: House) -> set[str]:
    """Return every id in the rows of a restaurant."""
    found = {str(house.id)}
    for row in house.rows(
        "select table_schema || '.' || table_name as name from information_schema.columns"
        " where column_name = 'restaurant_id' and table_schema in ('public', 'maitred')"
    ):
        rows = house.rows(
            f"select t::text as row from {row['name']} t where restaurant_id = %s", house.id
        )
        found |= {item for each in rows for item in UUIDS.findall(each["row"])}
    return found


@pytest.mark.parametrize("name", PROBES)
def test_what_is_somebody_elses_does_not_exist(stage: Stage, name: str) -> None:
    """The same status and words as for an id of nobody, and no other id of theirs."""
    probe, unknown = PROBES[name], str(uuid4())
    named = stage.theirs[probe.thing]
    (status, text), (expected, words) = (ask(stage, probe, item) for item in (named, unknown))
    assert 400 <= status < 500
    assert (status, told(text, named)) == (expected, told(words, unknown))
    leaked = (ids_of(stage.world.other) - {named}) & set(UUIDS.findall(text))
    assert not leaked


def test_a_refusal_names_only_ids_of_the_house(stage: Stage) -> None:
    """Who has the table at home, and not who has one there at the very same hour."""
    world = stage.world
    for place in (world.house, world.other):
        place.assign(place.booking(dt.time(18)), "F1", window=(at(18), at(19)))
    guest = world.house.booking(dt.time(18), party_size=4)
    answer = world.client.http.post(
        f"/api/ops/bookings/{guest}/assign-tables",
        json={"tableIds": [str(world.house.tables["F1"])], "idempotencyKey": "taken"},
        headers=world.owner,
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "CONFLICTS")
    assert answer.json()["details"]["conflicts"]
    assert not ids_of(world.other) & set(UUIDS.findall(answer.text))
