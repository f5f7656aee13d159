"""The product's flags at work: over HTTP, in plans, quotes and choices by hand."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from api.app import create_app
from models.flags import Flags, read_flags
from persistence.history import Author
from persistence.place_hold import HoldRateError, HoldWish
from persistence.pool import Database as Pool
from persistence.snapshot import DaySnapshot, read_day
from services.doctor import see_doctor
from services.flag_report import report_flags
from services.holds import hold_tables
from services.reading import reading
from settings import load_settings
from tests.concurrency.chaos import on
from tests.integration.desk import Desk, Stage, failed, running_stage, said
from tests.integration.engine_switch import plan
from tests.integration.job_world import until
from tests.integration.postgres_servers import DATE, Database, House, Server, at
from tests.integration.running_service import running_service

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the flags, and tested there."""

STRICT = Flags(
    feature_combination_planner=False,
    feature_manual_assignment_max_slack=1,
    feature_manual_assignment_session_enabled=False,
    feature_holds_min_ttl_seconds=300,
)


@contextmanager
def opened(database: Database, flags: Flags) -> Iterator[Pool]:
    """Lend a pool of a process with these flags."""
    pool = Pool(database.dsn, flags=flags)
    pool.open()
    try:
        yield pool
    finally:
        pool.close()


def read(database: Database, house: House, flags: Flags) -> DaySnapshot:
    """Read the test date as a process with these flags does."""
    with opened(database, flags) as pool, reading(pool, house.id) as connection:
        return read_day(connection, house.id, DATE, as_of=at(8))


@pytest.fixture(scope="module")
def strict_stage(server: Server) -> Iterator[Stage]:
    """A service where merges are off, and more is unlike the defaults."""
    with running_stage(server, flags=STRICT) as stage:
        yield stage


@pytest.fixture
def strict(strict_stage: Stage) -> Desk:
    """An operator of it, in a house where nobody else books."""
    return Desk(strict_stage.http, House.build(strict_stage.connection))


def test_a_large_party_is_told_that_merges_are_off(strict: Desk) -> None:
    """The plan, the quote, the explanation and both histories name what cost it its tables."""
    house, http = strict.house, strict.http
    large, small = house.booking(party_size=8), house.booking()
    planned = plan(http, house).json()
    assert [item["bookingId"] for item in planned["assigned"]] == [str(small)]
    [skipped] = planned["skipped"]
    assert (skipped["bookingId"], skipped["code"]) == (str(large), "merges_off")
    assert "merges are switched off" in skipped["reason"]
    quote = strict.quoted(large)
    assert (quote["holdId"], quote["whyNot"]["code"]) == (None, "merges_off")
    assert "merges are switched off" in quote["reason"]
    why = http.get(f"/api/v1/runs/{planned['runId']}/explanations/{large}").json()["explanation"]
    assert why["reason"] == "merges_off"
    assert [item["rule"] for item in why["conflict"]["elements"]] == ["merges_off"]
    kept = "select reason from maitred.events where booking_id = %s"
    assert house.value(kept, large) == "merges_off"
    told = "select context->>'skipReason' from observability_events where booking_id = %s"
    until(lambda: "merges are switched off" in (house.value(told, large) or ""), 5)


def test_choices_by_hand_follow_their_flags(strict: Desk) -> None:
    """One empty seat, no sessions, and holds that live for five minutes at least."""
    guest = strict.house.booking()
    answer = strict.ask("validate", guest, "T1")
    assert (failed(answer), answer.json()["slackBudget"]) == (["slack"], 1)
    opened = strict.http.post("/api/staff/manual/session", json={"bookingId": str(guest)})
    assert said(opened) == (404, "SESSION_DISABLED")
    three = strict.house.booking(party_size=3)
    until = strict.hold(three, "T2", holdTtlSeconds=30)["hold"]["expiresAt"]
    left = dt.datetime.fromisoformat(until) - dt.datetime.now(dt.UTC)
    assert dt.timedelta(seconds=290) < left <= dt.timedelta(seconds=300)


def test_holds_are_limited_as_often_as_the_flags_say(database: Database, house: House) -> None:
    """Two within a minute instead of five; the refusal says so."""
    flags = Flags(feature_holds_rate_max_per_booking=2, feature_holds_rate_window_seconds=600)
    guest, author = house.booking(), Author(actor=uuid4())
    with opened(database, flags) as pool:

        def hold(name: str) -> None:
            tables = frozenset({house.tables[name]})
            hold_tables(pool, HoldWish(house.id, guest, tables, 60, author))

        hold("T1")
        hold("T2")
        with pytest.raises(HoldRateError) as caught:
            hold("T3")
    assert caught.value.details == {"windowSeconds": 600, "maxPerBooking": 2}


def test_neighbours_may_change_while_tables_are_held(database: Database, house: House) -> None:
    """When the flag says so: another edge between them is nothing that a rule forbids."""
    flags = Flags(feature_manual_assignment_snapshot_validation=False)
    with running_service(database.dsn, flags=flags) as client:
        desk, guest = Desk(client.http, house), house.booking(party_size=12)
        hold = desk.quoted(guest)
        first = str(house.tables["T1"]) in hold["candidate"]["tableIds"]
        a, b = (house.tables[name] for name in (("T1", "T3") if first else ("T4", "T6")))
        house.insert("table_adjacencies", table_a=a, table_b=b)
        assert said(desk.confirm_automatically(guest, hold["holdId"])) == (200, None)


def test_merges_stand_as_the_mode_of_adjacency_says(database: Database, house: House) -> None:
    """Twelve guests on a row of three: not while each has to stand beside each other."""
    flags = Flags(feature_allocator_adjacency_mode="pairwise")
    with running_service(database.dsn, flags=flags) as client:
        desk, guest = Desk(client.http, house), house.booking(party_size=12)
        answer = desk.ask("validate", guest, "T1", "T2", "T3")
        assert failed(answer) == ["adjacency"]
        [check] = [item for item in answer.json()["checks"] if item["id"] == "adjacency"]
        assert check["details"] == {"mode": "pairwise", "status": "neighbors"}
        assert "not every table stands beside every other" in check["message"]
        assert desk.quoted(guest)["holdId"] is None
        house.insert("table_adjacencies", table_a=house.tables["T3"], table_b=house.tables["T1"])
        assert failed(desk.ask("validate", guest, "T1", "T2", "T3")) == []
        offered = desk.quoted(guest)["candidate"]
        assert (sorted(offered["tableNumbers"]), offered["adjacencyStatus"]) == (
            ["T1", "T2", "T3"],
            "pairwise",
        )


def test_flags_are_the_rules_of_who_has_none(database: Database, house: House) -> None:
    """A restaurant's own settings, and the product's data, go before them."""
    flags = Flags(
        feature_allocator_k_max=2,
        feature_allocator_require_adjacency=False,
        feature_selector_scarcity_weight=7,
        feature_allocator_service_fail_hard=True,
    )
    problem = read(database, house, flags).problem
    assert problem.policy is not None
    assert (problem.rules.name, problem.rules.max_tables) == ("flags", 2)
    assert problem.rules.require_adjacency is False
    assert (problem.weights.scarcity, problem.policy.fail_hard) == (7, True)
    assert read(database, house, Flags()).problem.rules.name == "product"
    house.insert("strategic_configs", restaurant_id=house.id, scarcity_weight=30)
    own = {"rules": {"name": "own", "max_tables": 4}, "policy": problem.policy.model_dump()}
    own["policy"]["fail_hard"] = False
    house.insert("maitred.restaurant_settings", restaurant_id=house.id, **own)
    problem = read(database, house, flags).problem
    assert problem.policy is not None
    assert (problem.rules.name, problem.rules.max_tables) == ("own", 4)
    assert (problem.weights.scarcity, problem.policy.fail_hard) == (30, False)


def test_an_override_counts_from_the_next_request_on(database: Database, house: House) -> None:
    """A booking outside every service is planned by the fallback, or refused, as the row says."""
    late = house.booking(dt.time(16), booking_type="tea")
    row = {"flag": "allocator.service.fail_hard", "value": True}
    with running_service(database.dsn) as client:
        assert plan(client.http, house, dryRun=True).json()["serviceFallbacks"]
        house.insert("feature_flag_overrides", **row, environment="test")
        assert plan(client.http, house, dryRun=True).json()["serviceFallbacks"]
        house.insert("feature_flag_overrides", **row, environment="development")
        [skipped] = plan(client.http, house, dryRun=True).json()["skipped"]
        assert (skipped["bookingId"], skipped["code"]) == (str(late), "SERVICE_NOT_FOUND")
        house.connection.execute("delete from feature_flag_overrides")
        assert plan(client.http, house, dryRun=True).json()["serviceFallbacks"]


ODD = {
    "FEATURE_ALLOCATOR_V2_ENABLED": "true",
    "FEATURE_ALLOCATOR_V2_FORCE_LEGACY": "true",
    "FEATURE_HOLDS_ENABLED": "false",
}


def test_contradictions_are_told_at_start(
    database: Database, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the log, and to the product's event log; idle flags in the log alone."""
    with opened(database, read_flags(ODD)) as pool:
        teller = report_flags(pool)
        assert teller is not None
        teller.join(10)
        assert report_flags(Pool(database.dsn)) is None
    logged = capsys.readouterr().out
    assert "FEATURE_ALLOCATOR_V2_FORCE_LEGACY" in logged
    assert "FEATURE_HOLDS_ENABLED is false, and has no effect" in logged
    told = house.rows(
        "select event_type, severity, restaurant_id, context from observability_events"
    )
    assert [(row["event_type"], row["severity"], row["restaurant_id"]) for row in told] == [
        ("flags.contradictory_flags", "warning", None)
    ]
    assert told[0]["context"]["flags"] == [*ODD][:2]


def test_the_doctor_finds_what_is_odd(
    database: Database, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the environment, and among the overrides; only contradictions are trouble."""

    def kinds() -> dict[str, str]:
        found = see_doctor(load_settings(database_url=database.dsn))
        flags = [item for item in found.findings if "flag" in item.kind]
        return {item.kind: item.severity.value for item in flags}

    house.insert("feature_flag_overrides", flag="of.others", environment="development", value=True)
    assert kinds() == {"unknown_flag": "info"}
    for name, value in ODD.items():
        monkeypatch.setenv(name, value)
    assert kinds() == {
        "contradictory_flags": "warning",
        "idle_flag": "info",
        "unknown_flag": "info",
    }


def test_a_flag_out_of_range_stops_the_start(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a sentence that names it, before anything is served."""
    monkeypatch.setenv("FEATURE_ALLOCATOR_K_MAX", "6")
    with pytest.raises(Exception, match="FEATURE_ALLOCATOR_K_MAX") as caught:
        create_app(load_settings(database_url=database.dsn, dev_auth=True))
    told: Any = caught.value
    assert told.code == "INVALID_INPUT"
