"""Re-plans over HTTP and a real database: proposals are kept, and applied on the rows they saw."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from tests.integration.desk import Stage, running_stage, said
from tests.integration.postgres_servers import DATE, House, Server

Json = dict[str, Any]

EIGHT = "2030-06-01T20:00:00Z"


@pytest.fixture(scope="module")
def stage(pg18: Server) -> Iterator[Stage]:
    """One service for all of it."""
    with running_stage(pg18) as built:
        yield built


class Night:
    """A house whose date is planned again and again."""

    def __init__(self, stage: Stage) -> None:
        self.http, self.house = stage.http, House.build(stage.connection)
        self.day = f"/api/v1/restaurants/{self.house.id}/days/{DATE}"

    def planned(self) -> None:
        """Plan the date."""
        body = {"restaurantId": str(self.house.id), "date": str(DATE)}
        answer = self.http.post("/api/ops/dashboard/assign-tables", json=body)
        assert answer.status_code == 200, answer.text

    def replan(self, *events: Json, **more: Any) -> httpx2.Response:
        """Ask for proposals."""
        return self.http.post(f"{self.day}/replan", json={"events": list(events), **more})

    def proposed(self, *events: Json, **more: Any) -> list[Json]:
        """Ask for proposals, and expect some."""
        answer = self.replan(*events, **more)
        assert answer.status_code == 200, answer.text
        found: list[Json] = answer.json()["proposals"]
        return found

    def apply(self, run: str, **headers: str) -> httpx2.Response:
        """Apply a run."""
        return self.http.post(f"/api/v1/runs/{run}/apply", json={}, headers=headers)


@pytest.fixture
def night(stage: Stage) -> Night:
    """A house of its own."""
    return Night(stage)


@pytest.fixture
def followed(night: Night) -> tuple[UUID, UUID]:
    """Return four guests on T1 from 19:00, and four who follow them there at 20:30."""
    first = night.house.booking(dt.time(19), party_size=4, booking_type="dinner")
    second = night.house.booking(dt.time(20, 30), party_size=4, booking_type="dinner")
    for guest in (first, second):
        body = {"tableIds": [str(night.house.tables["T1"])], "idempotencyKey": str(guest)}
        given = night.http.post(f"/api/ops/bookings/{guest}/assign-tables", json=body)
        assert given.status_code == 200, given.text
    night.planned()
    return first, second


def overrun(booking: UUID, minutes: int = 60) -> Json:
    """Return the event."""
    return {"kind": "overrun", "booking": str(booking), "minutes": minutes}


def test_an_overrun_is_answered_and_applied(night: Night, followed: tuple[UUID, UUID]) -> None:
    """Nothing is written before; a repeated key gets the same bytes, a second try is refused."""
    first, second = followed
    (found,) = night.proposed(overrun(first), now=EIGHT)
    (affected,) = found["point"]["affected"]
    assert (affected["booking"], affected["fate"]) == (str(second), "moves")
    assert "stays on T1 until" in affected["because"]
    assert found["applicable"], found["reasons"]
    assert night.house.seated_at(second) == ["T1"]
    done, again = (night.apply(found["runId"], **{"Idempotency-Key": "a"}) for _ in range(2))
    assert done.status_code == 200, done.text
    assert (again.content, again.headers["Idempotency-Replayed"]) == (done.content, "true")
    (change,) = done.json()["changed"]
    assert (change["bookingId"], change["from"]) == (str(second), [str(night.house.tables["T1"])])
    assert night.house.seated_at(second) != ["T1"]
    assert night.house.seated_at(first) == ["T1"]
    assert said(night.apply(found["runId"])) == (409, "RUN_OVER")
    undone = night.http.post(f"{night.day}/undo", json={})
    assert undone.status_code == 200, undone.text
    assert night.house.seated_at(second) == ["T1"]


def test_a_date_that_changed_meanwhile(night: Night, followed: tuple[UUID, UUID]) -> None:
    """The refusal says what; nothing is written, and the run has had its chance."""
    first, second = followed
    (found,) = night.proposed(overrun(first), now=EIGHT)
    night.house.rows("update bookings set party_size = 3 where id = %s returning 1", second)
    refused = night.apply(found["runId"])
    assert said(refused) == (409, "PLAN_CONFLICT")
    assert refused.json()["details"]["changes"] == [f"booking {second} changed"]
    assert night.house.seated_at(second) == ["T1"]
    assert said(night.apply(found["runId"])) == (409, "RUN_OVER")


def test_what_the_database_does_not_know_cannot_be_applied(
    night: Night, followed: tuple[UUID, UUID]
) -> None:
    """A walk-in is no booking there: that is said at once, and again when it is tried."""
    walk_in = {"kind": "walk_in", "party": 4}
    (found,) = night.proposed(walk_in, now=EIGHT)
    assert [item["booking"] for item in found["point"]["changes"]] == ["walk-in-1"]
    assert not found["applicable"]
    assert "walk-in-1 is no booking in the database" in found["reasons"][0]
    refused = night.apply(found["runId"])
    assert said(refused) == (409, "RUN_NOT_APPLICABLE")
    assert refused.json()["details"]["reasons"] == found["reasons"]
    answer = night.replan(walk_in, now=EIGHT).json()
    assert answer["toEnter"] == ["Walk-in, 4 guests: enter it as a booking."]
    window = answer["proposals"][0]["point"]["changes"][0]["window"]
    assert window["start"] == EIGHT
    assert window["end"] > EIGHT
    assert followed


def test_a_no_show_has_to_be_entered_first(night: Night) -> None:
    """Its tables are still its own in the database; once it is entered the plan can be applied."""
    guests = [night.house.booking(dt.time(19), party_size=12) for _ in range(3)]
    night.planned()
    seated = [guest for guest in guests if night.house.seated_at(guest)]
    (waits,) = set(guests) - set(seated)
    event = {"kind": "no_show", "booking": str(seated[0])}
    early = night.replan(event, now="2030-06-01T18:00:00Z")
    assert said(early) == (422, "INVALID_INPUT")
    assert "is not due yet" in early.json()["message"]
    (found,) = night.proposed(event, now="2030-06-01T19:15:00Z")
    assert [item["booking"] for item in found["point"]["changes"]] == [str(waits)]
    assert not found["applicable"]
    assert "enter what happened there" in found["reasons"][0]
    night.house.rows("update bookings set status = 'no_show' where id = %s returning 1", seated[0])
    night.house.unassign(seated[0])
    curve = night.proposed(now="2030-06-01T19:15:00Z")
    assert [item["point"]["max_moves"] for item in curve] == [0, 1, 2, 5, None]
    assert all(item["applicable"] for item in curve)
    assert night.apply(curve[0]["runId"]).status_code == 200
    assert len(night.house.seated_at(waits)) == 3
    # Of one date one proposal can be applied: the others were made from other rows.
    assert said(night.apply(curve[1]["runId"])) == (409, "PLAN_CONFLICT")


def test_a_late_party_and_a_broken_table(night: Night, followed: tuple[UUID, UUID]) -> None:
    """Several events at once; what the database has to be told is listed."""
    first, second = followed
    number = str(night.house.tables["T1"])
    answer = night.replan(
        {"kind": "late", "booking": str(second), "minutes": 15},
        {"kind": "broken", "table": "T1", "start": "20:30", "unheard": 1},
        now="2030-06-01T19:30:00Z",
    )
    assert answer.status_code == 200, answer.text
    found = answer.json()["proposals"][0]
    assert [item["booking"] for item in found["point"]["affected"]] == [str(second)]
    assert found["applicable"], found["reasons"]
    assert answer.json()["toEnter"] == [
        f"Booking {second}: 15 minutes later.",
        "Table T1: take it out of service.",
    ]
    assert night.apply(found["runId"]).status_code == 200
    assert night.house.seated_at(first) == ["T1"]
    assert number not in night.house.seated_at(second)


def test_guests_who_have_come_since_are_not_moved(night: Night) -> None:
    """The rows have not changed, but the clock has."""
    start = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
    day = f"/api/v1/restaurants/{night.house.id}/days/{start.date()}"
    on = {"booking_date": start.date(), "party_size": 4, "booking_type": "dinner"}
    guest = night.house.booking(start.time().replace(microsecond=0), **on)
    body = {"restaurantId": str(night.house.id), "date": str(start.date())}
    planned = night.http.post("/api/ops/dashboard/assign-tables", json=body)
    assert planned.status_code == 200, planned.text
    (table,) = night.house.seated_at(guest)
    answer = night.http.post(
        f"{day}/replan",
        json={
            "events": [{"kind": "broken", "table": table}],
            "now": (start - dt.timedelta(hours=1)).isoformat(),
        },
    )
    assert answer.status_code == 200, answer.text
    (found,) = answer.json()["proposals"]
    assert [item["fate"] for item in found["point"]["affected"]] == ["moves"]
    night.house.rows(
        "update maitred.runs set created_at = now() - interval '1 hour' where id = %s returning 1",
        found["runId"],
    )
    refused = night.apply(found["runId"])
    assert said(refused) == (409, "PLAN_CONFLICT"), refused.text
    assert "its guests may sit" in refused.json()["details"]["changes"][0]
    assert night.house.seated_at(guest) == [table]


def test_a_dry_run_can_be_applied_too(night: Night) -> None:
    """And its key counts for that run alone."""
    guest = night.house.booking(dt.time(19))
    body = {"restaurantId": str(night.house.id), "date": str(DATE), "dryRun": True}
    run, other = (
        night.http.post("/api/ops/dashboard/assign-tables", json=body).json()["runId"]
        for _ in range(2)
    )
    assert night.apply(run, **{"Idempotency-Key": "k"}).status_code == 200
    assert night.house.seated_at(guest)
    wrong = night.apply(other, **{"Idempotency-Key": "k"})
    assert said(wrong) == (422, "IDEMPOTENCY_KEY_CONFLICT")


def test_proposals_are_not_what_the_date_looks_like(
    night: Night, followed: tuple[UUID, UUID]
) -> None:
    """The last run of the date stays the one that was committed."""
    last = night.http.get(night.day).json()["run"]["id"]
    night.proposed(overrun(followed[0]), now=EIGHT)
    night.proposed(maxMoves=[0, None])
    assert night.http.get(night.day).json()["run"]["id"] == last


def test_the_same_key_gets_the_same_proposals(night: Night) -> None:
    """Byte for byte, and no further runs are kept."""
    night.house.booking(dt.time(19))
    first, again = (night.replan(maxMoves=0, idempotencyKey="p") for _ in range(2))
    assert (again.content, again.headers["Idempotency-Replayed"]) == (first.content, "true")
    assert said(night.replan(maxMoves=1, idempotencyKey="p")) == (422, "IDEMPOTENCY_KEY_CONFLICT")
    kept = "select count(*) from maitred.runs where restaurant_id = %s"
    assert night.house.value(kept, night.house.id) == 1


REFUSED: list[tuple[Json, int, str]] = [
    ({"events": [{"kind": "fire"}]}, 422, "INVALID_INPUT"),
    ({"events": [{"kind": "late", "booking": "x", "minutes": 5}]}, 422, "INVALID_INPUT"),
    ({"events": [{"kind": "walk_in", "party": 2, "start": "99:00"}]}, 422, "INVALID_INPUT"),
    ({"now": "yesterday"}, 422, "INVALID_INPUT"),
    ({"events": "all of them"}, 400, "INVALID_REQUEST"),
    ({"maxMoves": -1}, 400, "INVALID_REQUEST"),
    ({"maxMoves": []}, 400, "INVALID_REQUEST"),
    ({"budgetMs": 1}, 400, "INVALID_REQUEST"),
]


@pytest.mark.parametrize(("body", "status", "code"), REFUSED, ids=str)
def test_what_is_wrong_is_said(night: Night, body: Json, status: int, code: str) -> None:
    """What is not well formed is a 400; what cannot be true a 422."""
    night.house.booking(dt.time(19))
    assert said(night.http.post(f"{night.day}/replan", json=body)) == (status, code)


def test_nothing_to_plan_and_nowhere(night: Night) -> None:
    """A date without bookings, a restaurant that is none, a run that is none."""
    assert said(night.replan()) == (422, "NO_BOOKINGS")
    nowhere = night.day.replace(str(night.house.id), str(uuid4()))
    assert said(night.http.post(f"{nowhere}/replan", json={})) == (404, "RESTAURANT_NOT_FOUND")
    assert said(night.apply(str(uuid4()))) == (404, "RUN_NOT_FOUND")
