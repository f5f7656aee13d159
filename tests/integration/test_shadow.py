"""Shadow planning over a real database: a night that the old allocator planned, beside maitred."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest

from models.errors import InvalidInputError
from models.run import RunState
from models.shadow import ShadowMoment
from persistence.errors import RestaurantNotFoundError
from persistence.pool import Database as Pool
from persistence.runs import get_run, latest_run
from scenarios.compare import Verdict
from scenarios.shadow.night import Effect, Night, ShadowCode
from scenarios.shadow.report import ShadowReport
from services.access import EVERYBODY
from services.errors import NoBookingsError, RunNotApplicableError
from services.planning.apply_run import ApplyRequest, apply_run
from services.shadow.planning import ShadowLook, ShadowRequest, look
from services.shadow.report import report_of
from tests.integration.old_allocator import allocate, busy_night, three_tables
from tests.integration.planning import pool
from tests.integration.postgres_servers import DATE, Database, House, at

DAY = dt.timedelta(days=1)
AHEAD, AFTER = at(15), at(9, day=1)


def looked(opened: Pool, house: House, now: dt.datetime = AHEAD, **wanted: Any) -> ShadowLook:
    """Look at the test date, or another one."""
    request = ShadowRequest(house.id, wanted.pop("date", DATE), budget_seconds=5, **wanted)
    return look(opened, request, now=now)


def reported(opened: Pool, house: House, **wanted: Any) -> ShadowReport:
    """Return the report of the test date."""
    return report_of(opened, house.id, DATE, wanted.pop("last", DATE), now=AFTER, **wanted)


def only_night(report: ShadowReport) -> Night:
    """Return the one night of a report."""
    (night,) = report.nights
    return night


def test_a_night_of_the_old_allocator_beside_maitred(database: Database, house: House) -> None:
    """Planned ahead, the end kept after it: each booking, the sums, the words."""
    three_tables(house)
    night = busy_night(house)
    assert allocate(house) == night[8]
    with pool(database) as opened:
        ahead = looked(opened, house)
        assert (ahead.moment, ahead.end_kept) == (ShadowMoment.AHEAD, False)
        after = looked(opened, house, AFTER)
        assert (after.run_id, after.end_kept) == (None, True)
        assert not looked(opened, house, AFTER).end_kept
        found = reported(opened, house)
    line = only_night(found)
    assert (line.run, line.moment, line.ended) == (str(ahead.run_id), ShadowMoment.AHEAD, True)
    assert (line.old.covers, line.maitred.covers) == (8, 12)
    assert (line.old.refusals, line.maitred.refusals) == (1, 2)
    assert (line.old.waste, line.maitred.waste) == (4, 0)
    assert (line.bookings, line.same, line.better, line.worse) == (4, 1, 1, 2)
    by_party = {item.party: item for item in line.lines}
    assert (by_party[8].effect, by_party[8].code) == (
        Effect.BETTER,
        ShadowCode.SEATED_BY_MAITRED_ALONE,
    )
    assert by_party[8].old_reason == "all_taken"
    assert by_party[2].maitred_reason == "outweighed"
    assert by_party[8].words == (
        "8 guests at 19:00: refused, every fitting table was given to others; maitred gives them "
        + "+".join(house.names(map(UUID, by_party[8].maitred)))
        + "."
    )
    assert found.verdict is Verdict.UNDECIDED
    assert found.words == "Guests a night: +4.0 over 1 night: undecided."
    assert found.notes == ()


def test_the_run_is_a_shadow_and_nothing_else(database: Database, house: House) -> None:
    """It is never the date's plan, and it is of bookings that nobody has seated yet."""
    three_tables(house)
    busy_night(house)
    allocate(house)
    with pool(database) as opened:
        found = looked(opened, house)
        assert found.run_id is not None
        with opened.connection() as connection:
            run = get_run(connection, found.run_id)
            assert latest_run(connection, house.id, DATE) is None
    assert run is not None
    assert (run.state, run.mode) == (RunState.SHADOW, "fill")
    assert run.shadow is not None
    assert sum(bool(item.tables) for item in run.shadow.seen) == 3
    assert {item.change for item in run.plan.seatings} == {"new"}
    with pool(database) as opened, pytest.raises(RunNotApplicableError):
        apply_run(opened, ApplyRequest(run.id), EVERYBODY)
    states = house.rows("select state from maitred.run_events")
    assert [row["state"] for row in states] == ["shadow"]


def test_what_changed_after_the_plan_is_left_out_and_counted(
    database: Database, house: House
) -> None:
    """Cancelled, another party, made later, moved, eaten without a table on record."""
    keys = [house.booking(start=dt.time(hour)) for hour in (12, 15, 18, 20)]
    allocate(house)
    stays, moved, gone, changed = keys
    with pool(database) as opened:
        looked(opened, house)
        house.unassign(moved)
        house.assign(moved, "B2")
        house.rows("update bookings set status = 'cancelled' where id = %s returning 1", gone)
        house.rows("update bookings set party_size = 7 where id = %s returning 1", changed)
        house.booking(start=dt.time(13))
        house.rows("update bookings set status = 'completed' where id = %s returning 1", stays)
        house.unassign(stays)
        looked(opened, house, AFTER)
        found = only_night(reported(opened, house))
    out = found.left_out
    assert (out.gone, out.changed, out.later, out.unknown) == (1, 1, 1, 0)
    assert {item.booking: item.moved for item in found.lines} == {
        str(stays): False,
        str(moved): True,
    }
    assert (found.old.moves, found.maitred.moves) == (1, 0)
    assert found.old.refusals == 0, "who ate was not refused, whatever the rows say today"


def test_rules_that_the_old_allocator_broke_are_named(database: Database, house: House) -> None:
    """Seven guests on a table of four."""
    key = house.booking(party_size=7)
    house.assign(key, "F1")
    with pool(database) as opened:
        looked(opened, house, AFTER)
        found = only_night(reported(opened, house))
    assert found.broken == 1
    assert "capacity" in found.lines[0].broke
    assert "against the rules" in found.lines[0].words


def test_who_sits_or_is_locked_stays_where_the_old_allocator_put_them(
    database: Database, house: House
) -> None:
    """Planned in the evening itself: both hands are held to what cannot be changed."""
    early, locked, free = (house.booking(start=dt.time(hour)) for hour in (12, 20, 20))
    for key, table in ((early, "T1"), (locked, "F1"), (free, "B2")):
        house.assign(key, table)
    house.insert("maitred.booking_locks", restaurant_id=house.id, booking_id=locked, locked_by="me")
    with pool(database) as opened:
        found = looked(opened, house, at(13))
    assert found.moment is ShadowMoment.DURING
    assert found.plan is not None
    kept = {item.booking for item in found.plan.seatings if item.change == "kept"}
    assert kept == {str(early), str(locked)}


def test_afterwards_who_has_come_and_eaten_is_planned_as_if_nobody_had(
    database: Database, house: House
) -> None:
    """In hindsight, said so; with a moment only the bookings that were made by then."""
    first, _second = house.booking(), house.booking(start=dt.time(20))
    allocate(house)
    house.rows("update bookings set status = 'checked_in' where id = %s returning 1", first)
    house.rows(
        "update bookings set created_at = case id when %s then %s else %s end returning 1",
        first,
        at(10),
        at(16),
    )
    with pool(database) as opened:
        whole = looked(opened, house, AFTER)
        assert (whole.moment, whole.end_kept) == (ShadowMoment.AFTERWARDS, True)
        assert whole.plan is not None
        assert {item.change for item in whole.plan.seatings} == {"new"}
        found = reported(opened, house)
        assert "1 night planned afterwards" in found.notes[0]
        asked = looked(opened, house, AFTER, at="15:00")
        assert asked.plan is not None
        assert [item.booking for item in asked.plan.seatings] == [str(first)]
        newest = only_night(reported(opened, house))
        assert (newest.run, newest.left_out.later) == (str(asked.run_id), 1)
        with pytest.raises(InvalidInputError, match="is in the future"):
            looked(opened, house, AHEAD, at="15:01")


def test_an_evening_that_is_not_over_is_not_compared(database: Database, house: House) -> None:
    """Nor one that was only looked at; a run that cannot be read is named, the others count."""
    house.booking()
    house.booking(booking_date=DATE + DAY)
    with pool(database) as opened:
        looked(opened, house)
        looked(opened, house, date=DATE + DAY)
        found = reported(opened, house, last=DATE + DAY)
        assert [(item.date, item.why) for item in found.not_compared] == [
            (DATE + DAY, "the evening is not over yet")
        ]
        assert "The end of 1 night was not kept" in found.notes[0]
        house.insert(
            "maitred.shadow_evenings", restaurant_id=house.id, service_date=DATE, ended={"moon": 1}
        )
        assert [item.date for item in reported(opened, house).not_compared] == [DATE]
        house.rows("delete from maitred.shadow_evenings returning 1")
        house.rows("""update maitred.runs set problem = problem || '{"moon": 1}' returning 1""")
        broken = reported(opened, house)
    assert broken.nights == ()
    assert "moon" in broken.not_compared[0].why
    assert (broken.verdict, broken.words) == (
        Verdict.UNDECIDED,
        "There is no night to compare yet.",
    )


def test_over_several_nights_the_interval_decides(database: Database, house: House) -> None:
    """Twice the same gain has no spread at all; a third night without a gain leaves it open."""
    three_tables(house)
    for number in range(2):
        busy_night(house, DATE + number * DAY)
        allocate(house, DATE + number * DAY)
    later = AFTER + 3 * DAY
    with pool(database) as opened:
        for number in range(2):
            looked(opened, house, later, date=DATE + number * DAY)
        found = report_of(opened, house.id, DATE, DATE + 2 * DAY, now=later)
        assert (found.verdict, found.figures["covers"].difference) == (Verdict.BETTER, 4)
        assert found.figures["refusals"].verdict is Verdict.WORSE
        house.booking(booking_date=DATE + 2 * DAY)
        allocate(house, DATE + 2 * DAY)
        looked(opened, house, later, date=DATE + 2 * DAY)
        found = report_of(opened, house.id, DATE, DATE + 2 * DAY, now=later)
    assert found.verdict is Verdict.UNDECIDED
    low, high = found.figures["covers"].low, found.figures["covers"].high
    assert low is not None
    assert high is not None
    assert low < 0 < high


def test_a_closed_evening_an_unknown_house_and_spans_are_refused(
    database: Database, house: House
) -> None:
    """Before anything is written."""
    with pool(database) as opened:
        with pytest.raises(NoBookingsError, match="no bookings to compare"):
            looked(opened, house)
        with pytest.raises(RestaurantNotFoundError):
            look(opened, ShadowRequest(uuid4(), DATE), now=AHEAD)
        with pytest.raises(InvalidInputError, match="is before from"):
            report_of(opened, house.id, DATE, DATE - DAY)
        with pytest.raises(InvalidInputError, match="at most 100 days"):
            report_of(opened, house.id, DATE, DATE + 100 * DAY)
    assert house.value("select count(*) from maitred.runs") == 0
