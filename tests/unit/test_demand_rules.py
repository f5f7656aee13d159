"""Which demand rule counts for a booking: the product's defaults, and several rules at once."""

import datetime as dt
from itertools import permutations

import pytest
from pydantic import ValidationError

from models.demand import PRODUCT_DEMAND, WEEKDAYS, DemandRule, choose


def on(day: str, clock: str) -> dt.datetime:
    """Return a local start on a weekday of one week."""
    monday = dt.datetime(2030, 6, 3, tzinfo=dt.UTC)
    hour, minute = clock.split(":")
    days = [str(name) for name in WEEKDAYS].index(day)
    return monday + dt.timedelta(days=days, hours=int(hour), minutes=int(minute))


def dinner(start: str, end: str, multiplier: float = 1.5, priority: int = 0) -> DemandRule:
    """Return a rule for every day's dinner."""
    return DemandRule(
        service="dinner", start=start, end=end, multiplier=multiplier, priority=priority
    )


def chosen(rules: list[DemandRule], day: str, clock: str, service: str = "dinner") -> float | None:
    """Return the multiplier that counts, in whatever order the rules are given."""
    found = {choose(order, service, on(day, clock)) for order in permutations(rules)}
    assert len(found) == 1
    [rule] = found
    return rule.multiplier if rule else None


@pytest.mark.parametrize(
    ("day", "clock", "service", "multiplier"),
    [
        ("mon", "11:30", "lunch", 0.85),
        ("fri", "14:29", "lunch", 0.85),
        ("fri", "14:30", "lunch", None),
        ("mon", "11:29", "lunch", None),
        ("thu", "17:30", "dinner", 1.15),
        ("thu", "21:30", "dinner", None),
        ("fri", "17:30", "dinner", None),
        ("fri", "18:00", "dinner", 1.35),
        ("sat", "22:29", "Dinner", 1.35),
        ("sun", "19:00", "dinner", None),
        ("sun", "10:00", "lunch", 1.1),
        ("sat", "13:00", "lunch", None),
        ("mon", "19:00", "drinks", None),
        ("mon", "19:00", "", None),
    ],
)
def test_the_products_defaults(
    day: str, clock: str, service: str, multiplier: float | None
) -> None:
    """Local start and service decide; ends are exclusive, upper and lower case are the same."""
    assert chosen(list(PRODUCT_DEMAND), day, clock, service) == multiplier


def test_p27_a_rule_that_does_not_cover_the_start_has_no_say() -> None:
    """Of the rules that cover 19:30 the one with the highest priority counts."""
    rules = [
        dinner("20:00", "21:00", 9, priority=99),
        dinner("18:00", "22:00", 1.2, priority=1),
        dinner("19:00", "20:00", 1.8, priority=5),
    ]
    assert chosen(rules, "sat", "19:30") == 1.8
    assert chosen(rules, "sat", "18:30") == 1.2
    assert chosen(rules, "sat", "20:00") == 9
    assert chosen(rules, "sat", "22:00") is None


def test_p27_of_equal_priorities_the_narrower_window_counts_then_the_earlier() -> None:
    """Whoever wrote the narrower window meant that time in particular."""
    wide, narrow = dinner("18:00", "22:00", 1.2), dinner("19:00", "20:00", 1.8)
    assert chosen([wide, narrow], "sat", "19:30") == 1.8
    later = dinner("19:15", "20:15", 3)
    assert chosen([wide, narrow, later], "sat", "19:30") == 1.8
    assert chosen([wide, later], "sat", "19:30") == 3


def test_rules_that_are_equal_in_everything_else_have_an_order_too() -> None:
    """The database gives rows in any order; the plan must not depend on it."""
    assert chosen([dinner("18:00", "22:00", 1.2), dinner("18:00", "22:00", 1.1)], "sat", "19:00")


@pytest.mark.parametrize("end", ["17:00", "18:00", "24:00"])
def test_p26_a_rule_that_ends_before_it_starts_counts_until_midnight(end: str) -> None:
    """18:00 to 17:00 is read as 18:00 to 24:00."""
    rule = dinner("18:00", end)
    assert rule.backwards == (end != "24:00")
    assert chosen([rule], "mon", "23:59") == 1.5
    assert chosen([rule], "mon", "17:30") is None
    assert chosen([rule], "tue", "00:00") is None


def test_a_rule_may_run_past_midnight_of_its_weekday() -> None:
    """Until 25:30 means half past one on the next date, over the end of the week too."""
    rule = dinner("22:00", "25:30").replace(days=("sun",))
    assert chosen([rule], "sun", "22:00") == 1.5
    assert chosen([rule], "mon", "01:29") == 1.5
    assert chosen([rule], "mon", "01:30") is None
    assert chosen([rule], "sun", "01:00") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"multiplier": 0},
        {"multiplier": 1.234},
        {"multiplier": 101},
        {"start": "24:00"},
        {"end": "48:00"},
        {"days": ["funday"]},
        {"service": ""},
        {"priority": "high"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    """Each field has its limits, and the flaw names it."""
    [field] = wrong
    with pytest.raises(ValidationError, match=field):
        DemandRule.model_validate({"service": "dinner", "multiplier": 1, **wrong})
