"""What the product's event log is told of quotes, holds and manual work: names and payload keys."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.errors import MaitredError
from persistence.history import Author
from persistence.holds import Hold
from persistence.place_hold import HoldWish
from services.access import Role
from services.holds import Confirmation, confirm_hold, extend_hold, hold_tables, release_hold
from services.manual.choosing import (
    ManualHold,
    Override,
    confirm_by_hand,
    hold_by_hand,
    validate_by_hand,
)
from services.manual.context import manual_context
from services.manual.selection import Selection
from services.outbox import deliver_outbox
from services.quotes.quote import QuoteOptions, QuoteWish, quote
from services.sweeper import sweep_all_holds
from telemetry.sanitising import sanitised
from tests.concurrency.chaos import on
from tests.integration.planning import fingerprint, pool
from tests.integration.postgres_servers import Database, House
from tests.integration.telling import events_of

pytestmark = pytest.mark.parametrize("server", on("pg18"), indirect=True)
"""The events are the same on all servers; that writing them fails nothing is tested below."""

HOLD_KEYS = {
    *("holdId", "bookingId", "restaurantId", "zoneId", "tableIds", "startAt", "endAt"),
    *("expiresAt", "actorId", "metadata"),
}
MANUAL_KEYS = {"type", "ok", "code", "policyVersion", "adjacencyRequired"}


class Staff:
    """Somebody at work on one house."""

    def __init__(self, database: Any, house: House) -> None:
        self.database, self.house = database, house

    def hold(self, booking: Any, *names: str, **wanted: Any) -> Hold:
        """Hold tables for a booking."""
        tables = frozenset(self.house.tables[name] for name in names)
        return hold_tables(self.database, HoldWish(self.house.id, booking, tables, **wanted))

    def chosen(self, booking: Any, *names: str) -> tuple[Selection, str]:
        """Return a choice, and the version of the context it is made on."""
        tables = frozenset(self.house.tables[name] for name in names)
        context = manual_context(self.database, self.house.id, booking)
        return Selection(self.house.id, booking, tables), context["contextVersion"]

    def told(self, *names: str) -> list[dict[str, Any]]:
        """Return the events of these names, oldest first."""
        return events_of(self.house, *names)

    def only(self, name: str) -> dict[str, Any]:
        """Return the one event of a name."""
        [found] = self.told(name)
        return found


@pytest.fixture
def staff(database: Database, house: House) -> Iterator[Staff]:
    """Somebody with a pool on a test's database."""
    with pool(database) as opened:
        yield Staff(opened, house)


def test_a_quote_is_told_only_when_something_was_held(staff: Staff, house: House) -> None:
    """One event with the hold, in the hold's own transaction; a mere look tells nothing."""
    guest = house.booking(dt.time(19), party_size=4)
    wish = QuoteWish(house.id, guest, QuoteOptions(budget_seconds=2), hold_seconds=None)
    quote(staff.database, wish)
    assert staff.told("capacity.selector.quote") == []
    answer = quote(staff.database, QuoteWish(house.id, guest, wish.options))
    event = staff.only("capacity.selector.quote")
    assert (event["source"], event["severity"]) == ("capacity.selector", "info")
    assert (event["restaurant_id"], event["booking_id"]) == (house.id, guest)
    told = event["context"]
    assert set(told) == {
        *("type", "restaurantId", "bookingId", "partySize", "window", "candidates", "selected"),
        *("skipReason", "durationMs", "featureFlags", "timing", "plannerConfig", "diagnostics"),
        *("holdId", "expiresAt"),
    }
    assert (told["holdId"], told["expiresAt"]) == (answer["holdId"], answer["expiresAt"])
    assert told["selected"]["tableIds"] == answer["candidate"]["tableIds"]
    assert told["candidates"][0] == told["selected"]
    assert set(told["timing"]) == {"totalMs", "plannerMs", "holdMs"}
    assert set(told["featureFlags"]) == {
        *("selectorScoring", "opsMetrics", "plannerTimePruning", "adjacencyUndirected"),
        *("holdsStrictConflicts", "allocatorFailHard", "selectorLookahead"),
    }
    full = house.booking(dt.time(19), party_size=100)
    quote(staff.database, QuoteWish(house.id, full, wish.options))
    assert len(staff.told("capacity.selector.quote")) == 1


def test_what_happens_to_holds_is_told(staff: Staff, house: House) -> None:
    """Created, extended, released, confirmed and expired, each with what the dashboards read."""
    guest, author = house.booking(dt.time(19), party_size=4), Author(uuid4())
    held = staff.hold(guest, "T1", seconds=60, author=author)
    extend_hold(staff.database, house.id, guest, held.id, 500, author)
    release_hold(staff.database, house.id, guest, held.id, author)
    held = staff.hold(guest, "T2")
    confirm_hold(staff.database, Confirmation(house.id, guest, held.id, "k"))
    staff.hold(house.booking(dt.time(19), party_size=4), "T3", seconds=-10)
    assert sweep_all_holds(staff.database) == 1
    deliver_outbox(staff.database)
    extra = {"extended": {"previousExpiresAt", "newExpiresAt"}}
    for kind in ("created", "extended", "confirmed", "expired"):
        event = staff.told(f"capacity.hold.{kind}")[0]
        assert event["source"] == "capacity.hold"
        told = set(event["context"]) - {"requestId"}  # the delivery of a confirmation has one
        assert told == HOLD_KEYS | extra.get(kind, set())
        assert event["severity"] == ("warning" if kind == "expired" else "info")
    assert staff.told("capacity.hold.created")[0]["context"]["actorId"] == str(author.actor)
    released = staff.told("hold.released")[0]
    assert (released["source"], released["context"]["holdId"] != str(held.id)) == (
        "capacity.holds",
        True,
    )
    run = staff.only("holds.sweeper.run")
    assert (run["source"], run["restaurant_id"]) == ("capacity.hold_sweeper", None)
    assert set(run["context"]) == {"swept", "iterations", "limit", "durationMs", "at"}
    assert (run["context"]["swept"], run["context"]["iterations"]) == (1, 1)
    assert sweep_all_holds(staff.database) == 0
    assert len(staff.told("holds.sweeper.run")) == 1


def test_h01_q01_a_conflict_with_a_hold_is_told_once(staff: Staff, house: House) -> None:
    """Strict conflict and the refused call, after the refusal was rolled back."""
    holder, guest = (house.booking(dt.time(19), party_size=8) for _ in range(2))
    held = staff.hold(holder, "T1", "T2")
    with pytest.raises(MaitredError):
        staff.hold(guest, "T1", "T2")
    strict, rpc = staff.only("capacity.hold.strict_conflict"), staff.only("capacity.rpc.conflict")
    assert (strict["source"], strict["severity"]) == ("capacity.hold", "warning")
    assert set(strict["context"]) == {
        *("restaurantId", "bookingId", "tableIds", "startAt", "endAt", "conflicts"),
    }
    [conflict] = strict["context"]["conflicts"]
    assert set(conflict) == {
        *("holdId", "bookingId", "tableIds", "startAt", "endAt", "expiresAt"),
    }
    assert (conflict["holdId"], len(conflict["tableIds"])) == (str(held.id), 2)
    assert (rpc["source"], rpc["context"]["source"]) == ("capacity.rpc", "create_hold_conflict")
    assert set(rpc["context"]) == {
        *("source", "bookingId", "restaurantId", "tableIds", "idempotencyKey", "holdId", "error"),
    }
    assert set(rpc["context"]["error"]) == {"code", "message", "details", "hint"}
    assert (rpc["context"]["holdId"], rpc["booking_id"]) == (str(held.id), guest)


def test_a_conflict_with_a_booking_is_no_conflict_of_holds(staff: Staff, house: House) -> None:
    """The refused call is told, and nothing of holds."""
    house.assign(house.booking(dt.time(19), party_size=4), "T1")
    with pytest.raises(MaitredError):
        staff.hold(house.booking(dt.time(19), party_size=4), "T1")
    assert staff.only("capacity.rpc.conflict")["context"]["error"]["code"] == "ASSIGNMENT_CONFLICT"
    assert staff.told("capacity.hold.strict_conflict") == []


def test_manual_work_is_told(staff: Staff, house: House) -> None:
    """Validated, held and confirmed, well and not, with the code and what it was judged by."""
    guest = house.booking(dt.time(19), party_size=8)
    bad, version = staff.chosen(guest, "T1", "T4")
    validate_by_hand(staff.database, bad, version, None, Role.HOST)
    good, version = staff.chosen(guest, "T1", "T2")
    validate_by_hand(staff.database, good, version, None, Role.HOST)
    for selection, seen in ((good, "old"), (bad, version)):
        with pytest.raises(MaitredError):
            hold_by_hand(staff.database, ManualHold(selection, seen), Role.HOST)
    held = hold_by_hand(staff.database, ManualHold(good, version), Role.HOST)
    wanted = Confirmation(house.id, guest, UUID(held["hold"]["id"]), "k")
    with pytest.raises(MaitredError):
        confirm_by_hand(staff.database, wanted, "old")
    confirm_by_hand(staff.database, wanted, held["contextVersion"])
    names = [f"manual.{what}" for what in ("validate", "hold", "confirm")]
    codes = {
        "manual.validate.fail": ["ADJACENCY_INVALID"],
        "manual.hold.fail": ["STALE_CONTEXT", "ADJACENCY_INVALID"],
        "manual.confirm.fail": ["STALE_CONTEXT"],
    }
    for name in names:
        ok = staff.only(f"{name}.ok")
        failed = staff.told(f"{name}.fail")
        for event in (ok, *failed):
            assert (event["source"], set(event["context"])) == ("capacity.manual", MANUAL_KEYS)
            assert (event["restaurant_id"], event["booking_id"]) == (house.id, guest)
            assert event["context"]["type"] == f"capacity.{event['event_type']}"
        assert (ok["context"]["ok"], ok["context"]["code"]) == (True, None)
        policy = held["validation"]["policyVersion"]
        assert (ok["context"]["policyVersion"], ok["context"]["adjacencyRequired"]) == (
            policy,
            True,
        )
        assert [event["context"]["code"] for event in failed] == codes[f"{name}.fail"]
        assert not any(event["context"]["ok"] for event in failed)


def test_drift_and_mismatch_are_told(staff: Staff, house: House) -> None:
    """After the refusal, with what changed; another booking's hold is a conflict."""
    guest, other = (house.booking(dt.time(hour), party_size=4) for hour in (19, 12))
    held = staff.hold(guest, "T1")
    with pytest.raises(MaitredError):
        confirm_hold(staff.database, Confirmation(house.id, other, held.id, "k"))
    rpc = staff.only("capacity.rpc.conflict")["context"]
    assert (rpc["source"], rpc["holdId"]) == ("confirm_hold_booking_mismatch", str(held.id))
    house.connection.execute("update restaurants set timezone = 'Europe/Paris'")
    with pytest.raises(MaitredError):
        confirm_hold(staff.database, Confirmation(house.id, guest, held.id, "k"))
    drift = staff.only("policy_drift.detected")
    assert (drift["source"], drift["severity"]) == ("capacity.policy", "warning")
    assert set(drift["context"]) == {"attempt", "holdId", "kind", "details"}
    assert (drift["context"]["kind"], drift["context"]["holdId"]) == ("policy", str(held.id))
    assert drift["context"]["details"]["changes"][0]["what"] == "timeZone"


def test_an_event_log_that_refuses_fails_nothing(staff: Staff, house: House) -> None:
    """Quotes, holds, refusals and sweeps are the same; the log just stays empty."""
    house.connection.execute(
        "alter table observability_events add constraint nothing check (false) not valid"
    )
    guest, late = (house.booking(dt.time(19), party_size=4) for _ in range(2))
    answer = quote(staff.database, QuoteWish(house.id, guest, QuoteOptions()))
    assert answer["holdId"]
    held_tables = answer["candidate"]["tableNumbers"]
    before = fingerprint(house)
    with pytest.raises(MaitredError) as caught:
        staff.hold(late, *held_tables)
    assert (caught.value.code, fingerprint(house)) == ("ASSIGNMENT_CONFLICT", before)
    choice, version = staff.chosen(late, *held_tables)
    assert validate_by_hand(staff.database, choice, version, None, Role.HOST)["ok"] is False
    confirm_hold(
        staff.database,
        Confirmation(house.id, guest, house.value("select id from table_holds"), "k"),
    )
    staff.hold(late, "F1" if held_tables != ["F1"] else "B1", seconds=-10)
    assert sweep_all_holds(staff.database) == 1
    assert house.value("select count(*) from observability_events") == 0


def test_d08_nobodys_address_or_name_is_told(staff: Staff, house: House) -> None:
    """A reason that names a guest's address loses it; keys of people's names lose their values."""
    guest = house.booking(dt.time(19), party_size=5)
    choice, version = staff.chosen(guest, "T1")
    override = Override(frozenset({"capacity"}), "asked by Jo <jo.doe@example.co.uk>, a high chair")
    hold_by_hand(staff.database, ManualHold(choice, version, override=override), Role.OWNER)
    reason = staff.only("capacity.hold.created")["context"]["metadata"]["byHand"]["reason"]
    assert reason == "asked by Jo <[redacted-email]>, a high chair"
    assert sanitised(
        {
            "createdByName": "Jo",
            "customer_name": "Jo",
            "guest": [{"guestFullName": "Jo", "tableNumbers": ["4"], "guestName": None}],
            "zoneName": "Main",
        }
    ) == {
        "createdByName": "[redacted]",
        "customer_name": "[redacted]",
        "guest": [{"guestFullName": "[redacted]", "tableNumbers": ["4"], "guestName": None}],
        "zoneName": "Main",
    }
