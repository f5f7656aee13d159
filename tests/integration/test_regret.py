"""The regret ledger over real runs of a real database."""

import datetime as dt
import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from models.errors import InvalidInputError
from persistence.errors import RestaurantNotFoundError
from scenarios.advise.regret import RegretAdvice
from scenarios.advise.solving import Solving
from services.planning.regret import regret_of_dates
from tests.advised import solving_here
from tests.cli_runs import in_process
from tests.integration.planning import commit, plan, pool, snapshot
from tests.integration.postgres_servers import DATE, Database, House


@pytest.fixture(scope="module")
def solving() -> Iterator[Solving]:
    """One set of processes for all of these."""
    with solving_here(gap=0.0) as lent:
        yield lent


def ledger(
    database: Database,
    house: House,
    solving: Solving,
    first: dt.date = DATE,
    last: dt.date = DATE,
) -> RegretAdvice:
    """Return the ledger of a span of dates."""
    with pool(database) as opened:
        return regret_of_dates(opened, house.id, first, last, solving)


def committed(database: Database, house: House) -> None:
    """Plan the test date and write the plan, as the service does."""
    with pool(database) as opened:
        found = snapshot(opened, house.id)
        assert commit(opened, found, plan(found)).committed


@pytest.fixture
def eight(database: Database, house: House) -> UUID:
    """Refuse a party of eight that one move would seat; return its booking.

    Only the row T1-T2-T3 is in service, and a party of four sits in its middle.
    """
    house.rows(
        "update table_inventory set active = false where table_number not in ('T1', 'T2', 'T3') "
        "returning 1"
    )
    house.assign(house.booking(party_size=4), "T2")
    refused = house.booking(party_size=8)
    committed(database, house)
    assert house.seated_at(refused) == []
    return refused


def test_a_refused_booking_that_one_move_seats(
    database: Database, house: House, eight: UUID, solving: Solving
) -> None:
    """Its tables, the move, the stored reason; dates without a run are counted."""
    found = ledger(database, house, solving, DATE - dt.timedelta(days=1))
    (line,) = found.lines
    assert (line.booking, line.date, line.party, line.would_seat) == (str(eight), DATE, 8, True)
    (move,) = line.moves
    assert house.names(map(UUID, move.before)) == ["T2"]
    assert len(house.names(map(UUID, line.tables))) == 2
    assert set(move.after) | set(line.tables) == {str(house.tables[n]) for n in ("T1", "T2", "T3")}
    stored = house.value("select plan -> 'unseated' -> 0 ->> 'message' from maitred.runs")
    assert line.message == stored
    assert found.recommendation == (
        "A re-plan would have seated 1 of the 1 refused booking: 8 of 8 guests (100 %), "
        "1 booking moved, nobody displaced."
    )
    assert found.notes == ("No committed run is kept for 1 of the dates: they are left out.",)


def test_who_ended_with_a_table_is_no_regret(
    database: Database, house: House, eight: UUID, solving: Solving
) -> None:
    """A host has moved the four since, and seated the eight: refused by the run all the same."""
    four = house.value("select booking_id from booking_table_assignments limit 1")
    house.unassign(four)
    house.assign(four, "T1")
    house.assign(eight, "T2", "T3", adjacency=True)
    found = ledger(database, house, solving)
    assert (found.lines, found.recommendation) == ((), "Nobody was refused.")


def test_a_run_that_cannot_be_read_is_left_out_and_named(
    database: Database, house: House, eight: UUID, solving: Solving
) -> None:
    """The other dates still count."""
    house.rows("""update maitred.runs set problem = problem || '{"moon": "full"}' returning 1""")
    found = ledger(database, house, solving)
    assert found.lines == ()
    assert found.notes[0].startswith(f"{DATE} is left out: run ")
    assert "moon" in found.notes[0]


def test_only_the_newest_run_that_stands_counts(
    database: Database, house: House, eight: UUID, solving: Solving
) -> None:
    """Another restaurant's, a dry run's and an earlier one do not."""
    house.rows("update bookings set status = 'cancelled' where id = %s returning 1", eight)
    house.booking(party_size=2, start=dt.time(12))
    committed(database, house)
    assert house.value("select count(*) from maitred.runs where state = 'committed'") == 2
    assert ledger(database, house, solving).lines == ()
    house.rows("update maitred.runs set restaurant_id = %s returning 1", uuid4())
    assert "No committed run" in ledger(database, house, solving).notes[0]


def test_spans_and_restaurants_are_checked(
    database: Database, house: House, solving: Solving
) -> None:
    """Before anything is read."""
    with pytest.raises(InvalidInputError, match="is before --from"):
        ledger(database, house, solving, DATE, DATE - dt.timedelta(days=1))
    with pytest.raises(InvalidInputError, match="at most 366 days"):
        ledger(database, house, solving, DATE, DATE + dt.timedelta(days=366))
    with pool(database) as opened, pytest.raises(RestaurantNotFoundError):
        regret_of_dates(opened, uuid4(), DATE, DATE, solving)


def test_the_command_asks_the_database(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    database: Database,
    house: House,
    eight: UUID,
) -> None:
    """By id and by dates; the same ledger as JSON."""
    arguments = ("--restaurant", house.id, "--from", DATE, "--to", DATE, "--format", "json")
    options = ("--database-url", database.dsn, "--processes", 1, "--quiet")
    ran = in_process(monkeypatch, capsys, "advise", "regret", *arguments, *options)
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert [(line["booking"], line["would_seat"]) for line in found["lines"]] == [
        (str(eight), True)
    ]
    unknown = ("--restaurant", "nowhere", "--from", DATE, "--to", DATE, *options)
    assert in_process(monkeypatch, capsys, "advise", "regret", *unknown).code == 2
