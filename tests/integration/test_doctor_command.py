"""``maitred doctor`` as an operator meets it: what it prints, its JSON, and its exit codes."""

import datetime as dt
import json
import re
from uuid import uuid4

import pytest

from tests.cli_runs import Maitred, Ran, for_real, in_process
from tests.integration.doctor_faults import (
    cancelled,
    guest,
    held_for_another,
    merge_unassigned,
    run,
    two_assignments,
)
from tests.integration.planning import plan_test_date, pool
from tests.integration.postgres_servers import Database, House, Server

KEYS = {
    *("kind", "severity", "restaurant_id", "subject", "what", "where", "why", "fix"),
    *("mendable", "refused"),
}


@pytest.fixture
def maitred(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Database
) -> Maitred:
    """Return the command, run in this process, with the test's database in the environment."""
    monkeypatch.setenv("DATABASE_URL", database.dsn)

    def run_here(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run_here


def test_a_healthy_database(maitred: Maitred, database: Database, house: House) -> None:
    """Exit code 0, what is good to know, and a closing line."""
    house.booking(dt.time(19), party_size=8)
    with pool(database) as opened:
        plan_test_date(opened, house.id)
    ran = maitred("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"Capabilities: (\d+) of \1 tables, ", ran.out)
    assert f"House {house.id}: 0 errors, 0 warnings, " in ran.out
    assert "one_way_adjacency (1)" in ran.out
    assert ran.out.splitlines()[-1].startswith("Healthy: 0 errors, 0 warnings, ")


def test_report_then_fix_then_nothing(maitred: Maitred, house: House) -> None:
    """What an operator does: look, mend, look again."""
    merge_unassigned(house)
    cancelled(house)
    ran = maitred("doctor")
    assert ran.code == 1
    assert "error  leftover_tables (1)" in ran.out
    assert "why: Cancel, no-show and complete free nothing by themselves" in ran.out
    assert "fix: Unassign the tables" in ran.out
    assert ran.out.splitlines()[-1].startswith("Not healthy: 1 error, 2 warnings, ")
    assert ran.out.splitlines()[-1].endswith("can be mended: run again with --fix.")

    ran = maitred("doctor", "--fix")
    assert ran.code == 0
    assert "mended  leftover_tables (1)" in ran.out
    assert "mended, each a row in maitred.events." in ran.out.splitlines()[-1]
    again = maitred("doctor", "--fix")
    assert (again.code, "mended" in again.out) == (0, False)


def test_what_is_left_after_a_fix(maitred: Maitred, house: House) -> None:
    """Two parties on one table: nobody but a person decides, so the exit code stays 1."""
    two_assignments(house)
    for _ in range(2):
        ran = maitred("doctor", "--fix")
        assert ran.code == 1
        assert "Table F1 is taken twice (assignment, assignment)" in ran.out


def test_many_alike_are_counted_and_json_names_them_all(maitred: Maitred, house: House) -> None:
    """Ten of a kind are enough for people."""
    for _ in range(12):
        house.unassign(guest(house, "T4", "T5"))
    ran = maitred("doctor")
    assert "orphan_merge_group (12)" in ran.out
    assert ran.out.count("belongs to no tables.") == 10
    assert "and 2 more; --json names them all" in ran.out
    found = json.loads(maitred("doctor", "--json").out)
    kinds = [finding["kind"] for finding in found["findings"]]
    assert kinds.count("orphan_merge_group") == 12


def test_the_json_form(maitred: Maitred, house: House) -> None:
    """Its keys are what the reference page promises."""
    held_for_another(house)
    merge_unassigned(house)
    ran = maitred("doctor", "--json")
    found = json.loads(ran.out)
    assert ran.code == 1
    assert set(found) == {
        *("version", "checked_at", "capabilities", "restaurants", "counts", "findings"),
        *("mended", "skipped"),
    }
    assert found["version"] == 1
    assert found["restaurants"] == [{"id": str(house.id), "name": "House"}]
    assert set(found["capabilities"]) == {"tables", "functions", "extensions", "constraints"}
    assert {frozenset(item) for item in found["findings"]} == {frozenset(KEYS)}
    severities = [item["severity"] for item in found["findings"]]
    assert found["counts"] == {
        name: severities.count(name) for name in ("error", "warning", "info")
    }
    (double,) = [item for item in found["findings"] if item["kind"] == "double_booking"]
    assert set(double["where"]["places"]) == {"assignment", "hold"}
    fixed = json.loads(maitred("doctor", "--json", "--fix").out)
    assert {"orphan_merge_group", "stale_ledger"} <= {item["kind"] for item in fixed["mended"]}
    assert {frozenset(item) for item in fixed["mended"]} == {frozenset(KEYS)}


def test_one_restaurant(maitred: Maitred, house: House) -> None:
    """By its id or its slug; the other one is neither examined nor mended."""
    other = House.build(house.connection)
    merge_unassigned(other)
    run(house, f"update restaurants set slug = 'the-pub' where id = '{house.id}'")
    for name in (house.id, "the-pub"):
        ran = maitred("doctor", "--restaurant", name, "--fix")
        assert ran.code == 0
        assert str(other.id) not in ran.out
    assert maitred("doctor").code == 1


def test_without_our_schema(maitred: Maitred, house: House) -> None:
    """A first look before anything is installed; mending names what to run."""
    merge_unassigned(house)
    run(house, "drop schema maitred cascade")
    ran = maitred("doctor")
    assert ran.code == 1
    assert "The schema maitred does not exist." in ran.out
    assert "orphan_merge_group (1)" in ran.out
    assert "Not checked: stuck_run, for want of maitred.runs" in ran.out
    ran = maitred("doctor", "--fix")
    assert (ran.code, ran.out) == (3, "")
    assert "maitred db migrate" in ran.flat


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--restaurant", "anchor"), 2, "no restaurant has the id or slug 'anchor'"),
        (("--restaurant", str(uuid4())), 2, "no restaurant has the id"),
        (("--database-url", "postgresql://127.0.0.1:1/x"), 3, "cannot be reached"),
    ],
)
def test_what_is_refused(
    maitred: Maitred, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """Exit codes as everywhere else."""
    ran = maitred("doctor", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.flat


def test_an_empty_database(maitred: Maitred, server: Server) -> None:
    """Not a booking database at all: every table is missing, and nothing fails."""
    with server.database(template="template1") as empty:
        ran = maitred("doctor", "--database-url", empty.dsn)
        assert ran.code == 1
        assert "The table public.bookings does not exist." in ran.out


def test_the_installed_command(database: Database, house: House) -> None:
    """As a process of its own."""
    merge_unassigned(house)
    ran = for_real("doctor", "--json", DATABASE_URL=database.dsn)
    assert (ran.code, ran.err) == (1, "")
    assert json.loads(ran.out)["counts"]["warning"] == 2


def test_help_teaches_and_a_missing_database_is_named(
    maitred: Maitred, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Examples in the help; without a database the way to name one."""
    assert "maitred doctor --restaurant" in maitred("doctor", "--help").out
    monkeypatch.delenv("DATABASE_URL")
    ran = maitred("doctor")
    assert (ran.code, "Set DATABASE_URL" in ran.flat) == (2, True)
