"""Plan a date over HTTP: what is answered, what is written, and what happens in between."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.plan import DayPlan
from persistence.commit import CommitOutcome, CommitRequest
from persistence.errors import DatabaseError
from services.planning import plan_date as planning
from services.planning import run_commit
from tests.integration.postgres_servers import Database, House, at
from tests.integration.running_service import Client, running_service


@pytest.fixture
def service(database: Database) -> Iterator[Client]:
    """The service on the test's database."""
    with running_service(database.dsn) as client:
        yield client


def states(house: House) -> list[str]:
    """Return the states of all runs, oldest first."""
    return [
        row["state"] for row in house.rows("select state from maitred.runs order by created_at")
    ]


def seated(house: House) -> dict[str, list[str]]:
    """Return the stored tables by booking, as ids."""
    rows = house.rows(
        "select booking_id, array_agg(table_id order by table_id) as tables"
        " from booking_table_assignments group by 1"
    )
    return {str(row["booking_id"]): [str(table) for table in row["tables"]] for row in rows}


def close_tables(house: House, *names: str) -> None:
    """Take tables out of service."""
    ids = [house.tables[name] for name in names]
    house.rows("update table_inventory set active = false where id = any(%s) returning 1", ids)


def test_a_date_is_planned_and_committed(service: Client, house: House) -> None:
    """What is answered is what is stored, and the day view shows it with its proof."""
    bookings = [house.booking(party_size=size) for size in (2, 4, 8)]
    answer = service.plan(house.id, captureDecisions=True, someUnknownField=1)

    assigned = {item["bookingId"]: sorted(item["tableIds"]) for item in answer["assigned"]}
    assert assigned == seated(house)
    assert assigned.keys() == {str(booking) for booking in bookings}
    assert len(assigned[str(bookings[2])]) == 2
    assert (answer["skipped"], answer["moved"], answer["dryRun"]) == ([], [], False)
    assert (answer["status"], answer["gap"]) == ("optimal", 0)
    assert answer["objective"]["total"] == pytest.approx(sum(answer["objective"]["terms"].values()))
    assert {item["bookingId"] for item in answer["decisions"]} == assigned.keys()
    assert states(house) == ["committed"]

    day = service.day(house.id)
    shown = {item["bookingId"]: sorted(item["tableIds"]) for item in day["seatings"]}
    assert shown == assigned
    assert (day["run"]["id"], day["run"]["state"]) == (answer["runId"], "committed")
    run = service.http.get(f"/api/v1/runs/{answer['runId']}").json()
    assert (run["state"], run["outcome"]) == ("committed", {"written": 3})


def test_planning_again_changes_nothing(service: Client, house: House) -> None:
    """Bookings with tables are in neither list, and no row is touched."""
    house.booking()
    service.plan(house.id)
    query = "select id, xmin::text from booking_table_assignments"
    before = house.rows(query)
    answer = service.plan(house.id)
    assert (answer["assigned"], answer["skipped"]) == ([], [])
    assert house.rows(query) == before
    assert states(house) == ["committed", "committed"]


def test_a_dry_run_writes_no_assignment(service: Client, house: House) -> None:
    """It answers as if, and keeps the plan as a run."""
    house.booking()
    answer = service.plan(house.id, dryRun=True)
    assert len(answer["assigned"]) == 1
    assert answer["dryRun"] is True
    assert seated(house) == {}
    assert states(house) == ["planned"]


def test_every_skip_has_its_reason(service: Client, house: House) -> None:
    """Reasons begin with the sentences that older clients know."""
    close_tables(house, "T2", "T3", "T4", "T5", "T6", "F1", "B1", "B2")
    house.hold("T1", start=at(19), end=at(21), expires_at=at(21))
    house.assign(house.booking(dt.time(17)), "T1", window=(at(17), at(18, 30)))
    reasons = {
        house.booking(dt.time(19)): "Conflicts with existing holds on tables T1",
        house.booking(dt.time(18)): "Conflicts with existing bookings on tables T1",
        house.booking(dt.time(12), party_size=40): "No suitable tables available (Insufficient",
        house.booking(dt.time(21, 57)): "Reservation would overrun dinner service",
    }
    answer = service.plan(house.id)
    told = {item["bookingId"]: item["reason"] for item in answer["skipped"]}
    assert told.keys() == {str(booking) for booking in reasons}
    for booking, reason in reasons.items():
        assert told[str(booking)].startswith(reason)
    assert [item["bookingId"] for item in answer["skipped"]] == sorted(told)


def test_a_booking_outside_every_service_falls_back(service: Client, house: House) -> None:
    """It is planned with a service's turn times, and the answer says so."""
    booking = str(house.booking(dt.time(16)))
    answer = service.plan(house.id)
    fallback = {"bookingId": booking, "usedFallback": True, "fallbackService": "dinner"}
    assert answer["serviceFallbacks"] == [fallback]
    assert [item["bookingId"] for item in answer["assigned"]] == [booking]


def test_improve_moves_no_more_than_allowed(service: Client, house: House) -> None:
    """One booking makes room for a larger one when one move is allowed."""
    close_tables(house, "T4", "T5", "T6", "F1", "B1", "B2")
    small, large = house.booking(), house.booking(party_size=8)
    house.assign(small, "T2", window=(at(19), at(20, 5)))
    assert service.plan(house.id)["assigned"] == []
    assert service.plan(house.id, mode="improve", maxMoves=0)["moved"] == []
    answer = service.plan(house.id, mode="improve", maxMoves=1)
    [move] = answer["moved"]
    assert (move["bookingId"], move["from"]) == (str(small), [str(house.tables["T2"])])
    assert len(seated(house)[str(large)]) == 2
    assert seated(house)[str(small)] == move["to"]


def test_without_a_date_the_restaurants_today_is_planned(service: Client, house: House) -> None:
    """null means now, by the restaurant's own calendar."""
    [listed] = service.http.get("/api/v1/restaurants").json()["restaurants"]
    assert listed["id"] == str(house.id)
    house.booking(booking_date=dt.date.fromisoformat(listed["today"]))
    assert service.plan(house.id, date=None)["date"] == listed["today"]


@pytest.mark.usefixtures("house")
def test_unknown_ids_are_404(service: Client) -> None:
    """A restaurant or run that does not exist is named."""
    unknown = uuid4()
    for answer in (
        service.post(unknown),
        service.post(unknown, date=None),
        service.http.get(f"/api/v1/restaurants/{unknown}/days/2030-06-01"),
        service.http.get(f"/api/v1/runs/{unknown}"),
    ):
        assert answer.status_code == 404
        assert str(unknown) in answer.json()["message"]


def test_a_key_gives_the_same_bytes(service: Client, house: House) -> None:
    """A repeated request is answered from the store; another request with the key is refused."""
    house.booking()
    for fields in ({}, {"dryRun": True}, {"mode": "rebuild"}):
        key = str(uuid4())
        first = service.post(house.id, idempotencyKey=key, **fields)
        house.booking(dt.time(13))
        again = service.post(house.id, idempotencyKey=key, **fields)
        assert again.content == first.content
        other = service.post(house.id, idempotencyKey=key, **{**fields, "budgetMs": 4000})
        assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY_KEY_CONFLICT")
    assert len(states(house)) == 3


def test_one_key_at_once_is_one_run(service: Client, house: House) -> None:
    """Impatient clients that send the same request twice get one plan, the second one later."""
    house.booking()
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: service.post(house.id, idempotencyKey="k"), range(4)))
    done = [answer for answer in answers if answer.status_code == 200]
    early = [answer for answer in answers if answer.status_code == 409]
    assert len(done) + len(early) == 4
    assert {answer.json()["code"] for answer in early} <= {"REQUEST_IN_FLIGHT"}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in early)
    again = service.post(house.id, idempotencyKey="k")
    assert again.headers["idempotency-replayed"] == "true"
    assert {answer.content for answer in done} == {again.content}
    assert states(house) == ["committed"]


def test_two_requests_at_once_seat_everybody_once(service: Client, house: House) -> None:
    """The second one sees what the first has written."""
    for _ in range(3):
        house.booking()
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda _: service.plan(house.id), range(2)))
    assert sorted(len(answer["assigned"]) for answer in answers) == [0, 3]
    assert states(house) == ["committed", "committed"]


class Meddler:
    """Plans as usual, but somebody adds a booking before the plan can be committed."""

    def __init__(self, house: House, times: int) -> None:
        self._house, self._times, self._plan = house, times, planning.plan_day

    def __call__(self, problem: Any, **options: Any) -> DayPlan:
        plan = self._plan(problem, **options)
        if self._times:
            self._times -= 1
            self._house.booking()
        return plan


def test_a_date_that_changes_is_planned_again(
    service: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is of the plan that was committed, with the booking that came between."""
    house.booking()
    monkeypatch.setattr(planning, "plan_day", Meddler(house, 2))
    answer = service.plan(house.id)
    assert len(answer["assigned"]) == 3
    assert states(house) == ["conflicted", "conflicted", "committed"]


def test_a_date_that_keeps_changing_is_a_conflict(
    service: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After four plans it is said what changed, and nothing is written."""
    house.booking()
    monkeypatch.setattr(planning, "plan_day", Meddler(house, 99))
    answer = service.post(house.id, idempotencyKey="k")
    body = answer.json()
    assert (answer.status_code, body["code"]) == (409, "PLAN_CONFLICT")
    assert "is new" in body["details"]["changes"][0]
    assert states(house) == ["conflicted"] * 4
    assert seated(house) == {}
    assert house.value("select count(*) from maitred.idempotency_keys") == 0


@pytest.mark.parametrize(
    ("code", "again"), [("ASSIGNMENT_CONFLICT", True), ("CAPACITY_EXCEEDED", False)]
)
def test_only_a_refusal_that_a_new_plan_avoids_is_planned_again(
    service: Client, house: House, monkeypatch: pytest.MonkeyPatch, code: str, again: bool
) -> None:
    """A writer that takes no locks may be faster; other refusals are passed on."""
    house.booking()
    real, asked = run_commit.commit_plan, []

    def commit(database: Any, request: CommitRequest) -> CommitOutcome:
        asked.append(request.run_id)
        if len(asked) == 1:
            raise DatabaseError("taken", code=code, status=409)
        return real(database, request)

    monkeypatch.setattr(run_commit, "commit_plan", commit)
    answer = service.post(house.id)
    assert answer.status_code == (200 if again else 409)
    assert len(asked) == (2 if again else 1)


def test_a_plan_that_the_checker_refuses_is_not_written(
    service: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two parties on one table never get past the service, whatever the solver says."""
    for _ in range(2):
        house.booking()
    real = planning.plan_day

    def lying(problem: Any, **options: Any) -> DayPlan:
        plan = real(problem, **options)
        tables = plan.seatings[0].tables
        return plan.replace(seatings=tuple(s.replace(tables=tables) for s in plan.seatings))

    monkeypatch.setattr(planning, "plan_day", lying)
    answer = service.post(house.id)
    assert (answer.status_code, answer.json()["code"]) == (500, "PLAN_REFUSED")
    assert seated(house) == {}
    assert states(house) == []


def test_the_restaurants_are_kept_apart(service: Client, house: House) -> None:
    """Planning one restaurant leaves another one's bookings alone."""
    other = House.build(house.connection)
    mine, theirs = house.booking(), other.booking()
    service.plan(house.id)
    assert seated(house).keys() == {str(mine)}
    assert UUID(service.plan(other.id)["assigned"][0]["bookingId"]) == theirs


def test_without_its_database_the_service_says_so() -> None:
    """It lives, is not ready, and refuses work with a sentence that names no password."""
    with running_service("postgresql://me:secret@127.0.0.1:1/none") as service:
        assert service.http.get("/health/live").status_code == 200
        for answer in (service.http.get("/health/ready"), service.post(uuid4())):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
            assert "secret" not in answer.text


def test_more_requests_than_may_wait_are_told_to_come_back(database: Database) -> None:
    """Overload is an answer at once, never an endless queue; who is in the queue is served."""
    with database.connect(autocommit=True) as connection:
        houses = [House.build(connection) for _ in range(4)]
        for house in houses:
            house.booking()
        settings = {"plans_at_once": 1, "plans_waiting": 1}
        with (
            running_service(database.dsn, **settings) as service,
            database.connect() as slow,
            ThreadPoolExecutor(4) as threads,
        ):
            slow.execute("lock table booking_table_assignments in exclusive mode")
            asked = [threads.submit(service.post, house.id) for house in houses]
            done, _ = wait(asked, timeout=10, return_when=FIRST_COMPLETED)
            refused = next(iter(done)).result()
            assert (refused.status_code, refused.json()["code"]) == (503, "PLANNING_BUSY")
            assert refused.headers["retry-after"] == "1"
            assert service.http.get("/health/live").status_code == 200
            slow.rollback()
            codes = sorted(item.result().status_code for item in asked)
    assert codes == [200, 200, 503, 503]
