"""The floor plan: read from anywhere, drawn by managers, never over somebody else's drawing."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from psycopg.types.json import Jsonb

from tests.integration.access_world import access_world
from tests.integration.desk import Stage, said
from tests.integration.postgres_servers import DATE, House, Server
from tests.integration.running_service import read_date

T1 = {"x": 10, "y": 990.5, "shape": "round", "width": 60, "height": 50, "rotation": 45}


def path(house: House) -> str:
    """Return where the floor plan is."""
    return f"/api/v1/restaurants/{house.id}/layout"


def drawn(house: House, version: int, **places: Any) -> dict[str, Any]:
    """Return a drawing: places by table number."""
    tables = [{"tableId": str(house.tables[name]), **place} for name, place in places.items()]
    return {"version": version, "tables": tables}


def by_name(house: House, layout: dict[str, Any]) -> dict[str, Any]:
    """Return places by table number."""
    names = {str(table): name for name, table in house.tables.items()}
    return {names[item.pop("tableId")]: item for item in layout["tables"]}


def test_a_drawing_overrides_the_products_positions(stage: Stage, room: House) -> None:
    """Drawn, fitted and made-up places in one answer; each says which it is."""
    for number, name in enumerate(("T1", "T2", "T3")):
        room.rows(
            "update table_inventory set position = %s where id = %s returning 1",
            Jsonb({"x": number, "y": 0, "floor": "ground"}),
            room.tables[name],
        )
    first = stage.http.get(path(room)).json()
    assert (first["version"], first["changedBy"]) == (0, None)
    before = by_name(room, first)
    assert (before["T3"]["x"], before["T3"]["source"]) == (940, "product")
    after = stage.http.put(path(room), json=drawn(room, 0, T1=T1)).json()
    assert (after["version"], after["changedBy"]) == (1, "dev-auth")
    assert after == stage.http.get(path(room)).json()
    places = by_name(room, after)
    assert places["T1"] == {**T1, "recorded": True, "source": "own"}
    assert places["T2"] == before["T2"]
    assert {name for name, item in places.items() if not item["recorded"]} == set(room.tables) - {
        "T1",
        "T2",
        "T3",
    }
    gone = stage.http.put(path(room), json=drawn(room, 1)).json()
    assert by_name(room, gone) == before


def test_nobody_draws_over_what_they_have_not_seen(stage: Stage, room: House) -> None:
    """Of two at once one wins; the other is told the present floor plan."""

    def draw(x: int) -> httpx2.Response:
        return stage.http.put(path(room), json=drawn(room, 0, T1={**T1, "x": x}))

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(draw, (100, 200)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    [won, lost] = sorted(answers, key=lambda answer: answer.status_code)
    assert said(lost) == (409, "LAYOUT_CHANGED")
    assert lost.json()["details"] == {"provided": 0, "current": won.json()}
    ahead = stage.http.put(path(room), json=drawn(room, 7))
    assert said(ahead) == (409, "LAYOUT_CHANGED")
    untouched = House.build(stage.connection)
    assert said(stage.http.put(path(untouched), json=drawn(untouched, 7))) == (
        409,
        "LAYOUT_CHANGED",
    )


def test_the_day_view_tells_of_a_new_drawing(stage: Stage, room: House) -> None:
    """Its version is another one, and has the version of the floor plan."""
    before = read_date(stage.http, room.id)
    stage.http.put(path(room), json=drawn(room, 0, T1=T1))
    after = read_date(stage.http, room.id)
    assert (before["layoutVersion"], after["layoutVersion"]) == (0, 1)
    assert before["version"] != after["version"]
    [event] = room.rows("select kind, detail from maitred.events where restaurant_id = %s", room.id)
    assert event == {"kind": "layout.changed", "detail": {"version": 1, "tables": 1}}
    assert DATE.isoformat() == after["date"]


def test_unknown_and_repeated_tables_are_refused(stage: Stage, room: House) -> None:
    """With the field and the value; another restaurant's table is unknown, too."""
    other = House.build(stage.connection)
    good, strange = drawn(room, 0, T1=T1), drawn(other, 0, T1=T1)
    nobodys = {"tableId": str(uuid4()), **T1}
    tables = [*good["tables"], *good["tables"], *strange["tables"], nobodys]
    answer = stage.http.put(path(room), json={"version": 0, "tables": tables})
    assert said(answer) == (422, "INVALID_INPUT")
    flaws = answer.json()["details"]["flaws"]
    assert [(flaw["place"], flaw["value"]) for flaw in flaws] == [
        ("tables.1.tableId", repr(good["tables"][0]["tableId"])),
        ("tables.2.tableId", repr(strange["tables"][0]["tableId"])),
        ("tables.3.tableId", repr(nobodys["tableId"])),
    ]
    assert stage.http.get(path(room)).json()["version"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": -1},
        {"y": 1000.5},
        {"x": "10"},
        {"x": None},
        {"width": 0},
        {"height": 1001},
        {"rotation": 360},
        {"shape": "star"},
        {"shape": None},
    ],
    ids=str,
)
def test_a_place_that_is_none_is_refused(stage: Stage, room: House, wrong: dict[str, Any]) -> None:
    """The field is named, and nothing is kept."""
    answer = stage.http.put(path(room), json=drawn(room, 0, T1={**T1, **wrong}))
    assert said(answer) == (400, "INVALID_REQUEST")
    assert list(answer.json()["details"]["fieldErrors"]) == [f"tables.0.{next(iter(wrong))}"]


def test_sizes_are_limited(stage: Stage, room: House) -> None:
    """A thousand tables at most."""
    body = drawn(room, 0, T1={"x": 1, "y": 1, "shape": "bar"})
    answer = stage.http.put(path(room), json={**body, "tables": body["tables"] * 1001})
    assert said(answer) == (400, "INVALID_REQUEST")
    assert list(answer.json()["details"]["fieldErrors"]) == ["tables"]


def test_managers_and_owners_draw_and_their_house_only(pg18: Server) -> None:
    """Others of the house may look; the other house is another plan."""
    with access_world(pg18) as world:
        http, body = world.client.http, drawn(world.house, 0, T1=T1)
        where = path(world.house)
        hosts = http.put(where, json=body, headers=world.bearer("host"))
        assert said(hosts) == (403, "ACCESS_DENIED")
        assert http.get(where, headers=world.bearer("server")).json()["version"] == 0
        strangers = http.put(where, json=body, headers=world.bearer("other tenant"))
        assert said(strangers) == (404, "RESTAURANT_NOT_FOUND")
        mine = http.put(where, json=body, headers=world.bearer("manager")).json()
        assert mine["changedBy"] == str(world.users["manager"])
        theirs = http.get(path(world.other), headers=world.bearer("other tenant")).json()
    assert (theirs["version"], {item["source"] for item in theirs["tables"]}) == (0, {"automatic"})
