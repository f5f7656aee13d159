"""History and undo as users meet them: over HTTP and on the command line."""

import datetime as dt
import json

import pytest

from tests.cli_runs import in_process
from tests.integration.planning import stored
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import running_service


def test_over_http(database: Database, house: House) -> None:
    """Plan, look, take back, repeat with the key, and be told what is wrong."""
    guest = house.booking(dt.time(19))
    with running_service(database.dsn) as service:
        http, day = service.http, f"/api/v1/restaurants/{house.id}/days/{DATE}"
        planned = http.post(
            "/api/ops/dashboard/assign-tables",
            json={"restaurantId": str(house.id), "date": str(DATE)},
            headers={"X-Request-Id": "dinner-1"},
        ).json()
        events = http.get(f"{day}/history").json()["events"]
        assert {(e["requestId"], e["runId"]) for e in events} == {("dinner-1", planned["runId"])}
        assert [e["kind"] for e in events if e["bookingId"] == str(guest)] == ["booking.assigned"]
        wrong = http.post(f"{day}/undo", json={"runId": "7", "dryRun": "yes"})
        assert wrong.status_code == 400
        assert set(wrong.json()["details"]["fieldErrors"]) == {"runId", "dryRun"}
        first, again = (
            http.post(f"{day}/undo", json={}, headers={"Idempotency-Key": "u"}) for _ in range(2)
        )
        assert first.status_code == 200, first.text
        assert (again.content, again.headers["Idempotency-Replayed"]) == (first.content, "true")
        assert stored(house) == {}
        nothing = http.post(f"{day}/undo", json={})
        assert (nothing.status_code, nothing.json()["code"]) == (404, "NOTHING_TO_UNDO")
        assert http.get(f"{day}/history?limit=0").status_code == 400
        unknown = day.replace(str(house.id), str(guest))
        for answer in (http.get(f"{unknown}/history"), http.post(f"{unknown}/undo", json={})):
            assert (answer.status_code, answer.json()["code"]) == (404, "RESTAURANT_NOT_FOUND")


def test_on_the_command_line(
    database: Database,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The restaurant by its slug or id; readable, or as JSON."""
    monkeypatch.setenv("DATABASE_URL", database.dsn)
    guest = house.booking(dt.time(19))
    with running_service(database.dsn) as service:
        service.plan(house.id)
    slug = house.value("select slug from restaurants")
    ran = in_process(monkeypatch, capsys, "history", slug, DATE)
    assert (ran.code, "booking.assigned" in ran.out) == (0, True)
    ran = in_process(monkeypatch, capsys, "undo", slug, DATE, "--dry-run")
    assert "would be taken back: 0 bookings" in " ".join(ran.out.split())
    assert list(stored(house)) == [str(guest)]
    ran = in_process(monkeypatch, capsys, "undo", house.id, DATE, "--json")
    assert json.loads(ran.out)["cleared"][0]["bookingId"] == str(guest)
    assert stored(house) == {}
    ran = in_process(monkeypatch, capsys, "undo", house.id, DATE)
    assert (ran.code, "no run has changed" in ran.err) == (2, True)
    ran = in_process(monkeypatch, capsys, "history", "nowhere", DATE)
    assert (ran.code, "'nowhere'" in ran.err) == (2, True)
