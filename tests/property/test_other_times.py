"""Other times on random days with random services: every one derives a stay by the policy."""

import datetime as dt
import random
from zoneinfo import ZoneInfo

from models.booking import Booking
from models.edits import Reschedule
from models.elsewhen import Elsewhen
from models.errors import MaitredError
from models.explanation import RepairKind
from models.policy import Service, ServicePolicy, TurnBand, derive_stay
from models.problem import DayProblem
from models.quote import QuoteOptions
from models.window import Window
from solver.explaining.explain import explain_all
from solver.explaining.planned import planned_day
from solver.quoting.quote import quote_booking
from tests.solver_days import solve_exactly
from tests.solver_random import random_day

UTC = ZoneInfo("UTC")
OPTIONS = QuoteOptions(budget_seconds=60, window_minutes=120, prices=0, moves=0)


def clock(minutes: int) -> str:
    """Return a time of day."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def random_service(rng: random.Random, key: str) -> Service:
    """Return a service of an evening."""
    opens = rng.choice([1020, 1065, 1080, 1110, 1170])
    closes = opens + rng.choice([60, 120, 185, 420])
    turns = sorted(rng.sample([45, 60, 75, 90, 120], 2))
    return Service(
        key=key,
        opens=clock(opens),
        closes=clock(closes),
        bands=(TurnBand(up_to=3, minutes=turns[0]), TurnBand(up_to=8, minutes=turns[1])),
        buffer_before=rng.choice([0, 0, 10, 15]),
        buffer_after=rng.choice([0, 5, 20]),
        overrun=rng.random() < 0.5,
        last_seating=rng.choice([None, clock(rng.randrange(opens, closes, 15))]),
    )


def hours_day(seed: int, **forced: object) -> DayProblem:
    """Return a random day with services; most bookings have the stay that those give."""
    rng, plain = random.Random(f"hours {seed}"), random_day(seed, **forced)
    keys = ["early", "late"][: rng.choice([1, 2])]
    policy = ServicePolicy(services=tuple(random_service(rng, key) for key in keys))

    def kept(booking: Booking) -> Booking:
        try:
            stay = derive_stay(policy, booking.party, booking.window.start, UTC, booking.service)
        except MaitredError:
            return booking
        return booking.replace(window=stay.block) if rng.random() < 0.7 else booking

    return plain.replace(policy=policy, bookings=tuple(map(kept, plain.bookings)))


def is_open(policy: ServicePolicy, start: dt.datetime) -> bool:
    """Tell whether a house seats somebody at a time: by the clock alone, all else left out."""
    minute = (start - start.replace(hour=0, minute=0)) // dt.timedelta(minutes=1)
    if start.date() > dt.date(2025, 5, 10):
        minute += 1440
    for service in policy.services:
        opens, closes, last = (
            int(text[:2]) * 60 + int(text[3:]) if text else None
            for text in (service.opens, service.closes, service.last_seating)
        )
        assert opens is not None and closes is not None  # noqa: PT018
        closes += 1440 * (closes <= opens)
        last = closes if last is None else last + 1440 * (last < opens)
        if opens <= minute < closes and minute <= last:
            return True
    return False


def assert_by_policy(problem: DayProblem, booking: Booking, start: dt.datetime, w: Window) -> None:
    """Check that a house is open then, and that the stay is the policy's or was agreed."""
    policy = problem.policy
    assert policy is not None
    assert is_open(policy, start)
    strict = policy.model_copy(update={"fail_hard": True})
    usual = derive_stay(strict, booking.party, start, UTC, booking.service)
    own = Elsewhen(problem, booking).own.dining
    agreed = derive_stay(
        strict, booking.party, start, UTC, booking.service, dining=own.end - own.start
    )
    assert w in (usual.block, agreed.block)
    try:
        policys = derive_stay(policy, booking.party, own.start, UTC, booking.service)
    except MaitredError:
        return
    if policys.block == booking.window:
        assert w == usual.block


def test_the_other_times_of_quotes() -> None:
    """Also when the policy falls back outside its hours; closed times are left out, no others."""
    offered = closed = 0
    for seed in range(120):
        problem = hours_day(seed)
        booking = problem.bookings[seed % len(problem.bookings)]
        found = quote_booking(problem, booking.id, OPTIONS).next_times
        for item in found:
            assert_by_policy(problem, booking, item.start, item.window)
        free = quote_booking(problem.replace(policy=None), booking.id, OPTIONS).next_times
        offered, closed = offered + len(found), closed + (len(free) > len(found))
    assert offered > 150
    assert closed > 15


def test_the_other_times_of_explanations() -> None:
    """The window that the repair gives the booking."""
    repairs = 0
    for seed in range(200, 230):
        problem = hours_day(seed)
        exact = solve_exactly(problem)
        for found in explain_all(planned_day(problem, exact.plan), budget_seconds=600):
            booking = next(item for item in problem.bookings if item.id == found.booking)
            for repair in found.repairs:
                if repair.kind is not RepairKind.OTHER_TIME:
                    continue
                edit = repair.edits[-1]
                assert isinstance(edit, Reschedule)
                assert repair.minutes is not None
                own = Elsewhen(problem, booking).own.dining.start
                start = own + dt.timedelta(minutes=repair.minutes)
                assert_by_policy(problem, booking, start, edit.window)
                repairs += 1
    assert repairs > 10
