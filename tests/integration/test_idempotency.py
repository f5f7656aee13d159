"""Idempotency keys over real PostgreSQL: one effect, one answer, whoever dies in between."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest

from models.errors import MaitredError
from persistence import idempotency
from persistence.commit import CommitOutcome, CommitRequest
from persistence.idempotency import (
    Claim,
    ClaimLostError,
    IdempotencyKeyConflictError,
    Key,
    RequestInFlightError,
    StoredAnswer,
    claim_key,
    release,
    renew,
    store_answer,
    sweep_keys,
)
from persistence.pool import Database as Pool
from services import idempotent
from services.idempotent import Answer, answer_once
from services.planning import run_commit
from services.sweeper import sweep
from tests.integration.planning import fingerprint, plan_test_date, pool, stored
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import ASSIGN, BUDGET_MS, running_service

ANSWER = StoredAnswer(200, '{"a": 1}')


def key(name: str = "k", *, body: str = "body", route: str = "r", tenant: int = 1) -> Key:
    """Return a key."""
    return Key(UUID(int=tenant), route, name, body)


def claimed(database: Pool, wanted: Key) -> Claim:
    """Claim a key that is free."""
    with database.connection() as connection:
        found = claim_key(connection, wanted)
    assert isinstance(found, Claim)
    return found


def answered(database: Pool, claim: Claim) -> None:
    """Answer a claimed key."""
    with database.connection() as connection:
        store_answer(connection, claim, ANSWER, None)


def test_the_life_of_a_key(database: Database) -> None:
    """Claimed, in flight for others, answered, repeated; another body is refused all the time."""
    with pool(database) as opened:
        claim = claimed(opened, key())
        with pytest.raises(RequestInFlightError), opened.connection() as connection:
            claim_key(connection, key())
        with pytest.raises(IdempotencyKeyConflictError), opened.connection() as connection:
            claim_key(connection, key(body="other"))
        answered(opened, claim)
        with opened.connection() as connection:
            assert claim_key(connection, key()) == ANSWER
        with pytest.raises(IdempotencyKeyConflictError), opened.connection() as connection:
            claim_key(connection, key(body="other"))


def test_a_key_counts_for_its_tenant_and_route_only(database: Database) -> None:
    """The same text elsewhere is another key, and its answer is not shown."""
    with pool(database) as opened:
        answered(opened, claimed(opened, key()))
        for other in (key(tenant=2), key(route="other")):
            claimed(opened, other)


def test_a_released_key_is_free_at_once(database: Database) -> None:
    """After a failure; an answer is never released."""
    with pool(database) as opened:
        claim = claimed(opened, key())
        with opened.connection() as connection:
            release(connection, claim)
        claim = claimed(opened, key())
        answered(opened, claim)
        with opened.connection() as connection:
            release(connection, claim)
            assert claim_key(connection, key()) == ANSWER


def test_who_lost_a_claim_cannot_answer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A service that stood still is fenced, and so is one that answers twice."""
    monkeypatch.setattr(idempotency, "LEASE_SECONDS", 0.0)
    with pool(database) as opened:
        slow, fast = claimed(opened, key()), claimed(opened, key())
        with pytest.raises(ClaimLostError):
            answered(opened, slow)
        with opened.connection() as connection:
            assert not renew(connection, slow)
        answered(opened, fast)
        with pytest.raises(ClaimLostError):
            answered(opened, fast)


def test_of_many_at_once_one_gets_the_key(database: Database) -> None:
    """However they race."""
    with pool(database) as opened, ThreadPoolExecutor(8) as threads:

        def attempt(wanted: Key) -> bool:
            try:
                return isinstance(claimed(opened, wanted), Claim)
            except RequestInFlightError:
                return False

        for number in range(20):
            wins = list(threads.map(attempt, [key(f"k{number}")] * 8))
            assert sum(wins) == 1


def test_old_answers_and_dead_claims_are_swept(database: Database) -> None:
    """An answer is kept for a day at least; a claim in use is never removed."""
    with pool(database) as opened:
        answered(opened, claimed(opened, key("answered")))
        claimed(opened, key("in use"))
        for hours, left in ((0, 2), (24, 1), (49, 0)):
            with opened.connection() as connection:
                sweep_keys(connection, dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours))
                row = connection.execute(
                    "select count(*) as n from maitred.idempotency_keys"
                ).fetchone()
            assert row == {"n": left}


def test_a_failure_frees_the_key_and_the_next_one_works(database: Database) -> None:
    """The error of a request is not its answer for ever."""

    def fail(_: Claim | None) -> str:
        raise MaitredError("no")

    def work(claim: Claim | None) -> str:
        assert claim is not None
        with opened.connection() as connection:
            store_answer(connection, claim, ANSWER, None)
        return ANSWER.response

    with pool(database) as opened:
        with pytest.raises(MaitredError):
            answer_once(opened, key(), fail)
        assert answer_once(opened, key(), work) == Answer(ANSWER.response)
        assert answer_once(opened, key(), fail) == Answer(ANSWER.response, replayed=True)


def test_a_claim_is_renewed_while_the_work_goes_on(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work that takes many leases keeps its key."""
    for module in (idempotency, idempotent):
        monkeypatch.setattr(module, "LEASE_SECONDS", 0.5)
    going_on, go = threading.Event(), threading.Event()

    def work(claim: Claim | None) -> str:
        going_on.set()
        assert go.wait(20)
        assert claim is not None
        with opened.connection() as connection:
            store_answer(connection, claim, ANSWER, None)
        return ANSWER.response

    with pool(database) as opened, ThreadPoolExecutor(1) as threads:
        future = threads.submit(answer_once, opened, key(), work)
        assert going_on.wait(20)
        assert not go.wait(1.5)
        with pytest.raises(RequestInFlightError):
            claimed(opened, key())
        go.set()
        assert future.result(20).text == ANSWER.response


def test_a_service_that_is_overtaken_writes_nothing(
    database: Database, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood still until another one took its key: its whole plan is rolled back."""
    house.booking(dt.time(19))
    usual, before = run_commit.commit_plan, fingerprint(house)

    def overtaken(opened: Pool, request: CommitRequest) -> CommitOutcome:
        house.connection.execute(
            "update maitred.idempotency_keys set claim = gen_random_uuid(), claimed_until = now()"
        )
        return usual(opened, request)

    with pool(database) as opened:
        with monkeypatch.context() as patch:
            patch.setattr(run_commit, "commit_plan", overtaken)
            with pytest.raises(ClaimLostError):
                plan_test_date(opened, house.id, idempotency_key="once")
        assert fingerprint(house) == before
        assert house.value("select state from maitred.runs") == "failed"
        assert len(plan_test_date(opened, house.id, idempotency_key="once")["assigned"]) == 1
    assert len(stored(house)) == 1


def test_runs_that_a_dead_service_left_are_ended(database: Database, house: House) -> None:
    """Nothing was written, and the run says so; one whose commit is going on is left alone."""
    house.booking(dt.time(19))
    with pool(database) as opened:
        now = dt.datetime.now(dt.UTC)
        plan_test_date(opened, house.id, dry_run=True)
        plan_test_date(opened, house.id, dry_run=True)
        left, busy = (row["id"] for row in house.rows("select id from maitred.runs order by id"))
        house.connection.execute("update maitred.runs set state = 'committing'")
        assert sweep(opened, now + dt.timedelta(seconds=60)) == (0, 0, 0)
        with database.connect() as committer:
            committer.execute("select 1 from maitred.runs where id = %s for update", [busy])
            assert sweep(opened, now + dt.timedelta(seconds=300)) == (1, 0, 0)
    states = {row["id"]: row["state"] for row in house.rows("select id, state from maitred.runs")}
    assert states == {left: "failed", busy: "committing"}


def test_keys_in_the_header(database: Database, house: House) -> None:
    """They count as the field does; contradictions and what is no key are refused."""
    house.booking(dt.time(19))
    with running_service(database.dsn) as client:

        def ask(header: str, **fields: object) -> tuple[int, str, bytes]:
            client.http.headers["Idempotency-Key"] = header
            answer = client.post(house.id, **fields)
            return (
                answer.status_code,
                answer.headers.get("idempotency-replayed", ""),
                answer.content,
            )

        name = str(uuid4())
        status, replayed, first = ask(name)
        assert (status, replayed) == (200, "")
        assert ask(name) == (200, "true", first)
        assert ask(name, idempotencyKey=name) == (200, "true", first)
        assert ask(name, idempotencyKey="other")[0] == 400
        for bad in ("", "a b", "k" * 256):
            assert ask(bad)[0] == 400


def test_what_may_be_in_a_key(database: Database, house: House) -> None:
    """One to 255 visible ASCII characters, in the header and in the field alike."""
    house.booking(dt.time(19))
    visible = "".join(map(chr, range(0x21, 0x7F)))
    good = ("!", "~", visible, "k" * 255)
    bad = ("", "k" * 256, "\x7f", "a\tb", "a b", "\x80", "k\xfc", "\xff" * 255)
    body = {"restaurantId": str(house.id), "date": DATE.isoformat(), "budgetMs": BUDGET_MS}
    with running_service(database.dsn) as client:
        for name in (*good, *bad):
            headers = {b"Idempotency-Key": name.encode("latin-1")}
            field = client.post(house.id, idempotencyKey=name)
            header = client.http.post(ASSIGN, json=body, headers=headers)
            if name in good:
                assert (field.status_code, header.status_code) == (200, 200), name
                assert header.headers["idempotency-replayed"] == "true"
                continue
            assert (field.status_code, field.json()["code"]) == (400, "INVALID_REQUEST")
            # some of them are no header at all, and never get as far as the service
            assert header.status_code == 400, name
        for name in ("k\n", "\nk", "a\0b", "\u20ac", "k\u00a0"):
            assert client.post(house.id, idempotencyKey=name).status_code == 400, name
    assert house.value("select count(*) from maitred.idempotency_keys") == len(good)
