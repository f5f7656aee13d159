"""Plans with what the independent checker must say of them, written by hand.

Two test files read them: one runs the checker over them, the other plants mistakes in the checker
and expects every mistake to show here.
"""

from typing import Any

from tests.checker_case import (
    BOTH_ON_A,
    GONE,
    HAS_A,
    NEW,
    STAYS,
    A,
    B,
    C,
    case,
    kept,
    pair,
    row,
    two,
)
from tests.checker_set_cases import MERGES, MODES, NAMES, SINGLES
from tests.solver_days import at, booking, day, table, taken

NONSENSE = [
    case("unknown booking", pair(2), {"ghost": "A"}, "unknown_booking"),
    case("unknown table", pair(2), {"b1": "X"}, "unknown_table"),
    case("unknown table among known", pair(7), {"b1": "A+X"}, "unknown_table"),
    case("no table at all", pair(2), {"b1": ""}, "bad_table_list"),
    case("a table twice", pair(7), {"b1": "A+A"}, "bad_table_list"),
    case("nonsense counts for nothing", pair(2), {"b1": "X"}, "unknown_table", points={}),
]

CHANGES = [
    case("gone but seated", day([A], [GONE]), {"b1": "A"}, "gone"),
    case("gone and left out", day([A], [GONE]), {}),
    case("locked but moved", day([A, B], [STAYS], mode="rebuild"), {"b1": "B"}, "locked"),
    case("locked but dropped", day([A], [STAYS], mode="rebuild"), {}, "locked"),
    case("locked and kept", day([A], [STAYS], mode="rebuild"), {"b1": "A"}),
    case("locked without", day([A], [booking("b1", locked=True)]), {"b1": "A"}, "locked"),
    case("seated in fill but moved", day([A, B], [HAS_A]), {"b1": "B"}, "locked"),
    case("started but moved", kept(2, "A", A, B, as_of=at("19:00")), {"b1": "B"}, "locked"),
    case("not started, moved", kept(2, "A", A, B, as_of=at("18:59")), {"b1": "B"}),
    case("unseated for more", day([A], [HAS_A, NEW], mode="rebuild"), {"b2": "A"}, "lost_tables"),
    case("double-booked: one goes", day([A], BOTH_ON_A, mode="rebuild"), {"b2": "A"}),
    case("double-booked: both go", day([A], BOTH_ON_A, mode="rebuild"), {}),
    case(
        "same table at other times is no double booking",
        two({"has": "A"}, {"has": "A", "start": 600, "end": 660}, mode="rebuild"),
        {"b2": "A"},
        "lost_tables",
    ),
    case(
        "other tables at one time are no double booking",
        day([A, B], [HAS_A, booking("b2", 4, has="B")], mode="rebuild"),
        {"b2": "B"},
        "lost_tables",
    ),
    case(
        "a cancelled claim contests nothing",
        day([A], [GONE, booking("b2", 4, has="A")], mode="rebuild"),
        {},
        "lost_tables",
    ),
    case("closed under a guest", kept(2, "A", A, occupancy=(taken("A"),)), {}),
    case(
        "closed at another time",
        kept(2, "A", A, occupancy=(taken("A", 600, 660),)),
        {},
        "lost_tables",
    ),
    case("another table closed", kept(2, "A", A, B, occupancy=(taken("B"),)), {}, "lost_tables"),
    case(
        "the guest's own hold contests nothing",
        kept(2, "A", A, occupancy=(taken("A", booking="b1"),)),
        {},
        "lost_tables",
    ),
]

MOVERS = [booking(f"b{i}", 2, has="ABC"[i]) for i in range(3)]
AROUND = {"b0": "B", "b1": "C", "b2": "A"}
FREE: dict[str, Any] = {"rules": {"merges": False}, "mode": "improve"}

MOVES = [
    case("three moves of three", day([A, B, C], MOVERS, max_moves=3, **FREE), AROUND),
    case("three moves of two", day([A, B, C], MOVERS, max_moves=2, **FREE), AROUND, "max_moves"),
    case("any number", day([A, B, C], MOVERS, **FREE), AROUND),
    case("new guests are no moves", day([A], [booking("b1")], max_moves=0, **FREE), {"b1": "A"}),
    case("losing a contested table", day([A], BOTH_ON_A, max_moves=0, **FREE), {"b2": "A"}),
    case(
        "a part of the tables is a move",
        kept(2, "A+B", A, B, edges="A-B"),
        {"b1": "A"},
        points={"cover": 2000, "booking": 500, "move": -50, "overage": -10},
    ),
    case(
        "the same tables in another order are none",
        kept(7, "A+B", A, B, edges="A-B"),
        {"b1": "B+A"},
        points={
            "cover": 7000,
            "booking": 500,
            "overage": -5,
            "extra_table": -3,
            "fragmentation": -8,
            "adjacency_depth": -1,
        },
    ),
]

SHARING = [
    case("one after the other", two({"end": "19:30"}, {"start": "19:30"}), {"b1": "A", "b2": "A"}),
    case(
        "at one time",
        two({}, {"start": "20:29", "end": "22:00"}),
        {"b1": "A", "b2": "A"},
        "overlap",
    ),
    case(
        "one within the other",
        two({}, {"start": "19:10", "end": "19:20"}),
        {"b1": "A", "b2": "A"},
        "overlap",
    ),
    case(
        "one slot, other times",
        two({"slot": "s"}, {"start": 600, "end": 660, "slot": "s"}),
        {"b1": "A", "b2": "A"},
        "overlap",
    ),
    case(
        "other slots, other times",
        two({"slot": "s"}, {"start": 600, "end": 660, "slot": "t"}),
        {"b1": "A", "b2": "A"},
    ),
    case(
        "empty slots",
        two({"slot": ""}, {"start": 600, "end": 660, "slot": ""}),
        {"b1": "A", "b2": "A"},
    ),
    case(
        "a table of a merge",
        day([A, B], [booking("b1", 7), NEW], "A-B"),
        {"b1": "A+B", "b2": "B"},
        "overlap",
    ),
    case(
        "one slot on other tables",
        day([A, B], [booking("b1", slot="s"), booking("b2", slot="s")]),
        {"b1": "A", "b2": "B"},
    ),
    case(
        "three on one table",
        day([A], [booking(f"b{i}", 2) for i in range(3)]),
        {f"b{i}": "A" for i in range(3)},
        "overlap",
        "overlap",
        "overlap",
    ),
    case(
        "far apart with a long one between",
        day(
            [A],
            [booking("b1", 2, 600, 900), booking("b2", 2, 610, 620), booking("b3", 2, 700, 710)],
        ),
        {"b1": "A", "b2": "A", "b3": "A"},
        "overlap",
        "overlap",
    ),
    case(
        "both fixed on one table", day([A], BOTH_ON_A), {"b1": "A", "b2": "A"}, stale=["b1", "b2"]
    ),
    case(
        "both kept though free to move",
        day([A], BOTH_ON_A, mode="rebuild"),
        {"b1": "A", "b2": "A"},
        "overlap",
    ),
    case(
        "one fixed, one free to move",
        day([A], [STAYS, booking("b2", 4, has="A")], mode="rebuild"),
        {"b1": "A", "b2": "A"},
        "overlap",
    ),
    case(
        "a new guest on a fixed one's table",
        day([A], [HAS_A, NEW]),
        {"b1": "A", "b2": "A"},
        "overlap",
    ),
]

OCCUPANCY = [
    case("taken", day([A], [NEW], occupancy=(taken("A"),)), {"b2": "A"}, "occupancy"),
    case("taken before", day([A], [NEW], occupancy=(taken("A", 600, "19:00"),)), {"b2": "A"}),
    case("taken after", day([A], [NEW], occupancy=(taken("A", "20:30", "22:00"),)), {"b2": "A"}),
    case("another table taken", day([A, B], [NEW], occupancy=(taken("B"),)), {"b2": "A"}),
    case("one's own hold", day([A], [NEW], occupancy=(taken("A", booking="b2"),)), {"b2": "A"}),
    case(
        "another's hold",
        day([A], [NEW], occupancy=(taken("A", booking="b9"),)),
        {"b2": "A"},
        "occupancy",
    ),
    case(
        "one table of a merge taken",
        day([A, B], [booking("b1", 7)], "A-B", occupancy=(taken("B"),)),
        {"b1": "A+B"},
        "occupancy",
    ),
    case(
        "fixed on a closed table",
        day([A], [HAS_A], occupancy=(taken("A"),)),
        {"b1": "A"},
        stale=["b1"],
    ),
    case(
        "kept on a closed table, free to move",
        kept(2, "A", A, occupancy=(taken("A"),)),
        {"b1": "A"},
        "occupancy",
    ),
    case(
        "a slot taken",
        day([A], [booking("b1", 2, slot="s")], occupancy=(taken("A", 600, 660, slot="s"),)),
        {"b1": "A"},
        "occupancy",
    ),
]

WORTH = [
    case("nothing", pair(2), {}, points={}, seats={}),
    case(
        "priority and overage",
        day([A], [booking("b1", 3, priority=2)]),
        {"b1": "A"},
        points={"cover": 3000, "booking": 500, "priority": 4000, "overage": -5},
    ),
    case(
        "five seats too many is an overflow",
        day([table("A", 7)], [booking("b1", 2)]),
        {"b1": "A"},
        points={"cover": 2000, "booking": 500, "overage": -25, "overflow": -200},
    ),
    case(
        "four are not",
        day([table("A", 6)], [booking("b1", 2)]),
        {"b1": "A"},
        points={"cover": 2000, "booking": 500, "overage": -20},
    ),
    case(
        "a row of three",
        row(6),
        {"b1": "C+A+B"},
        points={
            "cover": 6000,
            "booking": 500,
            "extra_table": -6,
            "fragmentation": -8,
            "adjacency_depth": -2,
        },
    ),
    case(
        "a merge around a big table, apart",
        day(
            [table("A", 6), table("B", 2), table("C", 2)],
            [booking("b1", 8)],
            "B-C",
            rules={"require_adjacency": False},
        ),
        {"b1": "A+B"},
        points={
            "cover": 8000,
            "booking": 500,
            "extra_table": -3,
            "fragmentation": -4,
            "adjacency_depth": -2,
        },
    ),
    case(
        "a stale seat short of the party wastes none",
        kept(5, "A", A),
        {"b1": "A"},
        stale=["b1"],
        points={"cover": 5000, "booking": 500},
    ),
    case(
        "own weights, in hundredths",
        day(
            [A, B],
            [booking("b1", 3, has="B", priority=1)],
            mode="rebuild",
            weights={"cover": 0.25, "booking": 0, "priority": 1.5, "move": 0.01, "overage": 7},
        ),
        {"b1": "A"},
        points={"cover": 0.75, "priority": 1.5, "move": -0.01, "overage": -7},
    ),
    case(
        "a stale merge is no overflow",
        kept(2, "A+B", A, B, edges="A-B"),
        {"b1": "A+B"},
        stale=["b1"],
        points={
            "cover": 2000,
            "booking": 500,
            "overage": -30,
            "extra_table": -3,
            "fragmentation": -8,
            "adjacency_depth": -1,
        },
    ),
]

CASES = [
    *NONSENSE,
    *CHANGES,
    *MOVES,
    *SINGLES,
    *MERGES,
    *MODES,
    *NAMES,
    *SHARING,
    *OCCUPANCY,
    *WORTH,
]
