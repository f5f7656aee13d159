"""Written cases of the checker: which tables may stand together, and for whom."""

from tests.checker_case import CLOSED, NEW, ROW, TWOS, A, B, Case, case, kept, pair, row
from tests.solver_days import booking, day, named, table

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

STAR, RING, SQUARE = "A-B A-C A-D", "A-B B-C C-D A-D", "A-B B-C C-D A-D A-C B-D"


def standing(edges: str, mode: str, plan: str, *codes: str) -> Case:
    """Return a case of eight guests on two-seated tables that stand so."""
    rules = {"max_tables": 5, "adjacency_mode": mode}
    problem = day(TWOS, [booking("b1", 2 * len(plan.split("+")))], edges, rules=rules)
    return case(f"{mode}: {plan} of {edges}", problem, {"b1": plan}, *codes)


MODES = [
    standing(STAR, "pairwise", "A+B"),
    standing(STAR, "pairwise", "B+C", "adjacency"),
    standing(STAR, "pairwise", "A+B+C", "adjacency"),
    standing(SQUARE, "pairwise", "A+B+C"),
    standing(SQUARE, "pairwise", "A+B+C+D"),
    standing("A-B B-C C-D A-D A-C", "pairwise", "A+B+C+D", "adjacency"),
    standing(STAR, "neighbors", "A+B+C"),
    standing(STAR, "neighbors", "B+C+D", "adjacency"),
    standing(STAR, "neighbors", "D+C+B+A"),
    standing(RING, "neighbors", "A+B+C"),
    standing(RING, "neighbors", "A+B+C+D", "adjacency"),
    standing(ROW, "neighbors", "A+B+C+D", "adjacency"),
    standing(SQUARE, "neighbors", "A+B+C+D"),
    standing("A-B C-D", "neighbors", "A+B+C+D", "adjacency"),
    standing("A-B C-D", "pairwise", "A+B+C+D", "adjacency"),
    standing(RING, "connected", "A+B+C+D"),
    standing("A-B", "connected", "A+C+B", "adjacency"),
    standing("A-B", "connected", "C+A+B", "adjacency"),
    case(
        "a mode without adjacency",
        row(6, require_adjacency=False, adjacency_mode="pairwise"),
        {"b1": "A+C+E"},
    ),
    case(
        "kept, pairwise since",
        kept(6, "A+B+C", *TWOS, edges=ROW, rules={"adjacency_mode": "pairwise"}),
        {"b1": "A+B+C"},
        stale=["b1"],
    ),
]

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
