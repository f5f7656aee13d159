"""Every checker of histories catches a bad one made by hand, and accepts a good one."""

import datetime as dt
import json
import socket
import time
from typing import Any
from uuid import uuid4

import pytest

from tests.concurrency import chaos
from tests.concurrency.history import (
    History,
    Kind,
    Op,
    Taken,
    changed_replays,
    double_bookings,
    half_written,
    lost_acknowledgements,
)


def at(hour: int) -> dt.datetime:
    """Return an instant of a day."""
    return dt.datetime(2030, 6, 1, hour, tzinfo=dt.UTC)


def ack(key: str, **assigned: list[str]) -> Op:
    """Return an acknowledgement of bookings with tables."""
    answer: dict[str, Any] = {
        "assigned": [{"bookingId": name, "tableIds": tables} for name, tables in assigned.items()]
    }
    return Op(key, Kind.OK, json.dumps(answer).encode())


def row(booking: str, table: str, start: int = 19, end: int = 21) -> Taken:
    """Return a row of the database."""
    return Taken(booking, table, at(start), at(end))


def test_a_changed_replay_is_caught() -> None:
    """Only answers count: a refusal in between is none."""
    good = [ack("k", a=["T1"]), Op("k", Kind.REFUSED, b"no"), ack("k", a=["T1"]), ack("l")]
    assert changed_replays(good) == []
    assert changed_replays([*good, ack("k", a=["T2"])]) == ["k"]


def test_a_lost_acknowledgement_is_caught() -> None:
    """Missing, in part, or on other tables; what was never acknowledged may be there."""
    ops = [ack("k", a=["T1", "T2"]), Op("l", Kind.UNKNOWN)]
    whole = [row("a", "T1"), row("a", "T2"), row("b", "T3")]
    assert lost_acknowledgements(ops, whole) == []
    for rows in ([], whole[1:], [*whole, row("a", "T4")], [row("a", "T5")]):
        assert lost_acknowledgements(ops, rows) == ["a"]


def test_a_double_booking_is_caught() -> None:
    """Windows that touch are none."""
    assert double_bookings([row("a", "T1", 17, 19), row("b", "T1", 19, 21)]) == []
    assert double_bookings([row("a", "T1"), row("b", "T2")]) == []
    assert double_bookings([row("a", "T1", 17, 20), row("b", "T1", 19, 21)]) == ["a and b on T1"]


def test_a_half_written_plan_is_caught() -> None:
    """All or nothing of it."""
    plan = {"a": frozenset({"T1"}), "b": frozenset({"T2", "T3"})}
    whole = [row("a", "T1"), row("b", "T2"), row("b", "T3")]
    assert half_written([plan], whole) == []
    assert half_written([plan], []) == []
    assert half_written([plan], whole[:1]) == ["plan 0: 1 of 2 bookings"]
    assert half_written([plan], whole[:2]) == ["plan 0: 1 of 2 bookings"]


def test_a_history_counts() -> None:
    """By how operations ended."""
    history = History()
    for op in (ack("k"), ack("k"), Op("k", Kind.UNKNOWN)):
        history.add(op)
    assert [history.count(kind) for kind in Kind] == [2, 0, 1]


def test_only_who_waits_after_the_last_kill_is_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as it is killed again and again, a client may wait longer than for anything else."""
    monkeypatch.setattr(chaos, "NEVER_SECONDS", 0.3)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with chaos.Clients(url, uuid4(), 2 * chaos.CLIENTS) as clients:
            time.sleep(0.6)
            assert clients.stuck == []
    assert len(clients.stuck) == chaos.CLIENTS
