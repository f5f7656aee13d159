"""Edits of a day that has a policy: they derive by it, and leave one that other times follow."""

from typing import Any

import pytest

from models.errors import InvalidInputError
from models.policy import Service, ServicePolicy, TurnBand
from models.problem import DayProblem
from tests.solver_days import booking, day, table, window
from tests.unit.test_scenario_edits import after, item

BANDS = (TurnBand(up_to=2, minutes=60), TurnBand(up_to=8, minutes=90))


def service(key: str, opens: str, closes: str, **fields: Any) -> Service:
    """Return a service of an hour for two and an hour and a half for more."""
    return Service(key=key, opens=opens, closes=closes, **{"bands": BANDS, **fields})


LUNCH = service("lunch", "12:00", "15:00")
DINNER = service("dinner", "17:00", "23:00", buffer_before=10)
POLICY = ServicePolicy(services=(LUNCH, DINNER))
DAY = day(
    [table("A", 4)],
    [
        booking("b1", 2, "12:00", "13:05", service="lunch", slot="s"),
        booking("b2", 4, "18:50", "20:35", service="dinner"),
    ],
    policy=POLICY,
)


def policy_after(kind: str, problem: DayProblem = DAY, **fields: Any) -> dict[str, Service]:
    """Return the services that an edit leaves, by key."""
    policy = after(kind, problem, **fields).policy
    assert policy is not None
    return {one.key: one for one in policy.services}


def test_a_moved_booking_stays_as_the_policy_says() -> None:
    """Lunch for two becomes dinner for two, its buffer before included; an end that is given counts
    as it is, also after hours."""
    moved = item(after("move_booking", DAY, booking="b1", start="18:00"), "b1")
    assert (moved.window, moved.slot) == (window("17:50", "19:05"), None)
    late = item(after("move_booking", DAY, booking="b1", start="23:30", end="24:00"), "b1")
    assert late.window == window("23:30", "24:00")


def test_a_booking_is_not_moved_to_when_the_house_is_closed() -> None:
    """The field, the value, and how to move it all the same."""
    words = (
        r"edit move_booking: start: no service is open at 16:00; "
        r"with an end it is moved all the same \(got '16:00'\)"
    )
    with pytest.raises(InvalidInputError, match=words):
        after("move_booking", DAY, booking="b1", start="16:00")


def test_a_new_booking_without_an_end_has_the_policys() -> None:
    """As in a day file; what the policy refuses is named."""
    fields = {"id": "n", "party": 4, "start": "13:00", "service": "lunch"}
    added = item(after("add_booking", DAY, booking=fields), "n")
    assert added.window == window("13:00", "14:35")
    strict = DAY.replace(policy=POLICY.replace(fail_hard=True))
    with pytest.raises(InvalidInputError, match=r"booking.start: no service is open at 16:00"):
        after("add_booking", strict, booking={**fields, "start": "16:00"})


def test_drawn_demand_follows_the_days_own_services() -> None:
    """Nobody is drawn for an hour at which the house is closed."""
    early = POLICY.replace(services=(service("breakfast", "07:00", "09:00"),))
    added = after("sample_demand", DAY.replace(policy=early), bookings=20, seed=1)
    starts = {one.window.start.hour for one in added.bookings if one.id.startswith("sample")}
    assert starts <= {7, 8}


def test_turn_times_and_buffers_are_the_policys_too() -> None:
    """Of one service, or of all."""
    bands = [{"up_to": 2, "minutes": 45}]
    one = policy_after("turn_times", service="lunch", bands=bands, buffer_after=10)
    assert one["lunch"].turn_minutes(2) == 45
    assert one["lunch"].buffer_after == 10
    assert one["dinner"] == DINNER
    assert policy_after("turn_times", bands=bands)["dinner"].turn_minutes(2) == 45
    more = policy_after("buffers", before=5, after=-10)
    assert (more["lunch"].buffer_before, more["lunch"].buffer_after) == (5, 0)
    assert (more["dinner"].buffer_before, more["dinner"].buffer_after) == (15, 0)


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        (
            {"service": "lunch", "opens": "13:00", "closes": "16:00"},
            {"lunch": ("13:00", "16:00", None), "dinner": ("17:00", "23:00", None)},
        ),
        # A house that is open for less cuts every service; what it leaves nothing of is gone.
        (
            {"opens": "14:00", "closes": "20:00", "last_seating": "19:00"},
            {"lunch": ("14:00", "15:00", None), "dinner": ("17:00", "20:00", "19:00")},
        ),
        ({"opens": "18:00", "closes": "01:00"}, {"dinner": ("18:00", "23:00", None)}),
        ({"opens": "12:00", "closes": "20:00", "last_seating": "16:00"}, {"lunch": None}),
        ({"opens": "07:00", "closes": "09:00"}, {"lunch": ("07:00", "09:00", None)}),
    ],
)
def test_opening_hours_are_the_policys_too(
    fields: dict[str, Any], left: dict[str, tuple[str, str, str | None] | None]
) -> None:
    """Those of one service, or of the house."""
    found = policy_after("opening_hours", others="keep", **fields)
    assert found.keys() == left.keys()
    for key, hours in left.items():
        one = found[key]
        if hours is not None:
            assert (one.opens, one.closes, one.last_seating) == hours


def test_the_only_service_opens_when_it_is_said() -> None:
    """Longer hours than before too: there is no other service that they could be of."""
    alone = DAY.replace(policy=ServicePolicy(services=(DINNER,)))
    found = policy_after("opening_hours", alone, opens="11:00", closes="01:00", overrun=False)
    assert found == {"dinner": DINNER.replace(opens="11:00", closes="01:00", overrun=False)}


def test_a_new_policy_is_the_days() -> None:
    """It is derived from when the guests come, as the old one says: ten minutes after their table
    is blocked."""
    late = ServicePolicy(services=(service("dinner", "17:00", "23:00", buffer_after=0),))
    changed = after("set_policy", DAY, policy=late.model_dump(), others="cancel")
    assert changed.policy == late
    assert item(changed, "b2").window == window("19:00", "20:30")
    said = after("set_policy", DAY, policy=late.model_dump(), buffer_before_now=0)
    assert item(said, "b2").window == window("18:50", "20:20")


def test_a_day_without_a_policy_gets_none_but_by_set_policy() -> None:
    """Its edits carry what they need."""
    plain = DAY.replace(policy=None)
    assert after("opening_hours", plain, opens="12:00", closes="23:00").policy is None
    assert after("buffers", plain, after=5).policy is None
    assert after("set_policy", plain, policy=POLICY.model_dump()).policy == POLICY
