"""Two real servers, PostgreSQL 18 (the embedded wheel) and 15 (Debian's), for every test here."""

import signal
from collections.abc import Generator, Iterator

import psycopg
import pytest
from psycopg.rows import DictRow

from tests.integration.desk import Desk, Stage, running_stage
from tests.integration.personal import personal_lines
from tests.integration.postgres_servers import (
    POSTGRES15,
    Database,
    House,
    Server,
    postgres15_switched_off,
    running_server,
)

# In the background of a script Ctrl-C is ignored, and what the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that has logged something personal: here everything is printed as it is logged,
    without the last filter of a service."""
    report = yield
    if report.when == "teardown" and report.passed:  # it has what was printed before, too
        found = personal_lines("".join((report.capstdout, report.capstderr, report.caplog)))
        if found:
            report.outcome = "failed"
            report.longrepr = "personal data in the log:\n" + "\n".join(found[:5])
    return report


@pytest.fixture(scope="session")
def pg18() -> Iterator[Server]:
    """PostgreSQL 18, as embedded."""
    with running_server("pg18") as server:
        yield server


@pytest.fixture(scope="session")
def pg15() -> Iterator[Server]:
    """PostgreSQL 15, the oldest that the product has to live with."""
    if postgres15_switched_off():
        pytest.skip("MAITRED_TEST_POSTGRES15=off")
    if not (POSTGRES15 / "postgres").exists():
        pytest.fail(
            f"no PostgreSQL 15 in {POSTGRES15}: apt-get install postgresql-15, "
            "or set MAITRED_TEST_POSTGRES15=off to go without"
        )
    with running_server("pg15", POSTGRES15) as server:
        yield server


@pytest.fixture(scope="session", params=["pg18", "pg15"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers in turn."""
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    """A fresh, migrated database of this test alone."""
    with server.database() as fresh:
        yield fresh


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection[DictRow]]:
    """An autocommit connection to the test's database; rows are dicts."""
    with database.connect(autocommit=True) as opened:
        yield opened


@pytest.fixture
def house(connection: psycopg.Connection[DictRow]) -> House:
    """A small restaurant in the test's database."""
    return House.build(connection)


@pytest.fixture(scope="module")
def stage(pg18: Server) -> Iterator[Stage]:
    """A service that the tests of a module share: what they differ in is their house."""
    with running_stage(pg18) as found:
        yield found


@pytest.fixture
def own_stage(pg18: Server) -> Iterator[Stage]:
    """The same for one test, which may break its database."""
    with running_stage(pg18) as found:
        yield found


@pytest.fixture
def room(stage: Stage) -> House:
    """A small restaurant of this test alone, beside those of others."""
    return House.build(stage.connection)


@pytest.fixture
def operator(stage: Stage, room: House) -> Desk:
    """An operator of it."""
    return Desk(stage.http, room)
