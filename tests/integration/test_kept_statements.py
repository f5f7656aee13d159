"""What a connection has prepared outlives refused requests, and no error of the server."""

from collections.abc import Iterator
from contextlib import nullcontext

import psycopg
import pytest

from models.errors import MaitredError
from persistence.pool import Database as Pool
from persistence.pool import Limits
from tests.concurrency.chaos import on
from tests.integration.postgres_servers import Database

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)

PREPARED = "select count(*) as n from pg_prepared_statements where statement like '%of the test%'"
QUESTION = "select 1 as one -- of the test"


class RefusedError(MaitredError):
    """A request that maitred itself refuses, after it has asked the database."""

    code = "REFUSED"


@pytest.fixture
def opened(database: Database) -> Iterator[Pool]:
    """A pool of one connection."""
    found = Pool(database.dsn, Limits(pool_size=1))
    found.open()
    yield found
    found.close()


def prepared(opened: Pool) -> int:
    """Return how many statements of the test the server has."""
    with opened.connection() as connection:
        row = connection.execute(PREPARED, prepare=False).fetchone()
        assert row is not None
        return int(row["n"])


def refuse(opened: Pool, within: bool) -> None:
    """Ask, and refuse the request; within a transaction of the request's own or not."""
    with opened.connection() as asked, asked.transaction() if within else nullcontext():
        asked.execute(QUESTION)
        raise RefusedError("no")


@pytest.mark.parametrize("within", [False, True], ids=["request", "transaction"])
def test_a_refused_request_leaves_them(opened: Pool, within: bool) -> None:
    """Half of what sixteen committers cost was planning again what a refusal had thrown away."""
    with pytest.raises(RefusedError):
        refuse(opened, within)
    assert prepared(opened) == 1
    with opened.connection() as connection:
        connection.execute(QUESTION)
    assert prepared(opened) == 1


def ask_the_impossible(opened: Pool) -> None:
    """Ask something, then something that the server refuses."""
    with opened.connection() as connection:
        connection.execute(QUESTION)
        connection.execute("select 1 / (select 0)")


def test_an_error_of_the_server_takes_them_along(opened: Pool) -> None:
    """The statement may be what it refused."""
    with pytest.raises(MaitredError):
        ask_the_impossible(opened)
    assert prepared(opened) == 0


def test_a_table_that_changed_its_shape_fails_once(opened: Pool, database: Database) -> None:
    """A migration beside a running service: one request is refused, and the next one works."""
    read = "select * from changing"
    with database.connect(autocommit=True) as other:
        other.execute("create table changing (one int)")
        with opened.connection() as connection:
            connection.execute(read)
        other.execute("alter table changing add two int")
    with pytest.raises(MaitredError) as failed, opened.connection() as connection:
        connection.execute(read)
    assert isinstance(failed.value.__cause__, psycopg.errors.FeatureNotSupported)
    with opened.connection() as connection:
        row = connection.execute(read).description
    assert row is not None
    assert [column.name for column in row] == ["one", "two"]
