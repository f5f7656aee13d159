"""Jobs over HTTP: the whole way, events that go on after a cut, and limits."""

import json
import time
from collections.abc import Iterator
from typing import Any

import fastapi.routing
import httpx2
import pytest

from api.streams import Streams
from tests.concurrency.chaos import on
from tests.integration.access_world import World, access_world
from tests.integration.job_world import closing, crowd, guests
from tests.integration.postgres_servers import DATE, House, Server

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

Event = tuple[int, str, dict[str, Any]]


@pytest.fixture
def world(server: Server) -> Iterator[World]:
    """A house, and a service that does jobs itself."""
    with access_world(server, worker=True, jobs_waiting=3, scenario_processes=1) as found:
        yield found


@pytest.fixture
def idle(server: Server) -> Iterator[World]:
    """The same with nobody to do the jobs."""
    with access_world(server, jobs_waiting=3) as found:
        yield found


def asked(world: World, path: str, **body: Any) -> dict[str, Any]:
    """Ask for a job as the owner."""
    answer = world.client.http.post(path, json=body, headers=world.owner)
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = answer.json()
    return found


def plan(world: World, **body: Any) -> str:
    """Ask for the test date to be planned; return the job's id."""
    path = f"/api/v1/restaurants/{world.house.id}/days/{DATE}/plan"
    return str(asked(world, path, **body)["id"])


def scenarios(world: World, house: House, **wanted: Any) -> str:
    """Ask for a scenario of the test date; return the job's id."""
    body = {"restaurantId": str(house.id), "dates": [str(DATE)], "scenarios": [closing(house)]}
    return str(asked(world, "/api/v1/scenarios", **{**body, **wanted})["id"])


def events(world: World, job: str, last: int = 0, most: int = 1000) -> list[Event]:
    """Follow a job until its end, or until so many events; then the connection is cut."""
    found: list[Event] = []
    headers = {**world.owner, "last-event-id": str(last)}
    path = f"/api/v1/jobs/{job}/events"
    with world.client.http.stream("GET", path, headers=headers, timeout=60) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        fields: dict[str, str] = {}
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            if line:
                fields[name] = value
            elif "data" in fields:
                data = json.loads(fields["data"])
                found.append((int(fields["id"]), fields["event"], data))
                fields = {}
                if len(found) == most:
                    break
    return found


def test_scenarios_over_http(world: World) -> None:
    """Ordered, followed to the end, compared."""
    guests(world.house)
    job = scenarios(world, world.house, budgetMs=2000)
    told = events(world, job)
    assert [data["state"] for _, kind, data in told if kind == "state"] == [
        "queued",
        "running",
        "done",
    ]
    assert told[-1][1] == "state"
    last = [data["progress"] for _, kind, data in told if kind == "progress"][-1]
    assert (last["solved"], last["total"], last["share"]) == (2, 2, 1.0)
    shown = world.client.http.get(f"/api/v1/scenarios/{job}", headers=world.owner).json()
    assert shown["state"] == "done"
    assert [item["scenario"] for item in shown["comparison"]["comparisons"]] == ["bar closed"]
    page = world.client.http.get(f"/api/v1/scenarios/{job}/report", headers=world.owner)
    assert page.headers["content-type"].startswith("text/html")
    assert "sandbox" in page.headers["content-security-policy"]
    assert "bar closed" in page.text


def test_a_plan_over_http_with_cuts(world: World) -> None:
    """Every event once and in order, however often the connection is cut; live figures."""
    crowd(world.house)
    job = plan(world, budgetMs=3000)
    whole: list[Event] = []
    while not (whole and whole[-1][2].get("state") in ("done", "failed")):
        whole += events(world, job, last=whole[-1][0] if whole else 0, most=2)
    assert [seq for seq, _, _ in whole] == list(range(1, len(whole) + 1))
    assert events(world, job) == whole
    assert events(world, job, last=2**31 - 1) == whole  # a number from elsewhere
    figures = [data["progress"] for _, kind, data in whole if kind == "progress"]
    assert figures
    assert all(item["incumbent"] <= item["bound"] for item in figures)
    assert figures[-1]["gap"] >= 0
    run = world.client.http.get(f"/api/v1/runs/{whole[-1][2]['runId']}", headers=world.owner)
    assert run.json()["state"] == "committed"


def test_edits_over_http_have_one_job(idle: World) -> None:
    """However many; the limit of jobs does not keep an edit from the job that is there."""
    path = f"/api/v1/restaurants/{idle.house.id}/days/{DATE}/plan"
    first = asked(idle, path, afterEdits=True)
    assert (first["settling"], first["orders"]) == (True, 1)
    assert plan(idle) != plan(idle)
    again = asked(idle, path, afterEdits=True, mode="rebuild")
    assert (again["id"], again["orders"]) == (first["id"], 2)
    refused = idle.client.http.post(path, json={}, headers=idle.owner)
    assert (refused.status_code, refused.json()["code"]) == (429, "TOO_MANY_JOBS")
    assert refused.headers["retry-after"] == "10"
    listed = idle.client.http.get(f"/api/v1/restaurants/{idle.house.id}/jobs", headers=idle.owner)
    assert len(listed.json()["jobs"]) == 3
    dry = idle.client.http.post(path, json={"afterEdits": True, "dryRun": True}, headers=idle.owner)
    assert (dry.status_code, "dryRun" in dry.text) == (400, True)


def test_waiting_streams_are_kept_alive(idle: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment now and then, so that proxies do not hang up; the end comes at once."""
    monkeypatch.setattr(fastapi.routing, "_PING_INTERVAL", 0.1)
    job = plan(idle)
    path, http = f"/api/v1/jobs/{job}/events", idle.client.http
    seen: list[str] = []
    with http.stream("GET", path, headers=idle.owner) as answer:
        for line in answer.iter_lines():
            seen.append(line)
            if seen.count(": ping") == 3:
                http.post(f"/api/v1/jobs/{job}/cancel", headers=idle.owner)
    assert any('"state": "cancelled"' in line for line in seen)


def test_limits(idle: World) -> None:
    """So many jobs of one restaurant, and so many streams."""
    jobs = [plan(idle, idempotencyKey=f"k{number}") for number in range(3)]
    assert plan(idle, idempotencyKey="k0") == jobs[0]
    http, owner = idle.client.http, idle.owner
    path = f"/api/v1/restaurants/{idle.house.id}/days/{DATE}/plan"
    refused = http.post(path, json={}, headers=owner)
    assert (refused.status_code, refused.json()["code"]) == (429, "TOO_MANY_JOBS")
    assert int(refused.headers["retry-after"]) > 0
    listed = http.get(f"/api/v1/restaurants/{idle.house.id}/jobs?limit=2", headers=owner).json()
    assert [item["id"] for item in listed["jobs"]] == jobs[:0:-1]
    for body in ({"maxMoves": 2}, {"budgetMs": 1}, {"mode": "wild"}):
        assert http.post(path, json=body, headers=owner).status_code == 400
    for gap in (False, "0.1"):  # nothing that merely looks like a number
        asked = {"restaurantId": str(idle.house.id), "dates": [str(DATE)], "scenarios": []}
        refused = http.post("/api/v1/scenarios", json={**asked, "gap": gap}, headers=owner)
        assert (refused.status_code, "gap" in refused.text) == (400, True)
    wrong = http.get(f"/api/v1/jobs/{jobs[0]}/events", headers={**owner, "last-event-id": "x"})
    assert wrong.status_code == 400
    of_a_plan = http.get(f"/api/v1/scenarios/{jobs[0]}", headers=owner)
    assert of_a_plan.json()["code"] == "JOB_NOT_FOUND"


def test_streams_are_limited_and_end_with_the_service(server: Server) -> None:
    """One too many is refused; a service that stops waits for none."""
    with httpx2.Client(timeout=60, trust_env=False) as patient:
        with access_world(server) as world:
            world.client.app.state.streams = Streams(2)
            path = f"/api/v1/jobs/{plan(world)}/events"
            request = patient.build_request(
                "GET", world.client.http.base_url.join(path), headers=world.owner
            )
            streams = [patient.send(request, stream=True).iter_lines() for _ in range(2)]
            assert [next(stream) for stream in streams] == ["event: state"] * 2
            refused = world.client.http.get(path, headers=world.owner)
            assert (refused.status_code, refused.json()["code"]) == (503, "PLANNING_BUSY")
            began = time.monotonic()
        assert time.monotonic() - began < 15
        assert [line for stream in streams for line in stream if line.startswith("id")] == [
            "id: 1"
        ] * 2
