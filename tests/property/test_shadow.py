"""What must hold of any night by two hands, of any report, and of any gate."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import InvalidInputError
from scenarios.compare import Verdict
from scenarios.shadow.gates import METRICS, OPERATORS, UNITS, Gate, judge, parse_gates
from scenarios.shadow.night import Effect, Night
from scenarios.shadow.report import shadow_report
from tests.shadow_nights import PARTIES, ROOM, Sitting, night_of

DATE = dt.date(2026, 11, 1)
MIRRORED = {
    Verdict.BETTER: Verdict.WORSE,
    Verdict.WORSE: Verdict.BETTER,
    Verdict.SAME: Verdict.SAME,
    Verdict.UNDECIDED: Verdict.UNDECIDED,
}

SOME_TABLES = st.lists(
    st.sampled_from([item.id for item in ROOM]), min_size=1, max_size=3, unique=True
).map(tuple)
SITTINGS = st.dictionaries(st.sampled_from(sorted(PARTIES)), SOME_TABLES)

UNLISTED = st.text(max_size=20)
GATES = st.sampled_from(sorted(METRICS)).flatmap(
    lambda metric: st.builds(
        Gate,
        st.just(metric),
        st.sampled_from(sorted(OPERATORS)),
        st.integers(-999_999_999, 999_999_999).map(lambda parts: parts / 1000),
        st.sampled_from(UNITS[METRICS[metric][0]]),
    )
)


def parties(night: Night, effect: Effect) -> int:
    """Return the guests of the bookings with an effect."""
    return sum(line.party for line in night.lines if line.effect is effect)


@settings(max_examples=60, deadline=None)
@given(old=SITTINGS, new=SITTINGS)
def test_swapping_the_hands_swaps_better_and_worse(old: Sitting, new: Sitting) -> None:
    """Nobody is favoured: who would be better off is worse off the other way round."""
    there, back = night_of(old, new), night_of(new, old)
    assert (there.same, there.better, there.worse) == (back.same, back.worse, back.better)
    assert (there.old, there.maitred) == (back.maitred, back.old)
    same = {line.booking: line.code for line in there.lines if line.effect is Effect.SAME}
    assert same == {line.booking: line.code for line in back.lines if line.effect is Effect.SAME}
    assert night_of(old, old).same == len(PARTIES)


@settings(max_examples=60, deadline=None)
@given(old=SITTINGS, new=SITTINGS)
def test_the_bookings_add_up_to_the_sums(old: Sitting, new: Sitting) -> None:
    """Counts, guests and refusals of the night follow from its lines."""
    night = night_of(old, new)
    assert night.same + night.better + night.worse == night.bookings == len(PARTIES)
    gained = parties(night, Effect.BETTER) - parties(night, Effect.WORSE)
    assert night.maitred.covers - night.old.covers == gained
    assert night.old.refusals - night.maitred.refusals == night.better - night.worse
    for hand in (night.old, night.maitred):
        assert hand.seated + hand.refusals == night.bookings
        assert hand.covers + hand.refused_covers == sum(PARTIES.values())
        assert 0 <= hand.waste <= hand.seats
    assert all((line.old_reason is None) == bool(line.old) for line in night.lines)
    assert all((line.maitred_reason is None) == bool(line.maitred) for line in night.lines)


@settings(max_examples=30, deadline=None)
@given(pairs=st.lists(st.tuples(SITTINGS, SITTINGS), max_size=4))
def test_a_report_is_the_sum_of_its_nights(pairs: list[tuple[Sitting, Sitting]]) -> None:
    """And swapping the hands of all nights mirrors its verdicts."""
    last = DATE + dt.timedelta(days=30)
    dates = [DATE + dt.timedelta(days=number) for number in range(len(pairs))]
    rows = list(zip(dates, pairs, strict=True))
    there = shadow_report(DATE, last, [night_of(*pair, date=date) for date, pair in rows])
    back = shadow_report(DATE, last, [night_of(*pair[::-1], date=date) for date, pair in rows])
    assert (there.better, there.worse, there.same) == (back.worse, back.better, back.same)
    assert there.bookings == there.same + there.better + there.worse
    assert there.verdict is MIRRORED[back.verdict]
    for name, figure in there.figures.items():
        mirrored = back.figures[name]
        assert figure.verdict is MIRRORED[mirrored.verdict]
        assert figure.difference == pytest.approx(-mirrored.difference)
        mean = (figure.maitred - figure.old) / len(pairs)
        assert figure.difference == pytest.approx(mean)
    assert [night.date for night in there.nights] == dates


@settings(max_examples=60)
@given(gates=st.lists(GATES, max_size=5))
def test_a_gate_that_is_written_is_read_again(gates: list[Gate]) -> None:
    """Spaces do not matter; each gets a result, and none passes with nothing to compare but of
    the number of nights."""
    assert parse_gates([str(gate) for gate in gates]) == tuple(gates)
    spaced = [f" {gate.metric} {gate.operator} {gate.value:.3f} {gate.unit} " for gate in gates]
    assert parse_gates(spaced) == tuple(gates)
    results = judge(shadow_report(DATE, DATE, []), gates)
    assert [result.gate for result in results] == [str(gate) for gate in gates]
    for gate, result in zip(gates, results, strict=True):
        passes = gate.metric == "nights" and OPERATORS[gate.operator](0, gate.value)
        assert result.passed == passes


@settings(max_examples=60)
@given(text=st.one_of(UNLISTED, GATES.map(lambda gate: f"{gate}x")))
def test_nothing_else_is_a_gate(text: str) -> None:
    """It is refused with its place and value, and never by another error."""
    with pytest.raises(InvalidInputError) as caught:
        parse_gates([text])
    (flaw,) = caught.value.flaws
    assert flaw.place == "gate"
    assert flaw.value
