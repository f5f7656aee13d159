"""Merge rules are data: per service and party size, with named sets and what joining costs."""

import json
from typing import Any

import pytest

from models.dayfile import DayFile, parse_day
from models.errors import InvalidInputError
from models.rules import RULE_PRESETS, PartyRules, Rules, ServiceRules
from tests.solver_days import booking, codes, day, named, sets_for, solve_exactly, table

FOURS = tuple(table(key) for key in "ABCDE")
ROW = "A-B B-C C-D D-E"


def test_larger_parties_have_rules_of_their_own() -> None:
    """Every exception whose size is reached counts, the later on top of the earlier."""
    rules = Rules(
        max_tables=2,
        by_party=(
            PartyRules(from_party=12, max_tables=5),
            PartyRules(from_party=9, max_tables=4, require_adjacency=False),
        ),
    )
    assert [band.from_party for band in rules.by_party] == [9, 12]
    small, middle, large = (rules.for_party(party) for party in (8, 9, 20))
    assert (small.max_tables, small.require_adjacency) == (2, True)
    assert (middle.max_tables, middle.require_adjacency) == (4, False)
    assert (large.max_tables, large.require_adjacency) == (5, False)
    assert large.max_merge_overage == rules.max_merge_overage
    with pytest.raises(ValueError, match=r"by_party names a party size twice: \[9, 9\]"):
        Rules(by_party=(PartyRules(from_party=9), PartyRules(from_party=9)))


@pytest.mark.parametrize(("party", "tables"), [(8, 2), (10, 3), (14, 4), (17, 5), (20, 5)])
def test_large_parties_get_up_to_five_tables(party: int, tables: int) -> None:
    """Parties of 10 to 20 sit at rows of three to five; the product's own rules stop at three."""
    problem = day(FOURS, [booking("b1", party)], ROW, rules=RULE_PRESETS["banquet"])
    plan = solve_exactly(problem).plan
    assert len(plan["b1"]) == tables
    assert codes(problem, b1="+".join(plan["b1"])) == []
    usual = problem.replace(rules=RULE_PRESETS["product"])
    assert bool(solve_exactly(usual).plan) == (tables <= 3)


def test_each_service_has_its_rules() -> None:
    """Lunch without merges, dinner with: each booking falls under its own service."""
    guests = [
        booking("b1", 7, 720, 780, service="lunch"),
        booking("b2", 7, service="dinner"),
        booking("b3", 7, 600, 660),
    ]
    lunch = ServiceRules(service="lunch", rules=RULE_PRESETS["singles"])
    problem = day(FOURS[:2], guests, "A-B", service_rules=(lunch,))
    assert sets_for(problem, "b1") == set()
    assert sets_for(problem, "b2") == sets_for(problem, "b3") == {"A+B"}
    assert codes(problem, b1="A+B") == ["merges_off"]
    assert codes(problem, b2="A+B") == []
    assert solve_exactly(problem).plan == {"b2": ("A", "B"), "b3": ("A", "B")}


def test_one_table_set_may_have_other_seats_in_another_service() -> None:
    """At dinner joining costs a seat, and a named set has seats of its own."""
    guests = [booking("b1", 8, 720, 780, service="lunch"), booking("b2", 8, service="dinner")]
    dinner = Rules(seats_lost_per_join=1, named_sets=(named("C+D", capacity=8),))
    problem = day(
        FOURS[:4], guests, "A-B", service_rules=(ServiceRules(service="dinner", rules=dinner),)
    )
    assert sets_for(problem, "b1") == {"A+B"}
    assert sets_for(problem, "b2") == {"C+D"}
    assert codes(problem, b2="A+B") == ["capacity"]
    assert solve_exactly(problem).verdict.seats == {"b1": 8, "b2": 8}


def test_a_kept_seating_is_known_to_the_rules_of_its_own_service() -> None:
    """What a booking has stays a candidate, though its service would not give it to anybody."""
    lunch = ServiceRules(service="lunch", rules=RULE_PRESETS["singles"])
    guests = [
        booking("b1", 7, 720, 780, service="lunch", has="A+B"),
        booking("b2", 7, service="dinner"),
    ]
    problem = day(FOURS[:2], guests, "A-B", service_rules=(lunch,), mode="rebuild")
    exact = solve_exactly(problem)
    assert exact.plan == {"b1": ("A", "B"), "b2": ("A", "B")}
    assert exact.verdict.stale == {"b1": "merges are switched off"}


def test_a_service_is_named_once() -> None:
    """Two sets of rules for one service are a contradiction."""
    twice = (ServiceRules(service="lunch", rules=Rules()),) * 2
    with pytest.raises(ValueError, match="the service 'lunch' has rules more than once"):
        day(FOURS, service_rules=twice)


FILE: dict[str, Any] = {
    "id": "night",
    "tables": [
        {"id": "A", "zone": "z", "capacity": 4, "features": ["window"], "rank": 2},
        {"id": "B", "zone": "z", "capacity": 4, "section": "North", "scarcity": 0.5},
    ],
    "adjacency": [["A", "B"]],
    "bookings": [
        {
            "id": "b1", "party": 2, "start": "19:00", "end": "20:30", "service": "dinner",
            "vip": True, "deposit": True, "demand": 1.35, "seating_preference": "window",
            "preferred_zone": "z", "preferred_seating": "booth",
        }
    ],
    "service_rules": {"lunch": "singles", "dinner": {"max_tables": 2}},
    "pacing": [{"covers": 20, "start": "18:00", "end": "22:00"}],
    "hold_backs": [
        {"name": "bar", "keep": 1, "tables": {"max_capacity": 4}, "start": "18:00", "end": "25:00"}
    ],
}  # fmt: skip


def test_the_day_format_carries_all_of_it() -> None:
    """Read, written and read again it is the same problem."""
    problem = parse_day(json.dumps(FILE)).to_problem()
    assert problem.bookings[0].demand == 1.35
    assert problem.rules_for(problem.bookings[0]).max_tables == 2
    assert problem.pacing[0].slot_minutes == 15
    assert problem.hold_backs[0].window.minutes == 7 * 60
    again = parse_day(DayFile.from_problem(problem).model_dump_json()).to_problem()
    assert again.content_hash() == problem.content_hash()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("service_rules", "lunch"), "x", "service_rules.lunch: no such preset"),
        (("bookings", 0, "demand"), 1.234, "at most two decimals"),
        (("bookings", 0, "preferred_zone"), "q", "booking 'b1' names zone 'q', which does not"),
        (("hold_backs", 0, "tables"), {"zone": "q"}, "hold-back 'bar' names zone 'q'"),
        (("pacing", 0, "end"), "17:00", r"pacing\[0\]: a window must end after it starts"),
        (("hold_backs", 0, "keep"), 0, "hold_backs"),
    ],
)
def test_mistakes_are_named(path: tuple[str | int, ...], value: object, message: str) -> None:
    """Each with its place, and what would be right."""
    data = json.loads(json.dumps(FILE))
    item = data
    for step in path[:-1]:
        item = item[step]
    item[path[-1]] = value
    with pytest.raises(InvalidInputError, match=message):
        parse_day(json.dumps(data)).to_problem()
