"""A profile comes back from guests who were drawn from it, within what chance allows."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence

import pytest

from models.demand_profile import DemandProfile
from models.errors import InvalidInputError
from models.past import Ending, PastBooking
from scenarios.season.arrivals import guests_of
from scenarios.season.default import DAY, LARGE_FROM, assumed_profile
from scenarios.season.fit import fit_profile
from scenarios.season.guests import Guest
from scenarios.season.past import parse_past

FIRST = dt.date(2026, 1, 5)
DAYS = 140
TRUE = assumed_profile(bookings=60).replace(
    walk_ins_per_day=6.0,
    cancellations={"rate": 0.15, "when": (4, 1, 1, 1, 3)},
    no_shows=[
        {"from_party": 1, "from_lead_minutes": 0, "rate": 0.04},
        {"from_party": 1, "from_lead_minutes": DAY, "rate": 0.12},
        {"from_party": LARGE_FROM, "from_lead_minutes": 0, "rate": 0.02},
        {"from_party": LARGE_FROM, "from_lead_minutes": DAY, "rate": 0.2},
    ],
    overrun={"mean_log": 0.08, "sd_log": 0.2},
)


def past_of(day: dt.date, guest: Guest) -> PastBooking:
    """Return what a restaurant would have written down of a guest."""
    midnight = dt.datetime.combine(day, dt.time())

    def clock(minute: int) -> dt.datetime:
        return midnight + dt.timedelta(minutes=minute)

    came = guest.cancels_at is None and guest.comes
    status = (
        Ending.WALK_IN
        if guest.walks_in
        else Ending.CANCELLED
        if guest.cancels_at is not None
        else Ending.COMPLETED
        if guest.comes
        else Ending.NO_SHOW
    )
    return PastBooking(
        start=clock(guest.start),
        party=guest.party,
        booked_at=None if guest.walks_in else clock(guest.asks_at),
        booked_minutes=guest.minutes,
        stayed_minutes=guest.stays if came else None,
        status=status,
        cancelled_at=None if guest.cancels_at is None else clock(guest.cancels_at),
        service_date=day,
    )


def past(profile: DemandProfile) -> list[PastBooking]:
    """Return what would have been written down in twenty weeks."""
    days = [FIRST + dt.timedelta(days=number) for number in range(DAYS)]
    return [past_of(day, guest) for day in days for guest in guests_of(profile, day, 1)]


ROWS = past(TRUE)
FITTED, NOTES = fit_profile(ROWS)
BOOKED = [row for row in ROWS if row.status is not Ending.WALK_IN]


def near(found: float, true: float, trials: int) -> None:
    """Assert that a share is within four standard errors of a true one."""
    assert abs(found - true) <= 4 * math.sqrt(max(true * (1 - true), 1e-4) / trials)


def shares(weights: Sequence[float]) -> list[float]:
    """Return weights as shares of one."""
    return [weight / sum(weights) for weight in weights]


def test_how_many_come_and_on_which_weekdays() -> None:
    """Poisson: the standard error is the root of the count."""
    for found, true in ((FITTED.bookings_per_day, 60), (FITTED.walk_ins_per_day, 6)):
        assert found == pytest.approx(true, abs=4 * math.sqrt(true / DAYS))
    for found, true in zip(shares(FITTED.weekdays), shares(TRUE.weekdays), strict=True):
        near(found, true, len(BOOKED))


def test_parties_and_starts() -> None:
    """Every size and every quarter hour."""
    for name, key in (("parties", "party"), ("starts", "minute")):
        true = {getattr(item, key): item.weight for item in getattr(TRUE, name)}
        found = {getattr(item, key): item.weight for item in getattr(FITTED, name)}
        for value, weight in true.items():
            near(
                found.get(value, 0) / sum(found.values()), weight / sum(true.values()), len(BOOKED)
            )
        assert set(found) <= set(true)


@pytest.mark.parametrize("party", [2, 8])
def test_lead_times(party: int) -> None:
    """Small and large parties apart."""
    trials = sum((row.party >= LARGE_FROM) == (party >= LARGE_FROM) for row in BOOKED)
    spans, true = FITTED.lead_times(party).spans, TRUE.lead_times(party).spans
    for found, wanted in zip(
        shares([span.weight for span in spans]), shares([span.weight for span in true]), strict=True
    ):
        near(found, wanted, trials)


def test_cancellations_no_shows_and_stays() -> None:
    """Rates, when, and how long."""
    near(FITTED.cancellations.rate, 0.15, len(BOOKED))
    cancelled = sum(row.status is Ending.CANCELLED for row in BOOKED)
    for found, true in zip(
        shares(FITTED.cancellations.when), (0.4, 0.1, 0.1, 0.1, 0.3), strict=True
    ):
        near(found, true, cancelled)
    kinds = Counter(
        (row.party >= LARGE_FROM, row.lead_minutes >= DAY)
        for row in BOOKED
        if row.status is not Ending.CANCELLED
    )
    for (large, early), count in kinds.items():
        party, lead = (8 if large else 2), (2 * DAY if early else 60)
        near(FITTED.no_show_rate(party, lead), TRUE.no_show_rate(party, lead), count)
    assert FITTED.stays == TRUE.stays
    assert FITTED.overrun.mean_log == pytest.approx(0.08, abs=0.02)
    assert FITTED.overrun.sd_log == pytest.approx(0.2, abs=0.02)


def test_what_is_assumed_is_said() -> None:
    """A rich past leaves one assumption; a poor one more."""
    assert NOTES == ["What other times guests would have accepted is assumed: no booking tells."]
    _, notes = fit_profile(ROWS[:5])
    assert len(notes) == 5


def test_a_profile_survives_its_file() -> None:
    """Written out and read again it is the same."""
    assert DemandProfile.model_validate_json(FITTED.model_dump_json()) == FITTED


HEADER = "start,party,booked_at,booked_minutes,status\n"
GOOD = "2026-05-09T19:30,2,2026-05-01T10:00,95,completed\n"


def test_rows_as_csv_and_as_json() -> None:
    """The same bookings; blank lines and a byte order mark are nothing."""
    rows = parse_past(("\ufeff" + HEADER + "\n" + GOOD).encode(), subject="past")
    json = b'{"bookings": [' + rows[0].model_dump_json().encode() + b"]}"
    assert parse_past(json, subject="past") == rows


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEADER + GOOD + GOOD.replace(",2,", ",two,"), ["line 3, party", "'two'"]),
        (HEADER + GOOD.replace(",95", ",3"), ["line 2, booked_minutes", "3"]),
        (HEADER + GOOD.replace("completed", "eaten"), ["line 2, status", "'eaten'", "no_show"]),
        (HEADER + GOOD.replace("2026-05-01T10:00", ""), ["line 2", "booked_at is missing"]),
        (HEADER + GOOD.replace("05-01", "05-10"), ["line 2", "after the start"]),
        (HEADER + GOOD.replace("2026-05-09T19:30", "1930"), ["line 2, start", "'1930'"]),
        (HEADER + "1,2\n", ["line 2", "2 fields, but the header has 5"]),
        ("name," + HEADER + "Ann," + GOOD, ["line 1", "'name'", "who a guest was"]),
        ("start,party\n", ["line 1", "'booked_at'", "column is missing"]),
        ("start," + HEADER, ["'start'", "twice"]),
        (HEADER, ["has no bookings"]),
        ("", ["has no bookings"]),
        ('{"bookings": []}', ["has no bookings"]),
        ('{"bookings": [{"party": 0}]}', ["bookings[0].party", "0"]),
        (HEADER + '"', ["line 2", "not CSV"]),
    ],
)
def test_what_is_wrong_is_named(text: str, says: list[str]) -> None:
    """Line, field and value."""
    with pytest.raises(InvalidInputError) as caught:
        parse_past(text.encode(), subject="past")
    for part in says:
        assert part in caught.value.message


def test_bytes_that_are_no_text() -> None:
    """A spreadsheet's own format, say."""
    with pytest.raises(InvalidInputError, match="UTF-8"):
        parse_past(b"PK\x03\x04\xff\xfe", subject="past")


def test_walk_ins_alone_are_no_demand_for_bookings() -> None:
    """There is nothing to fit."""
    with pytest.raises(InvalidInputError, match="walk-ins only"):
        fit_profile([row for row in ROWS if row.status is Ending.WALK_IN])


def test_the_past_of_a_whole_chain_is_refused() -> None:
    """More a day than any restaurant takes."""
    with pytest.raises(InvalidInputError, match="bookings_per_day"):
        fit_profile([BOOKED[0]] * 40_000)


def test_a_mistyped_year_is_noticed() -> None:
    """It would thin the demand out over decades."""
    typo = {"start": "2062-01-05T19:00", "booked_at": "2062-01-05T09:00", "party": 2}
    late = PastBooking.model_validate({**typo, "booked_minutes": 90, "status": "completed"})
    _, notes = fit_profile([*BOOKED[:50], late])
    assert any("is a year mistyped" in note for note in notes)
