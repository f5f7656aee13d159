"""Around scenarios over HTTP: those of before, the night of a solve, their format, their text."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.concurrency.chaos import on
from tests.contract.solved import solved
from tests.integration.access_world import World, access_world
from tests.integration.job_world import closing, guests
from tests.integration.postgres_servers import DATE, Server

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)


@pytest.fixture
def world(server: Server) -> Iterator[World]:
    """A house with guests."""
    with access_world(server) as found:
        guests(found.house)
        yield found


def get(world: World, path: str, status: int = 200, **headers: str) -> dict[str, Any]:
    """Read as the owner, or as somebody else."""
    answer = world.client.http.get(path, headers=headers or world.owner)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def asked(world: World, *scenarios: dict[str, Any], status: int = 202) -> dict[str, Any]:
    """Ask for scenarios of the test date."""
    body = {
        "restaurantId": str(world.house.id),
        "dates": [str(DATE)],
        "scenarios": list(scenarios),
        "budgetMs": 2000,
    }
    answer = world.client.http.post("/api/v1/scenarios", json=body, headers=world.owner)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_night_of_each_solve(world: World) -> None:
    """Whoever sits is in the plan's figures; what was edited is in the room; nothing is written."""
    extra = {"id": "X1", "zone": str(world.house.zones["main"]), "capacity": 6}
    more = {"name": "one more", "edits": [{"kind": "add_table", "table": extra}]}
    job = solved(world, asked(world, closing(world.house), more)["id"])
    found = get(world, f"/api/v1/scenarios/{job}")
    nights = {}
    for run in found["comparison"]["runs"]:
        night = get(world, f"/api/v1/scenarios/{job}/solves/{run['key']}")
        seated = sum(
            booking["party"]
            for booking in night["bookings"]
            if booking["id"] in {item["bookingId"] for item in night["seatings"]}
        )
        assert seated == run["measures"]["covers"]
        assert len(night["unseated"]) == run["measures"]["refused"]
        assert night["date"] == str(DATE)
        nights[run["scenario"]] = night
    assert list(nights) == ["base", "bar closed", "one more"]
    tables = {name: {item["id"] for item in night["tables"]} for name, night in nights.items()}
    assert tables["one more"] - tables["base"] == {"X1"}
    zone = str(world.house.zones["bar"])
    bar = [item for item in nights["bar closed"]["tables"] if item["zoneId"] == zone]
    assert bar
    assert not any(item["active"] for item in bar)
    used = {table for item in nights["bar closed"]["seatings"] for table in item["tableIds"]}
    assert not used & {item["id"] for item in bar}
    day = get(world, f"/api/v1/restaurants/{world.house.id}/days/{DATE}")
    assert (day["seatings"], len(day["tables"])) == ([], len(tables["base"]))


def test_a_solve_that_is_not_there(world: World) -> None:
    """A key that nobody has, before and after; what is no key is told so."""
    job = asked(world, closing(world.house))["id"]
    path = f"/api/v1/scenarios/{job}/solves"
    refused = get(world, f"{path}/{'0' * 64}", 404)
    assert refused["code"] == "SOLVE_NOT_FOUND"
    solved(world, job)
    assert get(world, f"{path}/{'0' * 64}", 404) | {"requestId": ""} == refused | {"requestId": ""}
    key = get(world, f"/api/v1/scenarios/{job}")["comparison"]["runs"][0]["key"]
    assert get(world, f"{path}/{key}")["scenario"] == "base"
    assert get(world, f"{path}/{key.upper()}", 400)["code"] == "INVALID_REQUEST"


def test_scenarios_of_before_are_listed(world: World) -> None:
    """The newest first, with verdicts once they are done; no plans; they can be asked again."""
    first, last = asked(world, closing(world.house)), asked(world, {"name": "as it is"})
    plan = f"/api/v1/restaurants/{world.house.id}/days/{DATE}/plan"
    assert world.client.http.post(plan, json={}, headers=world.owner).status_code == 202
    solved(world, first["id"])
    path = f"/api/v1/restaurants/{world.house.id}/scenarios"
    jobs = get(world, path)["jobs"]
    assert [item["id"] for item in jobs] == [last["id"], first["id"]]
    assert [item["verdicts"] for item in jobs] == [
        {},
        {"bar closed": jobs[1]["verdicts"]["bar closed"]},
    ]
    assert jobs[1]["scenarios"] == ["bar closed"]
    assert [item["id"] for item in get(world, f"{path}?limit=1")["jobs"]] == [last["id"]]
    again = get(world, f"/api/v1/scenarios/{first['id']}")["asked"]
    assert again == [closing(world.house)]
    assert asked(world, *again)["id"] != first["id"]


def test_what_another_version_wrote_is_left_out(world: World) -> None:
    """The list is there all the same."""
    strange, known = asked(world, {"name": "a"}), asked(world, {"name": "b"})
    world.house.connection.execute(
        "update maitred.jobs set request = '{\"file\": 7}' where id = %s", [strange["id"]]
    )
    jobs = get(world, f"/api/v1/restaurants/{world.house.id}/scenarios")["jobs"]
    assert [item["id"] for item in jobs] == [known["id"]]


def test_the_format_is_one(world: World) -> None:
    """Every kind of edit has a schema, and a scenario that is taken is valid by it."""
    found = get(world, "/api/v1/scenario-format")
    schema = found["jsonSchema"]
    kinds = schema["$defs"]["Scenario"]["properties"]["edits"]["items"]["discriminator"]["mapping"]
    assert {"close", "scale_demand", "turn_times", "set_hold_backs"} <= set(kinds)
    validator = Draft202012Validator(schema)
    validator.validate({"scenarios": [closing(world.house)]})
    assert not validator.is_valid(
        {"scenarios": [{"name": "x", "edits": [{"kind": "close", "z": 1}]}]}
    )
    assert "product" in found["rulePresets"]
    assert "cover" in {item["name"] for item in found["terms"]}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "scenarios:\n  - name: a\n    edits:\n      - {kind: close, zoo: x}\n",
            ["line 4, scenarios[0].edits[0].zoo"],
        ),
        ('{"scenarios": [\n {"name": "a"},\n {"name": ""}]}', ["line 3, scenarios[1].name"]),
        ("scenarios: [}", ["line 1"]),
        ("- a list", ["line 1"]),
    ],
)
def test_a_text_is_refused_by_line(world: World, text: str, places: list[str]) -> None:
    """Line, place and sentence of every flaw."""
    answer = world.client.http.post(
        "/api/v1/scenario-text", json={"text": text}, headers=world.owner
    )
    assert answer.status_code == 422
    flaws = answer.json()["details"]["flaws"]
    assert [
        flaw["place"][: len(place)] for flaw, place in zip(flaws, places, strict=True)
    ] == places


def test_a_text_is_read_as_it_is_asked_for(world: World) -> None:
    """YAML comes back as the body of an order takes it; nothing is asked for by that."""
    edits = "[{kind: close, zone: z, start: 19:30, end: 1320}]"
    text = f"seeds: [1, 2]\nscenarios:\n  - name: late\n    edits: {edits}\n"
    answer = world.client.http.post(
        "/api/v1/scenario-text", json={"text": text}, headers=world.owner
    )
    edit = {"kind": "close", "zone": "z", "start": "19:30", "end": 1320}
    assert answer.json() == {"scenarios": [{"name": "late", "edits": [edit]}], "seeds": [1, 2]}
    assert get(world, f"/api/v1/restaurants/{world.house.id}/scenarios") == {"jobs": []}


def test_an_edit_that_does_not_fit_names_its_scenario(world: World) -> None:
    """The place is that of the request, so that a form can show it at the field."""
    wrong = {"name": "b", "edits": [{"kind": "close", "zone": "garden"}]}
    refused = asked(world, {"name": "a"}, wrong, status=422)
    assert [flaw["place"] for flaw in refused["details"]["flaws"]] == ["scenarios[1].edits[0].zone"]
