"""Advice on the room: tables to buy, split and swap, and joins, on days that are done by hand."""

from collections.abc import Iterator

import pytest

from models.booking import BookingStatus
from models.errors import InvalidInputError
from models.problem import DayProblem, Mode
from scenarios.advise.advice import Advice
from scenarios.advise.days import as_demand, varied
from scenarios.advise.joins import JoinsAdvice, JoinsAsked, advise_joins
from scenarios.advise.solving import Solving
from scenarios.advise.table_candidates import bought, sensible_sizes, split
from scenarios.advise.tables import Change, TablesAsked, advise_tables
from scenarios.compare import Verdict
from scenarios.scenario import Scenario
from solver.checker import check_plan
from tests.advised import gains, option, solving_here
from tests.solver_days import booking, day, table, taken


@pytest.fixture(scope="module")
def solving() -> Iterator[Solving]:
    """One set of processes for all of these."""
    with solving_here() as lent:
        yield lent


def named(problem: DayProblem, key: str) -> DayProblem:
    """Return a day as demand, with an id of its own."""
    return as_demand(problem.replace(id=key))


SIXES = [booking(f"six{n}", 6) for n in range(3)]
LACKS_A_SIX = named(day([table("A", 6), table("B", 6), table("C", 2)], SIXES, "A-B"), "six")
"""Three parties of six, two tables for six, and a table for two that nobody asks for."""

FOURS = [booking(f"four{n}", 4) for n in range(2)]
ONE_EIGHT = named(day([table("E", 8)], FOURS), "eight")
"""Two parties of four at one table for eight."""


def test_the_table_to_buy_is_known(solving: Solving) -> None:
    """A table for six seats the third party: six guests, at 1,000 points each and 500 for it."""
    found = advise_tables([LACKS_A_SIX], solving)
    assert found.recommendation == "Buy a table for 6 in Z: +6 guests a Saturday."
    best = found.ranking[0]
    assert (best.rank, best.group, best.verdict) == (1, "buy", Verdict.BETTER)
    assert (best.gain_covers.mean, best.gain_points.mean) == (6, 6500)
    assert gains(found) == sorted(gains(found), reverse=True)
    (only,) = found.sequence
    assert only.name == best.name
    after = Scenario(name="bought", edits=best.edits).apply(LACKS_A_SIX)
    assert [item.capacity for item in after.venue.tables if item.id == "new-6"] == [6]


def test_the_next_best_given_the_first(solving: Solving) -> None:
    """Two parties of two and one of four wait outside: the four first, then a two, then a two."""
    waiting = [booking("four", 4), booking("two1"), booking("two2"), booking("in", 6)]
    tables = [table("A", 6, min_party=5), table("B", 1)]
    problem = named(day(tables, waiting, "A-B"), "wait")
    asked = TablesAsked(changes=(Change.BUY,), sizes=(2, 4), count=4)
    found = advise_tables([problem], solving, asked)
    assert [item.gain_covers.mean for item in found.sequence] == [4, 2, 2]
    assert "Then: Buy a table for 2 in Z: +2 guests" in found.recommendation
    assert found.recommendation.endswith("Nothing more is decided to help after that.")


def test_a_large_table_is_split(solving: Solving) -> None:
    """Into two fours, which seat both parties; as neighbours where neighbours are recorded."""
    asked = TablesAsked(changes=(Change.SPLIT,))
    found = advise_tables([ONE_EIGHT], solving, asked)
    assert found.recommendation.startswith("Split table E in Z (8 seats into 4 and 4): +4 guests")
    beside = named(day([table("E", 8), table("F", 2)], FOURS, "E-F"), "beside")
    (edits,) = [item.edits for item in split(beside.venue, ()) if item.name.startswith("Split")]
    after = Scenario(name="split", edits=edits).apply(beside)
    assert ("E", "E-half") in after.venue.adjacency


def test_a_table_is_swapped(solving: Solving) -> None:
    """A table for two becomes one for four where four ask for it."""
    problem = named(day([table("A", 2)], [booking("b", 4)]), "swap")
    found = advise_tables([problem], solving, TablesAsked(changes=(Change.SWAP,)))
    assert found.recommendation == (
        "Swap table A in Z (2 seats) for one with 4: +4 guests a Saturday."
    )


def test_nothing_helps_where_everybody_sits(solving: Solving) -> None:
    """What cannot bring points is proven so, and not solved."""
    problem = named(day([table("A", 4)], [booking("b", 4)]), "full")
    found = advise_tables([problem], solving)
    assert found.recommendation == "None of the changes that were looked at helps."
    assert found.ranking == ()
    assert "proven to bring no points" in found.notes[0]


def test_over_several_days_there_is_an_interval(solving: Solving) -> None:
    """+6 on each of two days is decided; +6 and nothing is not."""
    calm = LACKS_A_SIX.replace(id="calm", bookings=SIXES[:2])
    again = LACKS_A_SIX.replace(id="again")
    asked = TablesAsked(changes=(Change.BUY,), sizes=(6,))
    found = advise_tables([LACKS_A_SIX, again], solving, asked)
    assert found.recommendation == "Buy a table for 6 in Z: +6 guests a Saturday (6 to 6)."
    unsure = advise_tables([LACKS_A_SIX, calm], solving, asked)
    assert option(unsure, "table for 6").verdict is Verdict.UNDECIDED
    assert option(unsure, "table for 6").gain_covers.mean == 3
    assert "UNDECIDED" in unsure.recommendation


def test_days_of_other_rooms_and_unknown_zones_are_refused(solving: Solving) -> None:
    """A gain over them would mean nothing."""
    with pytest.raises(InvalidInputError, match="is not the same table as on six"):
        advise_tables([LACKS_A_SIX, ONE_EIGHT], solving)
    with pytest.raises(InvalidInputError, match="no such zone; there are Z"):
        advise_tables([LACKS_A_SIX], solving, TablesAsked(zones=("garden",)))


def test_without_time_it_says_what_was_not_looked_at() -> None:
    """No process is started, nothing is claimed."""
    with solving_here(budget_seconds=0.0) as late:
        found: list[Advice] = [
            advise_tables([LACKS_A_SIX], late),
            advise_joins([LACKS_A_SIX], late),
        ]
    for item in found:
        assert "raise the budget" in item.recommendation or "raise it" in item.recommendation
        assert item.ranking == ()
        assert all("no time was left" in left for left in item.not_looked_at)
        assert item.not_looked_at


def test_demand_is_what_the_evening_asked_for() -> None:
    """Decisions about bookings do not count; closures, and who did not come, do."""
    problem = day(
        [table("A"), table("B")],
        [
            booking("came", has="A", status=BookingStatus.COMPLETED),
            booking("kept", has="B", locked=True),
            booking("gone", status=BookingStatus.CANCELLED),
        ],
        mode="fill",
        occupancy=(taken("A", source="hold"), taken("B", source="maintenance")),
    )
    asked = as_demand(problem)
    assert [item.status.value for item in asked.bookings] == ["confirmed", "cancelled", "confirmed"]
    assert not any(item.current_tables or item.locked for item in asked.bookings)
    assert [item.source for item in asked.occupancy] == ["maintenance"]
    assert (asked.mode, asked.as_of) == (Mode.REBUILD, None)


def test_varied_days_are_as_busy_and_repeatable() -> None:
    """A share stays away and as many come twice; the same seed draws the same."""
    problem = named(day([table("A")], [booking(f"b{n}", 1 + n % 4) for n in range(20)]), "busy")
    first = varied([problem], [1, 2], 0.25)
    assert [item.id for item in first] == ["busy~1", "busy~2"]
    assert first == varied([problem], [1, 2], 0.25)
    for item in first:
        assert len(item.bookings) == 20
        assert len({b.id for b in item.bookings} - {b.id for b in problem.bookings}) == 5
    assert varied([problem], [], 0.25) == (problem,)
    (long,) = varied([problem.replace(id="x" * 64)], [1], 0.25)
    assert len(long.id) == 64


def test_a_new_table_is_as_its_zone_mostly_is() -> None:
    """A zone whose tables are all out of service is no trouble."""
    tables = [
        table("A", category="bar"),
        table("B", category="bar"),
        table("C", category="patio"),
        table("D", zone="Y", active=False, category="lounge"),
    ]
    found = bought([day(tables)], [4], ())
    edits = {item.name: item.edits[0].model_dump()["table"] for item in found}
    assert edits["Buy a table for 4 in Z"]["category"] == "bar"
    assert edits["Buy a table for 4 in Y"]["category"] == "dining"


def test_sizes_go_as_far_as_anybody_asks() -> None:
    """Odd sizes of the room too; no table for ten where the largest party are five."""
    problem = day([table("A", 3), table("B", 10)], [booking("b", 5)])
    assert sensible_sizes([problem]) == (2, 3, 4, 6)


EDGES = "A-B C-D"
JOINED = named(
    day([table(key, 2) for key in "ABCD"], [booking("four", 4), booking("two")], EDGES), "joined"
)
"""A party of four needs one of two joins, a party of two a table: each join alone is dead."""


def joins(problem: DayProblem, solving: Solving, **asked: float) -> JoinsAdvice:
    """Return advice on joins that are recorded, without new ones."""
    return advise_joins([problem], solving, JoinsAsked(fully=0, **asked))


def test_a_join_that_carries_and_one_that_is_dead(solving: Solving) -> None:
    """Only A and B may be joined for four guests at any time: C and D are never free."""
    blocks = tuple(taken(key, "17:00", "23:00", source="maintenance") for key in "CD")
    problem = JOINED.replace(id="one", bookings=JOINED.bookings[:1], occupancy=blocks)
    found = joins(problem, solving)
    assert [item.tables for item in found.dead] == [("C", "D")]
    carrying = option(found, "A+B")
    assert (carrying.gain_covers.mean, carrying.verdict) == (4, Verdict.BETTER)
    assert found.smallest is not None
    assert found.smallest.joins == (("A", "B"),)
    assert (found.smallest.covers, found.smallest.covers_without) == (4, 0)
    assert found.recommendation.startswith("1 of 2 joins keeps 100 % of what joins bring: A+B.")


def test_two_joins_that_can_stand_in_for_each_other(solving: Solving) -> None:
    """Both are dead by themselves, and yet one of them has to stay."""
    found = joins(JOINED, solving)
    assert [item.tables for item in found.dead] == [("A", "B"), ("C", "D")]
    assert found.smallest is not None
    assert len(found.smallest.joins) == 1


def test_the_last_join_taken_away_does_not_free_all_others(solving: Solving) -> None:
    """A venue without any recorded join merges freely: that must not be what is measured."""
    problem = named(day([table("A", 2), table("B", 2)], [booking("four", 4)], "A-B"), "last")
    found = joins(problem, solving)
    assert option(found, "A+B").gain_covers.mean == 4


def test_joins_that_nobody_recorded_are_all_there_are(solving: Solving) -> None:
    """Merging freely within a zone, two of three tables for two seat a party of four."""
    problem = named(day([table(key, 2) for key in "ABC"], [booking("four", 4)]), "free")
    found = joins(problem, solving)
    assert len(found.dead) == 3
    assert found.smallest is not None
    assert len(found.smallest.joins) == 1


def test_a_join_worth_adding(solving: Solving) -> None:
    """B and C are no neighbours; joined they seat the party of four while A is closed."""
    tables = [table(key, 2) for key in "ABC"]
    closed = (taken("A", "17:00", "23:00", source="maintenance"),)
    problem = named(day(tables, [booking("four", 4)], "A-B", occupancy=closed), "add")
    found = advise_joins([problem], solving)
    assert option(found, "B+C").gain_covers.mean == 4
    assert option(found, "B+C").group == "add"
    assert "Let B+C be joined: +4 guests a Saturday." in found.recommendation


def test_the_smallest_set_gives_up_what_it_may(solving: Solving) -> None:
    """A party of eight and one of four, each by one join: 62 % of the points are the eight."""
    tables = [table("A", 4), table("B", 4), table("C", 2), table("D", 2)]
    bookings = [booking("eight", 8), booking("four", 4, "12:00", "13:00")]
    closed = tuple(taken(key, "11:00", "14:00", source="maintenance") for key in "AB")
    problem = named(day(tables, bookings, EDGES, occupancy=closed), "two")
    most = joins(problem, solving, keep_percent=60).smallest
    assert most is not None
    assert most.joins == (("A", "B"),)
    assert most.share == pytest.approx(100 * 8500 / 13000, abs=0.01)
    all_of_it = joins(problem, solving).smallest
    assert all_of_it is not None
    assert len(all_of_it.joins) == 2
    assert [step.dropped for step in all_of_it.steps] == [False, False]


@pytest.mark.parametrize(
    ("rules", "words"),
    [({"merges": False}, "switched off"), ({"require_adjacency": False}, "joins decide nothing")],
)
def test_where_joins_decide_nothing_it_says_so(
    solving: Solving, rules: dict[str, bool], words: str
) -> None:
    """Instead of advice that would mean nothing."""
    problem = JOINED.replace(rules=JOINED.rules.replace(**rules))
    with pytest.raises(InvalidInputError, match=words):
        advise_joins([problem], solving)


def test_a_plan_is_legal_with_what_it_used(solving: Solving) -> None:
    """The checker, and not the advisor, says that a plan needs no join."""
    found = joins(JOINED, solving)
    assert found.smallest is not None
    (pair,) = found.smallest.joins
    alone = JOINED.replace(venue=JOINED.venue.replace(adjacency=(pair,)))
    assert check_plan(alone, {"four": pair}).ok
