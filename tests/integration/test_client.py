"""The generated client against a real service: a night from the first look to the undo."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from maitred_client import AuthenticatedClient, Client, UnexpectedAnswerError
from maitred_client.api.booking import (
    add_table,
    assign_tables,
    list_tables,
    read_assignment_context,
    read_manual_context,
    remove_table,
    unassign_tables,
)
from maitred_client.api.configuration import (
    list_merge_rules,
    read_service_policy,
)
from maitred_client.api.health import is_live, is_ready
from maitred_client.api.looking import (
    explain_booking,
    explain_run,
    list_restaurants,
    read_day,
    read_history,
    read_me,
    read_run,
    read_trace,
)
from maitred_client.api.planning import (
    apply_run,
    change_tables,
    plan_date,
    replan_date,
    undo_last_run,
)
from maitred_client.api.staff import (
    choose_in_session,
    confirm_choice,
    confirm_hold,
    confirm_session,
    hold_choice,
    open_session,
    quote_booking,
    read_context,
    release_hold,
    validate_choice,
)
from maitred_client.models import (
    ApplyBody,
    AssignBody,
    AssignTablesBody,
    ChangeBody,
    ChangesBody,
    ConfirmBody,
    HoldBody,
    LastBody,
    ManualConfirmBody,
    OpenBody,
    PlanStatus,
    QuoteBody,
    ReleaseBody,
    ReplanBody,
    RunState,
    SessionState,
    StepBody,
    TableBody,
    TakeBody,
    TraceSubjectKind,
    UndoBody,
    ValidateBody,
    WalkIn,
)
from maitred_client.types import UNSET

from tests.alone import run_alone
from tests.concurrency.chaos import on
from tests.documented import operations_of_the_client
from tests.integration.access_world import World, access_world
from tests.integration.client_console import Caller, at_the_console, refused
from tests.integration.client_jobs import as_jobs
from tests.integration.planning import stored
from tests.integration.postgres_servers import DATE, Server

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""What differs between servers is below the routes, and tested there."""

GUIDE = Path(__file__).parents[2] / "docs/how-to/client.md"


@pytest.fixture
def world(server: Server) -> Iterator[World]:
    """A house whose service asks who calls."""
    with access_world(server) as built:
        yield built


@pytest.fixture
def caller(world: World) -> Iterator[Caller]:
    """A machine that is a host of the house."""
    with Caller(world, world.tokens["one"]) as client:
        yield client


def test_a_whole_night(world: World, caller: Caller) -> None:
    """Every operation once, each answer in its types; the rows say the same."""
    house = world.house
    first, second, third = (house.booking(party_size=size) for size in (2, 8, 4))
    look(world, caller)
    at_the_console(world, caller, first)
    by_quote(world, caller, first)
    by_hand(world, caller, second)
    by_session(world, caller, third)
    directly(world, caller, third)
    for booking in (first, second, third):
        had = list_tables.sync(booking, client=caller).table_assignments
        taken = TakeBody([item.table_id for item in had])
        assert unassign_tables.sync(booking, client=caller, body=taken).table_assignments == []
    assert stored(house) == {}
    planned_and_taken_back(world, caller, {first, second, third})
    as_jobs(world, caller)
    assert operations_of_the_client() - caller.answered == set()


def look(world: World, caller: Caller) -> None:
    """Health, restaurants, and what the product has configured."""
    assert is_live.sync(client=caller).status == "live"
    assert is_ready.sync(client=caller).status == "ready"
    (place,) = list_restaurants.sync(client=caller).restaurants
    assert (place.id, place.time_zone) == (world.house.id, "UTC")
    me = read_me.sync(client=caller)
    assert (me.kind, me.name, me.restaurants[0].role) == ("machine", "one", place.role)
    world.house.insert("merge_rules", from_a=4, from_b=4, to_capacity=8)
    world.house.insert("service_policy", clean_buffer_minutes=7)
    (rule,) = list_merge_rules.sync(client=caller).rules
    assert (rule.from_, rule.to_capacity) == ([4, 4], 8)
    assert read_service_policy.sync(client=caller).clean_buffer_minutes == 7


def by_quote(world: World, caller: Caller, booking: UUID) -> None:
    """Quote with a hold, confirm it, and get the same answer again."""
    quote = quote_booking.sync(
        client=caller, body=QuoteBody(booking, zone_id=world.house.zones["bar"], max_tables=1)
    )
    assert quote.hold_id is not None
    assert quote.candidate is not None
    assert quote.expires_at is not None
    assert quote.expires_at.tzinfo is not None
    assert (quote.candidate.slack, quote.candidate.table_count) == (2, 1)
    assert (quote.reason, quote.finished.candidates) == (UNSET, True)
    wanted = ConfirmBody(hold_id=quote.hold_id, booking_id=booking, idempotency_key="quote")
    done = confirm_hold.sync_detailed(client=caller, body=wanted)
    assert "Idempotency-Replayed" not in done.headers
    again = confirm_hold.sync_detailed(client=caller, body=wanted)
    assert (again.parsed, again.headers["Idempotency-Replayed"]) == (done.parsed, "true")
    (has,) = done.parsed.assignments
    assert [has.table_id] == quote.candidate.table_ids
    assert list_tables.sync(booking, client=caller).table_assignments == [has]


def by_hand(world: World, caller: Caller, booking: UUID) -> None:
    """Context, validation, hold, release, another hold, confirmation."""
    tables = [world.house.tables[name] for name in ("T4", "T5")]
    context = read_context.sync(client=caller, booking_id=booking)
    assert read_manual_context.sync(booking, client=caller).versions == context.versions
    assert context.active_hold is None
    seen = context.context_version
    told = validate_choice.sync(client=caller, body=ValidateBody(booking, tables, seen))
    assert told.ok
    assert told.summary.total_capacity == 8
    body = HoldBody(booking, tables, seen, hold_ttl_seconds=60)
    held = hold_choice.sync(client=caller, body=body)
    assert set(held.hold.table_ids) == set(tables)
    gone = release_hold.sync(client=caller, body=ReleaseBody(held.hold.id, booking))
    assert gone.hold_id == held.hold.id
    body.context_version = read_context.sync(client=caller, booking_id=booking).context_version
    held = hold_choice.sync(client=caller, body=body)
    confirmed = confirm_choice.sync(
        client=caller,
        body=ManualConfirmBody(held.hold.id, booking, "by-hand", held.context_version),
    )
    assert {item.table_id for item in confirmed.assignments} == set(tables)
    assert confirmed.context.booking.status == "confirmed"


def by_session(world: World, caller: Caller, booking: UUID) -> None:
    """Open, hold, confirm."""
    tables = [world.house.tables["T1"]]
    opened = open_session.sync(client=caller, body=OpenBody(booking)).session
    assert opened.state is SessionState.NONE
    step = choose_in_session.sync(opened.id, client=caller, body=StepBody(booking, tables))
    assert step.hold is not None
    assert step.session.selection is not None
    assert step.session.selection.table_ids == tables
    done = confirm_session.sync(
        opened.id, client=caller, body=LastBody(step.hold.id, booking, "session")
    )
    assert done.session.state is SessionState.CONFIRMED
    assert [item.table_id for item in done.assignments] == tables


def directly(world: World, caller: Caller, booking: UUID) -> None:
    """One table more, one less, and another set."""
    more, less = world.house.tables["T2"], world.house.tables["T1"]
    added = add_table.sync(booking, client=caller, body=TableBody(more))
    assert {item.table_id for item in added.table_assignments} == {more, less}
    left = remove_table.sync(booking, less, client=caller)
    assert (left.removed_count, len(left.table_assignments)) == (1, 1)
    given = assign_tables.sync(booking, client=caller, body=AssignBody([less], "direct"))
    assert (given.summary.slack, given.booking.party_size) == (0, 4)
    tab = read_assignment_context.sync(booking, client=caller)
    assert (tab.booking_assignments, len(tab.tables)) == ([less], 9)


def planned_and_taken_back(world: World, caller: Caller, bookings: set[UUID]) -> None:
    """Plan the date, read it and its run, take it back; the history tells all of it."""
    house = world.house
    body = AssignTablesBody(house.id, date=DATE, capture_decisions=True)
    planned = plan_date.sync(client=caller, body=body, idempotency_key="night")
    assert planned.status is PlanStatus.OPTIMAL
    assert {item.booking_id for item in planned.assigned} == bookings
    assert planned.gap == 0
    assert planned.decisions
    day = read_day.sync(house.id, DATE, client=caller)
    assert {item.booking_id for item in day.seatings} == bookings
    assert day.run is not None
    assert (day.run.id, day.run.state) == (planned.run_id, RunState.COMMITTED)
    run = read_run.sync(planned.run_id, client=caller)
    assert {UUID(item.booking) for item in run.plan.seatings} == bookings
    assert run.plan.objective.total == planned.objective.total
    explained(caller, planned.run_id, bookings)
    same = ChangesBody([ChangeBody(item.booking_id, item.table_ids) for item in day.seatings])
    assert change_tables.sync(house.id, DATE, client=caller, body=same).changed == []
    undone = undo_last_run.sync(house.id, DATE, client=caller, body=UndoBody(planned.run_id))
    proposed_and_applied(world, caller, bookings)
    undone = undo_last_run.sync(house.id, DATE, client=caller, body=UndoBody())
    assert {item.booking_id for item in undone.cleared} == bookings
    assert stored(house) == {}
    story = read_trace.sync(house.id, str(planned.run_id), client=caller)
    assert story.subject.kind is TraceSubjectKind.RUN
    assert "run.committed" in {entry.what for entry in story.entries}
    history = read_history.sync(house.id, DATE, client=caller, limit=500)
    assert history.events[0].at >= history.events[-1].at
    assert {"booking.assigned", "booking.cleared", "run.committed"} <= {
        event.kind for event in history.events
    }


def proposed_and_applied(world: World, caller: Caller, bookings: set[UUID]) -> None:
    """Propose plans for the date, and apply one; one with a walk-in cannot be applied."""
    body = ReplanBody(max_moves=[0, 1])
    found = replan_date.sync(world.house.id, DATE, client=caller, body=body).proposals
    assert [item.point.max_moves for item in found] == [0, 1]
    applied = apply_run.sync(found[0].run_id, client=caller, body=ApplyBody())
    assert {item.booking_id for item in applied.changed} == bookings
    body = ReplanBody(events=[WalkIn(kind="walk_in", party=2, start="12:00", minutes=60)])
    (walked,) = replan_date.sync(world.house.id, DATE, client=caller, body=body).proposals
    assert not walked.applicable
    error = refused(apply_run.sync, walked.run_id, client=caller, body=ApplyBody())
    assert (error.status_code, error.code) == (409, "RUN_NOT_APPLICABLE")


def explained(caller: Caller, run: UUID, bookings: set[UUID]) -> None:
    """Nobody was turned away; every seating is told by term."""
    assert explain_run.sync(run, client=caller).explanations == []
    for booking in bookings:
        found = explain_booking.sync(run, booking, client=caller, budget_ms=5000)
        assert found.explanation is None
        assert found.seating is not None
        terms = found.seating.terms.additional_properties
        assert sum(terms.values()) == pytest.approx(found.seating.points)


def test_an_explanation_is_typed(world: World, caller: Caller) -> None:
    """Who is turned away, with what is in the way, the trade and the repairs in their classes."""
    house = world.house
    guests = {house.booking(party_size=4) for _ in range(len(house.tables) + 2)}
    body = AssignTablesBody(house.id, date=DATE)
    planned = plan_date.sync(client=caller, body=body)
    away = guests - {item.booking_id for item in planned.assigned}
    assert away
    found = explain_run.sync(planned.run_id, client=caller, budget_ms=60_000).explanations
    assert {UUID(item.booking) for item in found} == away
    for item in found:
        assert item.conflict is not None
        assert item.conflict.certified
        assert {part.kind for part in item.conflict.elements} >= {"booking"}
        assert item.repairs
        assert all(edit.to_dict()["kind"] for repair in item.repairs for edit in repair.edits)


def test_refusals_are_typed(world: World, caller: Caller) -> None:
    """By status and code, with the details and the time to wait."""
    booking = world.house.booking()
    unknown = refused(list_tables.sync, uuid4(), client=caller)
    assert (unknown.status_code, unknown.code) == (404, "BOOKING_NOT_FOUND")
    assert unknown.body.request_id
    with Caller(world, "maitred_nobody") as nobody:
        assert refused(list_restaurants.sync, client=nobody).status_code == 401
    with Caller(world, world.tokens["other"]) as stranger:
        foreign = refused(list_tables.sync, booking, client=stranger)
    assert (foreign.status_code, foreign.code) == (403, "ACCESS_DENIED")
    body = ValidateBody(booking, [world.house.tables["T1"]], "old")
    stale = refused(validate_choice.sync, client=caller, body=body)
    assert (stale.code, stale.body.details["provided"]) == ("STALE_CONTEXT", "old")
    wrong = refused(quote_booking.sync, client=caller, body=QuoteBody(booking, max_tables=9))
    assert list(wrong.body.details["fieldErrors"]) == ["maxTables"]
    nothing = refused(undo_last_run.sync, world.house.id, DATE, client=caller, body=UndoBody())
    assert str(nothing).startswith("404 NOTHING_TO_UNDO: ")


def test_a_limit_says_when_to_come_back(server: Server) -> None:
    """In seconds."""
    with (
        access_world(server, writes_per_minute=1) as world,
        Caller(world, world.tokens["one"]) as c,
    ):
        body = QuoteBody(world.house.booking())
        quote_booking.sync(client=c, body=body)
        limited = refused(quote_booking.sync, client=c, body=body)
    assert (limited.code, limited.retry_after) == ("RATE_LIMITED", 60)


def test_what_is_no_answer_of_maitred_is_said(world: World) -> None:
    """Another service at the address, and one that is down."""
    address = world.provider.url.partition("/auth")[0]
    with AuthenticatedClient(address, "token", trust_env=False) as client:
        with pytest.raises(UnexpectedAnswerError, match="200 is no answer"):
            list_restaurants.sync(client=client)
        world.provider.down = True
        with pytest.raises(UnexpectedAnswerError, match="503 is no answer"):
            list_restaurants.sync(client=client)
    with (
        Client("http://127.0.0.1:9", trust_env=False) as nobody,
        pytest.raises(httpx2.ConnectError),
    ):
        is_live.sync(client=nobody)


def test_coroutines_get_the_same(world: World) -> None:
    """Several at once, over one client."""
    bookings = [world.house.booking() for _ in range(3)]
    address = str(world.client.http.base_url)

    async def ask() -> list[Any]:
        async with AuthenticatedClient(address, world.tokens["one"], trust_env=False) as client:
            quotes = (quote_booking.asyncio(client=client, body=QuoteBody(b)) for b in bookings)
            return await asyncio.gather(*quotes)

    held = [quote.candidate.table_ids for quote in run_alone(lambda: asyncio.run(ask()))]
    assert len({table for tables in held for table in tables}) == 3


def test_the_guide_works(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its code, run from the first line to the last."""
    booking = world.house.booking()
    for name in ("B1", "B2", "F1", "T1"):  # so that T1 would do, were it not taken
        world.house.assign(world.house.booking(), name)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("MAITRED_URL", str(world.client.http.base_url))
    monkeypatch.setenv("MAITRED_TOKEN", world.tokens["one"])
    monkeypatch.setenv("BOOKING", str(booking))
    monkeypatch.setenv("TABLE", str(world.house.tables["T1"]))
    code = "\n".join(
        re.findall(r"^```python\n(.*?)^```", GUIDE.read_text(), re.DOTALL | re.MULTILINE)
    )
    names: dict[str, Any] = {"__name__": "guide"}
    run_alone(lambda: exec(compile(code, str(GUIDE), "exec"), names))
    names["client"].__exit__()
    said = capsys.readouterr().out
    assert "are held until" in said
    assert "409 ASSIGNMENT_CONFLICT" in said
    assert repr(world.house.tables[stored(world.house)[str(booking)][0]]) in said
