"""Commits against each other and against callers that know nothing of maitred, in every order.

What each cast of sessions may come to is in ``interleavings.txt``. Of two sessions the long form
tries every order of their steps and has to see exactly what is there; a sample has to see nothing
else.
"""

import random
import time
from collections.abc import Iterator
from itertools import combinations_with_replacement

import pytest

from tests.budgets import SOAK, TRIPLES_SAMPLED, TWO_SESSIONS_SAMPLED
from tests.concurrency.chaos import say
from tests.concurrency.interleaved_kinds import KINDS
from tests.concurrency.interleaved_play import Cast, Tally, differences, read_table
from tests.concurrency.interleaved_world import World
from tests.concurrency.interleaving import Schedule, interleavings, sample
from tests.integration.postgres_servers import Database

SEED = 20300601
"""Of the samples: the same orders every time, so that a failure comes again."""

PAIRS: tuple[Cast, ...] = tuple(
    pair
    for pair in combinations_with_replacement(KINDS, 2)
    if any(KINDS[name].ours for name in pair)
)

RULED: tuple[Cast, ...] = (
    ("seat", "rival"),
    ("seat", "plan"),
    ("seat", "assign"),
    ("seat", "hold"),
    ("rival", "cancel"),
    ("move", "undo"),
    ("move", "hold"),
    ("clear", "assign"),
    ("plan", "assign"),
    ("plan", "hold"),
)
"""In a restaurant with capacity rules: the functions check them, and lock for that."""

TRIPLES: tuple[Cast, ...] = (
    ("seat", "rival", "plan"),
    ("seat", "plan", "plan"),
    ("seat", "swap", "cancel"),
    ("seat", "free", "plan"),
    ("seat", "plan", "hold"),
    ("rival", "assign", "hold"),
    ("move", "clear", "plan"),
    ("move", "plan", "assign"),
    ("move", "undo", "unassign"),
    ("clear", "plan", "undo"),
)


TIMEOUT = pytest.mark.timeout(3600 if SOAK else 120)


@pytest.fixture
def world(database: Database, request: pytest.FixtureRequest) -> Iterator[World]:
    """The restaurant that sessions quarrel about."""
    made = World(database, rules=getattr(request, "param", False))
    yield made
    made.close()


def orders(cast: Cast, sampled: int | None) -> list[Schedule]:
    """Return a sample of the orders of a cast's steps; None means all of them."""
    steps = [KINDS[name].steps for name in cast]
    if sampled is None:
        return list(interleavings(steps))
    return sample(steps, sampled, random.Random(f"{SEED} {cast}"))


def perform(
    world: World, casts: tuple[Cast, ...], sampled: int | None, what: str, prefix: str = ""
) -> None:
    """Play all casts, and compare with the table; say what was seen."""
    tally, began = Tally(), time.monotonic()
    for cast in casts:
        tally.play(world, cast, orders(cast, sampled), prefix + " ".join(cast))
    seconds = time.monotonic() - began
    line = f"interleavings of {what}: seed {SEED}, {tally.line}, {seconds:.0f} s"
    say(line)
    assert tally.violations == [], line
    assert differences(tally.seen, read_table(), whole=sampled is None) == [], line
    assert tally.blocked >= tally.schedules / 10, f"did not test, nobody waited: {line}"
    if sampled is None:
        assert tally.deadlocks + tally.again > 0, f"did not test, nobody deadlocked: {line}"


@TIMEOUT
def test_two_sessions(world: World) -> None:
    """Every pair of which one is ours."""
    perform(world, PAIRS, TWO_SESSIONS_SAMPLED, "two")


@pytest.mark.parametrize("world", [True], indirect=True)
@TIMEOUT
def test_two_sessions_with_capacity_rules(world: World) -> None:
    """Where the functions lock the restaurant too."""
    perform(world, RULED, TWO_SESSIONS_SAMPLED, "two with capacity rules", "ruled ")


@TIMEOUT
def test_three_sessions(world: World) -> None:
    """A sample of orders of three."""
    perform(world, TRIPLES, TRIPLES_SAMPLED, "three")


def test_the_table_has_every_cast() -> None:
    """And no other one; every line ends in what the restaurant looks like."""
    table = read_table()
    titles = [" ".join(cast) for cast in (*PAIRS, *TRIPLES)]
    assert set(table) == {*titles, *(f"ruled {' '.join(cast)}" for cast in RULED)}
    for title, outcomes in table.items():
        assert outcomes
        cast = title.removeprefix("ruled ").split()
        for outcome in outcomes:
            said, _, state = outcome.partition(" | ")
            assert len(said.split()) == len(cast), outcome
            assert state.startswith("m="), outcome
