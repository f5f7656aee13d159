"""What holds on every night and policy: promises, tables, repetition, and queueing theory."""

import datetime as dt
import math
from statistics import mean, stdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.problem import DayProblem
from scenarios.season.arrivals import guests_of, load_of, volume_for
from scenarios.season.default import assumed_profile
from scenarios.season.guests import Evening, Guest
from scenarios.season.house import House
from scenarios.season.night import Night
from scenarios.season.policies import Legacy, Maitred
from scenarios.statistics import t_quantile
from tests.season import WatchedNight, guest, house_of, policies

SATURDAY = dt.date(2026, 11, 28)
PROFILE = assumed_profile(bookings=30, largest_party=8)
ROOM = house_of(2, 2, 2, 4, 4, 4, 6, 8, edges="A-B B-C D-E E-F F-G")


@pytest.mark.parametrize("seed", range(4))
def test_promises_stand_and_tables_are_never_shared(seed: int) -> None:
    """After every event: who is confirmed has tables or sits, and nobody shares one. Until the
    first guests sit the independent checker agrees with the whole book.
    """
    guests = guests_of(PROFILE, SATURDAY, seed, volume=1.6)
    for policy in policies(ROOM).values():
        night = WatchedNight(ROOM, policy, guests, Evening())
        counts = night.run()
        assert counts.confirmed + counts.refused == counts.requests
        came = counts.confirmed - counts.cancelled - counts.no_shows
        assert came >= counts.lost
        assert not night.book.places
        assert not night.confirmed


def guests_strategy() -> st.SearchStrategy[list[Guest]]:
    """Guests who come as they said, in any order of asking."""
    one = st.tuples(
        st.integers(1, 8), st.integers(0, 12), st.sampled_from([30, 60, 90, 120]), st.booleans()
    )
    return st.lists(one, min_size=1, max_size=14).map(
        lambda rows: [
            guest(
                number,
                party=party,
                start=18 * 60 + 15 * slot,
                minutes=minutes,
                cancels_at=number + 3 - 10_000 if cancels else None,
            )
            for number, (party, slot, minutes, cancels) in enumerate(rows)
        ]
    )


@settings(max_examples=40, deadline=None)
@given(guests_strategy())
def test_who_legacy_can_seat_maitred_can_seat(guests: list[Guest]) -> None:
    """Where legacy refuses nobody, every set of confirmed guests has a plan, so maitred finds one:
    it confirms and seats at least as many.
    """
    house = House(ROOM, 8)
    legacy = Night(Legacy(house), guests, Evening()).run()
    maitred = WatchedNight(ROOM, Maitred(house), guests, Evening()).run()
    if not legacy.refused:
        assert maitred.confirmed_covers == legacy.confirmed_covers
        assert maitred.covers == legacy.covers
    assert maitred.lost == 0


def test_the_same_seed_gives_the_same_night() -> None:
    """Guests, answers and tables, whatever else the machine does; another seed gives another."""
    runs = [
        [
            Night(policy, guests_of(PROFILE, SATURDAY, seed), Evening()).run()
            for policy in policies(ROOM).values()
        ]
        for seed in (1, 1, 2)
    ]
    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_when_hardly_anybody_comes_all_policies_do_the_same() -> None:
    """Nothing is ever short."""
    for seed in range(5):
        guests = guests_of(PROFILE, SATURDAY, seed, volume=0.1)
        ran = policies(ROOM)
        legacy, maitred = (
            Night(ran[name], guests, Evening()).run() for name in ("legacy", "maitred")
        )
        assert legacy.refused == 0
        assert legacy == maitred


@pytest.mark.parametrize(("rate", "seated"), [(0.0, True), (1.0, False)])
def test_rates_of_none_and_all(rate: float, seated: bool) -> None:
    """No-shows of 0 and 1; without overruns nobody ever waits."""
    profile = PROFILE.replace(
        no_shows=[{"from_party": 1, "from_lead_minutes": 0, "rate": rate}],
        overrun={"mean_log": 0, "sd_log": 0},
        walk_ins_per_day=0,
        cancellations={"rate": 0},
    )
    guests = guests_of(profile, SATURDAY, 1, volume=1.5)
    for policy in policies(ROOM).values():
        counts = Night(policy, guests, Evening()).run()
        assert counts.no_shows == (0 if seated else counts.confirmed)
        assert counts.covers == (counts.confirmed_covers if seated else 0)
        assert counts.waits == counts.lost == counts.overstays == counts.cancelled == 0


def test_the_volume_gives_the_load_that_was_asked_for() -> None:
    """On other days than those on which it was found."""
    seats = ROOM.venue.seats
    volume = volume_for(PROFILE, 1.1, seats)
    days = [dt.date(2026, 3, 2) + dt.timedelta(days=number) for number in range(56)]
    peaks = [load_of(guests_of(PROFILE, day, 9, volume=volume), seats) for day in days]
    assert mean(peaks) == pytest.approx(1.1, abs=0.1)


def test_a_volume_is_found_for_a_demand_of_next_to_nothing() -> None:
    """However little was fitted, and however small the house."""
    tiny = PROFILE.replace(bookings_per_day=1e-6, walk_ins_per_day=5e-8)
    assert volume_for(tiny, 1.0, 32) == pytest.approx(volume_for(PROFILE, 1.0, 32) * 30e6, rel=0.1)
    assert volume_for(PROFILE, 1e-6, 1) > 0


TURN, TABLES, DAYS, LONG = 90, 5, 40, 40 * 60


def erlang_b(load: float, servers: int) -> float:
    """Return the share that is turned away from so many servers (Erlang 1917), by recursion."""
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


def poisson_guests(rate: float, seed: int) -> list[Guest]:
    """Return couples who come as they ask, at random, so many a minute."""
    dice = np.random.default_rng(seed)
    count = int(dice.poisson(rate * LONG))
    starts = np.sort(dice.integers(0, LONG, count)).tolist()
    return [
        guest(number, start=start, asks_at=start, minutes=TURN)
        for number, start in enumerate(starts)
    ]


def blocked_shares(problem: DayProblem, name: str, rate: float) -> list[float]:
    """Return by day the share refused of those who ask once the house has filled up."""
    shares = []
    for day in range(DAYS):
        guests = poisson_guests(rate, day)
        night = Night(policies(problem, 2)[name], guests, Evening())
        night.run()
        late = [item for item in guests if item.start >= 4 * TURN]
        shares.append(sum(item.number in night.refused for item in late) / len(late))
    return shares


@pytest.mark.parametrize("name", ["legacy", "maitred"])
@pytest.mark.parametrize("offered", [3.0, 5.0])
def test_identical_tables_lose_as_many_as_erlang_says(name: str, offered: float) -> None:
    """Poisson requests, equal tables, one turn time, nobody books ahead: M/G/c/c. The share that
    is refused lies within the interval of 99.9 % around the formula, and that is narrow.
    """
    shares = blocked_shares(house_of(*[2] * TABLES), name, offered / TURN)
    reach = t_quantile(0.9995, DAYS - 1) * stdev(shares) / math.sqrt(DAYS)
    assert mean(shares) == pytest.approx(erlang_b(offered, TABLES), abs=reach)
    assert reach < 0.03
