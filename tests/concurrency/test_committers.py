"""Sixteen committers on sixty tables while backends of the database and they are killed."""

import random
import sys
from pathlib import Path

import pytest

from tests.concurrency.chaos import SECONDS, on, taken
from tests.concurrency.crowd import (
    Crowd,
    broken_promises,
    changed_answers,
    counts,
    rate,
    unexpected_refusals,
)
from tests.concurrency.history import Taken, double_bookings
from tests.integration.postgres_servers import (
    DURABLE,
    POSTGRES15,
    House,
    at,
    running_server,
)


@pytest.mark.parametrize("name", on("pg18"))
@pytest.mark.timeout(SECONDS + 180)
def test_sixteen_committers(name: str, tmp_path: Path) -> None:
    """No table is given twice, every acknowledged request stands, no answer changes, and nobody is
    refused for anything but that a table is taken: no deadlock reaches a caller."""
    binaries = POSTGRES15 if name == "pg15" else None
    seed = random.randrange(2**32)
    with (
        running_server("crowd", binaries, DURABLE) as server,
        server.database() as database,
        database.connect(autocommit=True) as connection,
    ):
        crowd = Crowd(database.dsn, House.build(connection), tmp_path, seed)
        kills = crowd.work(SECONDS, database)
        with database.connect() as after:
            rows = taken(after)
    log = crowd.log()
    found = counts(log)
    violations = [
        *broken_promises(log, rows),
        *changed_answers(log),
        *double_bookings(rows),
        *unexpected_refusals(log),
    ]
    line = (
        f"committers killed: seed {seed}, {found['asked']} operations, {found['ok']} acknowledged "
        f"({rate(log):.0f} a second), {found['replayed']} replayed, "
        f"{found['refused']} refused, {found['unknown']} unknown, {kills} kills, "
        f"{len(violations)} violations"
    )
    if sys.__stdout__ is not None:
        sys.__stdout__.write(f"\n{line}\n")
    assert violations == [], line
    assert kills >= SECONDS / 4, f"did not test, too few kills: {line}"
    assert found["ok"] >= 10 * SECONDS, f"did not test, too few acknowledgements: {line}"
    assert found["refused"] >= found["ok"] / 20, f"did not test, nobody was in the way: {line}"


def asked(
    key: str, booking: str, *tables: str, ended: str | None = "ok"
) -> list[dict[str, object]]:
    """Return the lines of one request."""
    line = {"key": key, "booking": booking, "tables": list(tables)}
    end = [] if ended is None else [{**line, "is": ended, "body": key, "code": "X"}]
    return [{**line, "is": "asked"}, *end]


def test_bad_logs_are_caught() -> None:
    """Lost, half-written, or never asked for; what got no answer may be there or not."""

    def row(booking: str, table: str) -> Taken:
        return Taken(booking, table, at(19), at(20))

    log = [*asked("1", "a", "T1"), *asked("2", "a", "T2", "T3"), *asked("3", "b", "T4", ended=None)]
    good = [row("a", "T2"), row("a", "T3")]
    assert broken_promises(log, good) == []
    assert broken_promises(log, [*good, row("b", "T4")]) == []
    assert broken_promises(log, good[1:]) == ["a"]
    assert broken_promises(log, []) == ["a"]
    assert broken_promises(log, [row("a", "T1")]) == ["a"]
    assert broken_promises(log, [*good, row("b", "T5")]) == ["b"]
    assert broken_promises(log, [*good, row("c", "T5")]) == ["c"]
    refused = [*log, *asked("4", "a", "T9", ended="refused")]
    assert broken_promises(refused, [row("a", "T9")]) == ["a"]
    assert unexpected_refusals(refused) == ["a: X"]
    changed = [*log, {**log[1], "body": "other"}]
    assert (changed_answers(log), changed_answers(changed)) == ([], ["a 1"])
