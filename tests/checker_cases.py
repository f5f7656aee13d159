"""Plans with what the independent checker must say of them, written by hand.

Two test files read them: one runs the checker over them, the other plants mistakes in the checker
and expects every mistake to show here.
"""

from dataclasses import dataclass, field
from typing import Any

from models.booking import BookingStatus
from models.problem import DayProblem
from solver.checker import Verdict
from tests.solver_days import at, booking, day, named, table, taken


@dataclass(frozen=True)
class Case:
    """A plan (``{"b1": "A+B"}``), the codes it must be blamed for, and who is stale."""

    name: str
    problem: DayProblem
    plan: dict[str, str]
    codes: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    points: dict[str, float] | None = None
    """Points by term, without the terms that are 0."""
    seats: dict[str, int] | None = None

    @property
    def decisions(self) -> dict[str, list[str]]:
        """The plan as the checker takes it."""
        return {key: text.split("+") if text else [] for key, text in self.plan.items()}

    def agrees(self, verdict: Verdict) -> bool:
        """Tell whether a verdict is the one written here."""
        points = {term: value / 100 for term, value in verdict.terms.items() if value}
        return (
            sorted(violation.code for violation in verdict.violations) == self.codes
            and sorted(verdict.stale) == self.stale
            and (self.points is None or points == self.points)
            and (self.seats is None or verdict.seats == self.seats)
        )


def case(name: str, problem: DayProblem, plan: dict[str, str], *codes: str, **fields: Any) -> Case:
    """Return a case; the codes may be given in any order."""
    return Case(name, problem, plan, sorted(codes), **fields)


A, B, C, D = (table(key, 4) for key in "ABCD")
TWOS = tuple(table(key, 2) for key in "ABCDE")
ROW = "A-B B-C C-D D-E"
CLOSED = table("A", 4, active=False)
HAS_A, NEW = booking("b1", 2, has="A"), booking("b2", 4)
BOTH_ON_A = [booking("b1", 2, has="A"), booking("b2", 4, has="A")]
STAYS = booking("b1", 2, has="A", locked=True)
GONE = booking("b1", 2, has="A", status=BookingStatus.CANCELLED)


def pair(party: int, **rules: Any) -> DayProblem:
    """Return one party and two neighbouring 4-tops."""
    return day([A, B], [booking("b1", party)], "A-B", rules=rules)


def row(party: int, **rules: Any) -> DayProblem:
    """Return one party and a row of five 2-tops."""
    return day(TWOS, [booking("b1", party)], ROW, rules=rules)


def two(first: dict[str, Any], second: dict[str, Any], **fields: Any) -> DayProblem:
    """Return two bookings of two guests and one table."""
    guests = [booking("b1", 2, **first), booking("b2", 2, **second)]
    return day([A], guests, **fields)


def kept(party: int, has: str, *tables: Any, edges: str = "", **fields: Any) -> DayProblem:
    """Return a rebuild with one booking that already has tables."""
    return day(tables, [booking("b1", party, has=has)], edges, mode="rebuild", **fields)


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
FREE = {"rules": {"merges": False}, "mode": "improve"}

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

LIMITED = table("A", 6, min_party=3, max_party=5)

SINGLES = [
    case("a full table", day([A], [booking("b1", 4)]), {"b1": "A"}, seats={"b1": 4}),
    case("one too many", day([A], [booking("b1", 5)]), {"b1": "A"}, "capacity"),
    case("below min_party", day([LIMITED], [booking("b1", 2)]), {"b1": "A"}, "party_limits"),
    case("at min_party", day([LIMITED], [booking("b1", 3)]), {"b1": "A"}),
    case("at max_party", day([LIMITED], [booking("b1", 5)]), {"b1": "A"}),
    case("above max_party", day([LIMITED], [booking("b1", 6)]), {"b1": "A"}, "party_limits"),
    case("out of service", day([CLOSED], [booking("b1", 2)]), {"b1": "A"}, "in_service"),
    case("kept out of service", kept(2, "A", CLOSED), {"b1": "A"}, stale=["b1"]),
    case("kept too small", kept(5, "A", A), {"b1": "A"}, stale=["b1"]),
    case("moved to too small", kept(5, "A", A, B), {"b1": "B"}, "capacity"),
    case("a single needs no merge rule", pair(2, merges=False), {"b1": "A"}),
    case("fixed tables serve alone", day([table("A", movable=False)], [NEW]), {"b2": "A"}),
]

SLOW = table("A", 4, max_party=3)
LOST = {"seats_lost_per_join": 1}
NAMED = {"named_sets": (named("A+B"),)}
NINE = {"named_sets": (named("A+B", capacity=9),), "seats_lost_per_join": 1}
BARRED = {"named_sets": (named("A+B", "forbid"),)}
FAR = (table("A", 4, movable=False), table("B", 4, zone="Y"))

MERGES = [
    case("a merge", pair(7), {"b1": "A+B"}, seats={"b1": 8}),
    case("a full merge", pair(8), {"b1": "A+B"}),
    case("one too many on a merge", pair(9), {"b1": "A+B"}, "capacity"),
    case("merges off", pair(7, merges=False), {"b1": "A+B"}, "merges_off"),
    case("three tables", row(6), {"b1": "A+B+C"}),
    case("four tables of three", row(8), {"b1": "A+B+C+D"}, "max_tables"),
    case("four tables of four", row(8, max_tables=4), {"b1": "A+B+C+D"}),
    case(
        "across zones",
        day([A, table("B", 4, zone="Y")], [booking("b1", 7)], "A-B"),
        {"b1": "A+B"},
        "one_zone",
    ),
    case(
        "with a fixed table",
        day([A, table("B", 4, movable=False)], [booking("b1", 7)], "A-B"),
        {"b1": "A+B"},
        "movable",
    ),
    case(
        "with a closed table",
        day([CLOSED, B], [booking("b1", 7)], "A-B"),
        {"b1": "A+B"},
        "in_service",
    ),
    case("apart", row(4), {"b1": "A+C"}, "adjacency"),
    case("two pairs", row(8, max_tables=4), {"b1": "A+B+D+E"}, "adjacency"),
    case("listed from the middle", row(6), {"b1": "B+C+A"}),
    case("apart, adjacency off", row(4, require_adjacency=False), {"b1": "A+C"}),
    case("no edges at all", day([A, B], [booking("b1", 7)]), {"b1": "A+B"}),
    case(
        "no edges, named only",
        day([A, B], [booking("b1", 7)], rules={"without_edges": "named_only"}),
        {"b1": "A+B"},
        "adjacency",
    ),
    case(
        "no edges, named only, adjacency off",
        day(
            [A, B],
            [booking("b1", 7)],
            rules={"without_edges": "named_only", "require_adjacency": False},
        ),
        {"b1": "A+B"},
    ),
    case("seats lost", pair(8, **LOST), {"b1": "A+B"}, "capacity"),
    case("seats lost, still enough", pair(7, **LOST), {"b1": "A+B"}, seats={"b1": 7}),
    case("seats lost twice", row(5, **LOST), {"b1": "A+B+C"}, "capacity"),
    case("no overage allowed", pair(7, max_merge_overage=0), {"b1": "A+B"}, "merge_overage"),
    case("a full merge, no overage", pair(8, max_merge_overage=0), {"b1": "A+B"}),
    case("overage without limit", pair(5, max_merge_overage=None), {"b1": "A+B"}),
    case("overage at the limit", pair(5, max_merge_overage=3), {"b1": "A+B"}),
    case(
        "overage counts seats lost",
        pair(5, max_merge_overage=2, **LOST),
        {"b1": "A+B"},
    ),
    case("a table to spare", pair(4), {"b1": "A+B"}, "minimal_merge"),
    case("a table to spare, rule off", pair(4, minimal_merges=False), {"b1": "A+B"}),
    case(
        "the spare table is the last",
        day([A, table("B", 3), table("C", 1)], [booking("b1", 7)], "A-B B-C"),
        {"b1": "A+B+C"},
        "minimal_merge",
    ),
    case(
        "without it the rest loses a seat",
        day([A, table("B", 3), table("C", 2)], [booking("b1", 7)], "A-B B-C", rules=LOST),
        {"b1": "A+B+C"},
    ),
    case(
        "a part's own name does not make it large enough",
        day(
            TWOS[:3],
            [booking("b1", 5)],
            "A-B B-C",
            rules={"named_sets": (named("A+B", capacity=6),)},
        ),
        {"b1": "A+B+C"},
    ),
    case(
        "kept merge, merges off since",
        kept(7, "A+B", A, B, edges="A-B", rules={"merges": False}),
        {"b1": "A+B"},
        stale=["b1"],
    ),
    case("kept apart", kept(4, "A+C", *TWOS, edges=ROW), {"b1": "A+C"}, stale=["b1"]),
]

NAMES = [
    case("named", day(FAR, [booking("b1", 8)], rules=NAMED), {"b1": "A+B"}),
    case("named, with waste", day(FAR, [booking("b1", 2)], rules=NAMED), {"b1": "A+B"}),
    case("named, too small", day(FAR, [booking("b1", 9)], rules=NAMED), {"b1": "A+B"}, "capacity"),
    case("own capacity", day(FAR, [booking("b1", 9)], rules=NINE), {"b1": "A+B"}, seats={"b1": 9}),
    case(
        "own capacity too small",
        day(FAR, [booking("b1", 8)], rules={"named_sets": (named("A+B", capacity=7),)}),
        {"b1": "A+B"},
        "capacity",
    ),
    case("named, merges off", pair(7, merges=False, **NAMED), {"b1": "A+B"}, "merges_off"),
    case("more than named", row(6, max_tables=2, **NAMED), {"b1": "A+B+C"}, "max_tables"),
    case("forbidden", pair(7, **BARRED), {"b1": "A+B"}, "named_sets"),
    case("around a forbidden pair", row(6, **BARRED), {"b1": "A+B+C"}, "named_sets"),
    case("beside a forbidden pair", row(4, **BARRED), {"b1": "B+C"}),
    case(
        "named around a forbidden pair",
        row(6, named_sets=(named("A+B", "forbid"), named("A+B+C"))),
        {"b1": "A+B+C"},
        "named_sets",
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

CASES = [*NONSENSE, *CHANGES, *MOVES, *SINGLES, *MERGES, *NAMES, *SHARING, *OCCUPANCY, *WORTH]
