"""Nights by two hands, and gates, by example."""

import datetime as dt
import re

import pytest

from models.errors import InvalidInputError
from models.shadow import EveningEnd, ShadowMoment, ShadowRecord
from scenarios.compare import Verdict
from scenarios.shadow.gates import PATTERN, Gate, GateResult, judge, parse_gates
from scenarios.shadow.night import OldReason, ShadowCode, compare_night
from scenarios.shadow.report import ShadowReport, shadow_report, times_of
from services.shadow.planning import shadow_problem
from tests.shadow_nights import ROOM, Sitting, evening, night_of, plan_of, seen
from tests.solver_days import at, booking, day, taken

OLD = {"b1": ("A",), "b2": ("B",), "b3": ("D",)}
NEW = {"b1": ("A",), "b2": ("C",), "b4": ("B", "D")}
DATE = dt.date(2026, 11, 1)


def report(*nights: tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]) -> ShadowReport:
    """Return the report of some nights, one a day."""
    return shadow_report(
        DATE,
        DATE + dt.timedelta(days=9),
        [
            night_of(*pair, date=DATE + dt.timedelta(days=number))
            for number, pair in enumerate(nights)
        ],
    )


def judged(found: ShadowReport, *gates: str) -> list[GateResult]:
    """Evaluate gates."""
    return list(judge(found, parse_gates(gates)))


def test_each_booking_has_its_code_and_the_night_its_sums() -> None:
    """By hand: D and B for eight have ten chairs; five on D leave one."""
    night = night_of(OLD, NEW)
    assert {line.booking: line.code for line in night.lines} == {
        "b1": ShadowCode.SAME_TABLES,
        "b2": ShadowCode.OTHER_TABLES,
        "b3": ShadowCode.SEATED_BY_OLD_ALONE,
        "b4": ShadowCode.SEATED_BY_MAITRED_ALONE,
        "b5": ShadowCode.NO_TABLE,
    }
    assert (night.old.covers, night.old.seats, night.old.waste) == (11, 12, 1)
    assert (night.maitred.covers, night.maitred.seats, night.maitred.waste) == (14, 16, 2)


def test_why_the_old_allocator_refused_somebody() -> None:
    """A table was free for one guest; what fits eight was given away; or nothing ever fits."""

    def reason(old: Sitting, booking: str, **fields: object) -> str | None:
        lines = {line.booking: line for line in night_of(old, {}, **fields).lines}
        return lines[booking].old_reason

    assert reason(OLD, "b5") == OldReason.FREE_TABLE
    assert reason(OLD, "b4") == OldReason.ALL_TAKEN
    assert reason(OLD, "b4", rules={"merges": False}) == OldReason.NO_TABLE_FITS
    assert reason(OLD, "b3") is None
    merged = {"b2": ("B", "C"), "b3": ("A", "D")}
    assert reason(merged, "b5") == OldReason.ALL_TAKEN


def test_what_becomes_of_moves_and_of_bookings_that_are_not_compared() -> None:
    """Seen with other tables before: moved. Gone, edited, new, unknown: left out, counted."""
    problem = evening()
    before = seen(problem, {"b1": ("B",), "b2": ("B",)})
    after = list(seen(problem, {"b1": ("A",), "b2": ("B",)}, b3="no_show", b5="completed"))
    after[3] = after[3].replace(clock="2026-01-01 00:00")
    after.append(after[0].replace(booking="late"))
    record = ShadowRecord(at=at("12:00"), moment=ShadowMoment.AHEAD, seen=before)
    end = EveningEnd(seen_at=at("23:00"), seen=tuple(after))
    night = compare_night("run", problem, plan_of(problem, {}), record, end, kept=True)
    assert [line.booking for line in night.lines] == ["b1", "b2"]
    assert (night.old.moves, [line.moved for line in night.lines]) == (1, [True, False])
    out = night.left_out
    assert (out.gone, out.changed, out.later, out.unknown) == (1, 1, 1, 1)


def test_the_problem_of_a_shadow_is_of_an_empty_room() -> None:
    """What bookings have is taken from them, and what stands for it; locks and facts stay."""
    problem = day(
        ROOM,
        [
            booking("free", 2, has="A"),
            booking("locked", 2, has="B", locked=True),
            booking("here", 2, has="C", status="checked_in"),
            booking("later", 2),
        ],
        occupancy=[
            taken("D", booking="free"),
            taken("D", "12:00", "13:00", source="maintenance"),
            taken("A", booking="locked"),
        ],
        mode="rebuild",
    )
    known = tuple(item for item in seen(problem, {}) if item.booking != "later")
    found = shadow_problem(problem, at("10:00"), ShadowMoment.AHEAD, known)
    tables = {item.id: item.current_tables for item in found.bookings}
    assert tables == {"free": (), "locked": ("B",), "here": ("C",)}
    assert [item.booking for item in found.occupancy] == ["locked", None]
    assert (found.mode, found.as_of) == ("fill", at("10:00"))
    hindsight = shadow_problem(problem, at("10:00"), ShadowMoment.AFTERWARDS, known)
    here = next(item for item in hindsight.bookings if item.id == "here")
    assert (here.status, here.current_tables) == ("confirmed", ())


def test_several_nights_have_an_interval_and_one_has_none() -> None:
    """Three guests more on both nights, then on one of three."""
    one = report((OLD, NEW))
    assert (one.figures["covers"].low, one.verdict) == (None, Verdict.UNDECIDED)
    both = report((OLD, NEW), (OLD, NEW))
    assert (both.verdict, both.figures["waste"].verdict) == (Verdict.BETTER, Verdict.WORSE)
    mixed = report((OLD, NEW), (OLD, OLD), (OLD, OLD))
    assert mixed.verdict is Verdict.UNDECIDED
    assert report((OLD, OLD), (NEW, NEW)).verdict is Verdict.SAME
    assert report((NEW, OLD), (NEW, OLD)).words == (
        "Guests a night: -3.0 (95 %: -3.0 to -3.0) over 2 nights: "
        "maitred would have seated fewer guests."
    )


@pytest.mark.parametrize(
    ("gate", "passed", "value"),
    [
        ("covers>=0", True, 3),
        ("covers>3", False, 3),
        ("covers>=27%", True, 100 * 3 / 11),
        ("refusals<=0", True, 0),
        ("waste<=5%", False, 100),
        ("waste<=1", True, 1),
        ("moves<=0", True, 0),
        ("moves<=0%", True, 0),
        ("worse<=2%", False, 20),
        ("worse<=1", True, 1),
        ("better>=20%", True, 20),
        ("nights>=2", True, 2),
        ("p95<=0.25s", True, 0.25),
        ("p50<250ms", False, 250),
        ("longest<=300ms", True, 250),
        ("gap<=0%", True, 0),
        ("seated>=0", True, 0),
    ],
)
def test_gates_by_example(gate: str, passed: bool, value: float) -> None:
    """Of two nights with three guests more, one empty seat more, one of five worse off."""
    (result,) = judged(report((OLD, NEW), (OLD, NEW)), gate)
    assert result.passed is passed
    assert result.value == pytest.approx(value)


def test_a_share_of_nothing_and_no_proof_never_pass_for_little() -> None:
    """The old allocator wasted no seat: any is infinitely more."""
    full = {"b1": ("A",)}
    (more,) = judged(report((full, {"b1": ("B",)})), "waste<=99%")
    assert (more.passed, more.value, more.words) == (False, None, "the old allocator had none")
    unproven = night_of(OLD, NEW).replace(gap=None)
    (gap,) = judged(shadow_report(DATE, DATE, [unproven]), "gap<=99%")
    assert (gap.passed, gap.words) == (False, "a plan has no proven bound")
    (none,) = judged(report(), "covers>=-9")
    assert (none.passed, none.value, none.words) == (False, None, "nothing to compare")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("guests>=0", "unknown metric 'guests'; there are covers, seated, refusals"),
        ("covers=>0", "is no gate; write a metric, an operator"),
        ("covers", "in quotes: a shell takes a bare > or <"),
        ("covers>=", "is no gate"),
        ("covers>=many", "is no gate"),
        ("covers>=1e9", "is no gate"),
        ("covers>=nan", "is no gate"),
        ("covers>=0ms", "covers takes no unit or %, not the unit 'ms'"),
        ("p95<=300", "p95 takes ms or s, not no unit"),
        ("p95<=5%", "p95 takes ms or s, not the unit '%'"),
        ("gap<=1", "gap takes %, not no unit"),
        ("", "is no gate"),
        ("covers>=0 or 1", "is no gate"),
    ],
)
def test_wrong_gates_say_what_is_wrong(text: str, message: str) -> None:
    """The metric, the operator, the value or the unit."""
    with pytest.raises(InvalidInputError) as caught:
        parse_gates(["covers>=0", text])
    (flaw,) = caught.value.flaws
    assert message in flaw.message


def test_all_wrong_gates_are_named_at_once() -> None:
    """Nobody wants to learn them one by one."""
    with pytest.raises(InvalidInputError) as caught:
        parse_gates(["a>=0", "covers>=0", "b>=0"])
    assert [flaw.value for flaw in caught.value.flaws] == ["'a>=0'", "'b>=0'"]
    assert parse_gates([" covers >= +0.50 % "]) == (Gate("covers", ">=", 0.5, "%"),)


def test_times_are_nearest_ranks() -> None:
    """Of twenty the 95th percentile is the nineteenth."""
    found = times_of([number / 10 for number in range(20, 0, -1)])
    assert found is not None
    assert (found.median, found.p95, found.longest) == (1.0, 1.9, 2.0)
    assert times_of([]) is None


def test_the_pattern_of_the_document_matches_what_can_be_read() -> None:
    """For programs that look there: every metric with each of its units, and no other."""
    for text in ("covers>=0", "waste<=-5%", "p95<300ms", "longest>1s", "gap<=1%", "nights>=14"):
        assert re.search(PATTERN, text)
        assert parse_gates([text])
    for text in ("guests>=0", "gap<=1", "p95<=5%", "covers", "nights>=1s", "xcovers>=0"):
        assert not re.search(PATTERN, text)
