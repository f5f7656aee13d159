"""Who has a say beside what is set: the product's overrides, the environment, the command."""

import datetime as dt
import json
from collections.abc import Iterator

import httpx2
import pytest

from models.engine import is_canary
from models.flags import Flags
from persistence.place_hold import HoldWish
from services.holds import hold_tables
from tests.cli_runs import Maitred, Ran, in_process
from tests.concurrency.chaos import on
from tests.integration.desk import Desk, said
from tests.integration.engine_switch import DISABLED, OFF, decides, plan, switch
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""


@pytest.fixture
def http(database: Database) -> Iterator[httpx2.Client]:
    """A client of the service on a test's database."""
    with running_service(database.dsn) as client:
        yield client.http


@pytest.fixture
def maitred(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Database
) -> Maitred:
    """The command, run in this process, on the test's database."""
    monkeypatch.setenv("DATABASE_URL", database.dsn)

    def run_here(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run_here


def test_overrides_of_the_product_count_before_what_is_set(
    http: httpx2.Client, house: House
) -> None:
    """From the next request on; those of another environment do not count."""
    house.booking()
    switch(http, house, state="on")
    row = {"flag": "allocator.v2.enabled", "value": False}
    house.insert("feature_flag_overrides", **row, environment="production")
    assert decides(http, house) == ("on", "setting")
    house.insert("feature_flag_overrides", **row, environment="development")
    assert decides(http, house) == ("off", "feature_flag_overrides")
    assert said(plan(http, house)) == OFF
    house.insert(
        "feature_flag_overrides", flag="allocator.v2.shadow", environment="development", value=True
    )
    assert decides(http, house) == ("shadow", "feature_flag_overrides")
    house.rows("update feature_flag_overrides set value = true returning 1")
    assert decides(http, house) == ("on", "feature_flag_overrides")
    switch(http, house, killed=True)
    assert decides(http, house) == ("off", "kill_switch")


def test_c17_the_environment_counts_where_nothing_is_set(database: Database, house: House) -> None:
    """An automatic hold is not confirmed then; its kill switch counts before everything."""
    guest = house.booking()
    with pool(database) as opened:
        hold = hold_tables(opened, HoldWish(house.id, guest, frozenset({house.tables["T1"]})))
    off = Flags(feature_allocator_v2_enabled=False)
    with running_service(database.dsn, flags=off) as client:
        assert decides(client.http, house) == ("off", "environment")
        refused = Desk(client.http, house).confirm_automatically(guest, hold.id)
        assert said(refused) == DISABLED
        assert said(plan(client.http, house)) == OFF
        switch(client.http, house, state="on")
        assert decides(client.http, house) == ("on", "setting")
        assert plan(client.http, house, dryRun=True).status_code == 200
    with running_service(database.dsn, flags=Flags(maitred_engine_kill=True)) as client:
        assert decides(client.http, house) == ("off", "kill_environment")
        assert said(plan(client.http, house)) == OFF


def test_a_database_without_overrides_is_no_trouble(http: httpx2.Client, house: House) -> None:
    """Older ones have no such table, and some close it."""
    guest = house.booking()
    house.connection.execute("drop table feature_flag_overrides")
    assert decides(http, house) == ("on", "default")
    assert plan(http, house).status_code == 200
    assert house.seated_at(guest)


def test_the_command_shows_sets_kills_and_revives(maitred: Maitred, house: House) -> None:
    """By slug, for one restaurant or all; everything leaves a row of who and why."""
    shown = maitred("engine", "show", house.id, "--date", DATE)
    assert shown.code == 0
    assert f"{DATE}: on, maitred decides" in shown.out
    options = ("--from", DATE, "--to", DATE, "--reason", "first week", "--json")
    found = json.loads(maitred("engine", "set", house.id, "canary", "--percent", 0, *options).out)
    assert (found["state"], found["source"], found["date"]) == ("off", "setting", str(DATE))
    assert maitred("engine", "kill", house.id, "--reason", "odd plans").out.endswith("killed\n")
    assert "was killed already" in maitred("engine", "kill", house.id).out
    assert json.loads(maitred("engine", "kill", "--all", "--json").out)["changed"] is True
    assert "was killed already" in maitred("engine", "kill", "--all").out
    assert maitred("engine", "revive", house.id).out.endswith("revived\n")
    shown = maitred("engine", "show", house.id, "--date", DATE)
    assert "off, the product's allocator decides" in shown.out
    assert "kill_switch" in shown.out
    assert maitred("engine", "revive", "--all").code == 0
    assert "was not killed" in maitred("engine", "revive", "--all").out
    found = json.loads(maitred("engine", "show", house.id, "--date", DATE, "--json").out)
    assert found["source"] == "setting"
    assert [item["what"] for item in found["changes"]] == [
        *("revived", "revived", "killed", "killed", "set"),
    ]
    assert all(item["by"].startswith("command") for item in found["changes"])
    kinds = house.rows("select kind, reason, detail from maitred.events order by id")
    assert [(row["kind"], row["reason"]) for row in kinds] == [
        ("engine.set", "first week"),
        ("engine.killed", "odd plans"),
        ("engine.killed", None),
        ("engine.revived", None),
        ("engine.revived", None),
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("kill",),
        ("revive", "--all", "somewhere"),
        ("show", "nowhere"),
        ("set", "{house}", "canary"),
        ("set", "{house}", "off", "--from", "2030-06-02", "--to", "2030-06-01"),
        ("set", "{house}", "off", "--reason", ""),
        ("set", "{house}", "perhaps"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_explained(
    maitred: Maitred, house: House, arguments: tuple[str, ...]
) -> None:
    """Exit code 2, a sentence, and nothing changed."""
    ran = maitred("engine", *(item.format(house=house.id) for item in arguments))
    assert ran.code == 2
    assert ran.err
    assert house.value("select count(*) from maitred.engine_settings") == 0
    assert house.value("select count(*) from maitred.engine_kills") == 0


def test_the_command_lists_which_evenings_are_whose(maitred: Maitred, house: House) -> None:
    """Of a canary the very ones that a plan is let through for; a range of one date has no list."""
    options = ("--percent", 40, "--from", DATE, "--reason", "canary")
    assert maitred("engine", "set", house.id, "canary", *options).code == 0
    show = ("engine", "show", house.id, "--date", DATE)
    found = json.loads(maitred(*show, "--days", 30, "--json").out)["evenings"]
    dates = [DATE + dt.timedelta(days=number) for number in range(30)]
    assert [item["date"] for item in found] == [str(date) for date in dates]
    mine = [date for date in dates if is_canary(house.id, date, 40)]
    assert [item["date"] for item in found if item["decides"] == "maitred"] == list(map(str, mine))
    assert {(item["decides"], item["state"], item["source"]) for item in found} <= {
        ("maitred", "on", "setting"),
        ("product", "off", "setting"),
    }
    told = maitred(*show, "--days", 30).out
    assert told.endswith(f"maitred decides {len(mine)} of 30 evenings.\n")
    assert told.count("the product's allocator decides\n") >= 30 - len(mine)
    assert "evenings" not in json.loads(maitred(*show, "--json").out)
    wrong = maitred(*show, "--days", 0)
    assert (wrong.code, "--days" in wrong.err) == (2, True)
