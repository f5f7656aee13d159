"""``maitred replay`` on runs that the service has stored."""

import datetime as dt
import json
from uuid import uuid4

import pytest
from psycopg.types.json import Jsonb

from persistence.runs import create_run
from solver.day import plan_day
from tests.cli_runs import Maitred, Ran, in_process
from tests.integration.planning import plan_test_date, pool, snapshot
from tests.integration.postgres_servers import DATE, Database, House, Server


@pytest.fixture
def maitred(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Database
) -> Maitred:
    """Return the command, run in this process, with the test's database in the environment."""
    monkeypatch.setenv("DATABASE_URL", database.dsn)

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


@pytest.fixture
def busy(house: House) -> House:
    """A restaurant with five bookings."""
    for hour, party in ((12, 2), (12, 8), (13, 4), (19, 3), (19, 7)):
        house.booking(dt.time(hour), party_size=party)
    return house


def deterministic_run(database: Database, house: House) -> str:
    """Keep a repeatable plan of the test date as a run; return its id."""
    with pool(database) as opened:
        problem = snapshot(opened, house.id).problem
        plan = plan_day(problem, budget_seconds=5, deterministic=True)
        with opened.connection() as connection:
            return str(create_run(connection, house.id, DATE, problem, plan))


def test_a_run_of_the_service_is_replayed(
    maitred: Maitred, database: Database, busy: House
) -> None:
    """Planned and committed by the service, then solved again from what was stored alone."""
    with pool(database) as opened:
        answer = plan_test_date(opened, busy.id)
    busy.rows("update bookings set party_size = 1 returning 1")
    ran = maitred("replay", answer["runId"], "--json")
    found = json.loads(ran.out)
    assert found["verdict"] in ("identical", "equally_good")
    assert ran.code == (0 if found["verdict"] == "identical" else 1)
    assert found["recorded"]["status"] == found["repeated"]["status"] == "optimal"
    assert found["repeatable"] is False
    assert "limited by the clock" in found["notes"][0]


def test_a_deterministic_run_is_identical(
    maitred: Maitred, database: Database, busy: House
) -> None:
    """What went through the database has the same hash, and is solved to the same tables."""
    run = deterministic_run(database, busy)
    ran = maitred("replay", run, "--quiet")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Identical: the same tables for each of the 5 seated bookings.")
    assert maitred("replay", run, "--database-url", database.dsn).code == 0


@pytest.mark.parametrize("part", ["plan", "problem"])
def test_a_run_that_was_changed_is_refused(
    maitred: Maitred, database: Database, busy: House, part: str
) -> None:
    """A row edited by hand is no record any more."""
    run = deterministic_run(database, busy)
    stored = busy.value(f"select {part} from maitred.runs where id = '{run}'")
    key = {"plan": "seatings", "problem": "bookings"}[part]
    changed = Jsonb({**stored, key: stored[key][1:]})
    busy.rows(f"update maitred.runs set {part} = %s returning 1", changed)
    ran = maitred("replay", run)
    words = {"plan": "was changed after it was stored", "problem": "answers another problem"}
    assert (ran.code, ran.out) == (2, "")
    assert words[part] in ran.flat


def test_a_run_of_another_version_is_refused(
    maitred: Maitred, database: Database, busy: House
) -> None:
    """A problem with fields that this version does not know: the place is named."""
    run = deterministic_run(database, busy)
    busy.rows("""update maitred.runs set problem = problem || '{"moon": "full"}' returning 1""")
    ran = maitred("replay", run)
    assert ran.code == 2
    assert f"run {run}: moon: unknown field" in ran.flat


def test_an_unknown_run_is_named(maitred: Maitred) -> None:
    """Exit code 2."""
    unknown = uuid4()
    ran = maitred("replay", unknown)
    assert ran.code == 2
    assert f"no run has the id {unknown}" in ran.flat


def test_a_database_without_runs_says_what_is_missing(maitred: Maitred, server: Server) -> None:
    """Exit code 3 and the way out, also when nobody listens at the address."""
    with server.database(template="template0") as empty:
        ran = maitred("replay", uuid4(), "--database-url", empty.dsn)
    assert ran.code == 3
    assert "A table is missing in the database." in ran.flat
    ran = maitred("replay", uuid4(), "--database-url", "postgresql://x@127.0.0.1:1/x")
    assert ran.code == 3
    assert "The database cannot be reached." in ran.flat
