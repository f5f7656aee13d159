"""Repeat a recorded solve, and say whether the result is identical and, if not, how it differs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.errors import MaitredError
from models.plan import DayPlan, SolverOutcome
from models.problem import DayProblem
from models.weights import CENTIPOINTS
from solver.answer import ENDED, versions
from solver.checker import check_plan
from solver.day import plan_day
from solver.search import Progress

Versions = dict[str, tuple[str | None, str | None]]
"""Recorded and present version by name; None where one is not known."""


class NotReplayableError(MaitredError):
    """The problem and the plan do not belong together, so repeating would tell nothing."""

    code = "NOT_REPLAYABLE"


class Verdict(StrEnum):
    """What a repeated plan is, next to the recorded one."""

    IDENTICAL = "identical"
    """Every booking has the same tables."""
    EQUALLY_GOOD = "equally_good"
    """Other tables, but the same value in every tier."""
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True)
class Replay:
    """A recorded plan and the plan of the repeated solve, both of one problem."""

    recorded: DayPlan
    repeated: DayPlan

    @property
    def tiers(self) -> dict[str, tuple[float, float]]:
        """Recorded and repeated value (points) of every tier, the highest first."""
        names = [proof.tier for proof in self.repeated.proof if proof.tier != "tie_break"]
        plans = (self.recorded.objective, self.repeated.objective)
        return {name: (getattr(plans[0], name), getattr(plans[1], name)) for name in names}

    @property
    def decided_by(self) -> str | None:
        """The highest tier in which the values differ."""
        return next((name for name, (before, now) in self.tiers.items() if before != now), None)

    @property
    def verdict(self) -> Verdict:
        """What the repeated plan is."""
        if self.recorded.plan_hash() == self.repeated.plan_hash():
            return Verdict.IDENTICAL
        if self.decided_by is None:
            return Verdict.EQUALLY_GOOD
        before, now = self.tiers[self.decided_by]
        return Verdict.BETTER if now > before else Verdict.WORSE

    @property
    def differences(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """Recorded and repeated tables, by booking, where they are not the same."""
        before, now = (
            {seating.booking: tuple(sorted(seating.tables)) for seating in plan.seatings}
            for plan in (self.recorded, self.repeated)
        )
        return {
            key: (before.get(key, ()), now.get(key, ()))
            for key in sorted(before.keys() | now.keys())
            if before.get(key) != now.get(key)
        }

    @property
    def versions(self) -> Versions:
        """The versions that are not what they were."""
        return _changed(self.recorded.solve.versions, self.repeated.solve.versions)

    @property
    def repeatable(self) -> bool:
        """Whether the two had to be identical: limited by work, and nothing cut them short."""
        solves = (self.recorded.solve, self.repeated.solve)
        return all(solve.deterministic and solve.outcome in ENDED for solve in solves)

    @property
    def message(self) -> str:
        """The verdict as a sentence."""
        if self.verdict is Verdict.IDENTICAL:
            seated = len(self.repeated.seatings)
            return f"Identical: the same tables for each of the {seated} seated bookings."
        count = len(self.differences)
        other = "other tables for " + ("1 booking" if count == 1 else f"{count} bookings")
        if self.decided_by is None:
            return f"Equally good, not identical: the same value in every tier, {other}."
        before, now = self.tiers[self.decided_by]
        return (
            f"{self.verdict.capitalize()}: {self.decided_by} {now:,.12g} points, recorded "
            f"{before:,.12g}; {other}."
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What explains a difference, or could."""
        notes = []
        if not self.recorded.solve.deterministic:
            notes.append(
                "The recorded solve was limited by the clock and may end elsewhere every time; "
                "plans of `maitred solve --deterministic` are repeatable."
            )
        for which, plan in (("recorded", self.recorded), ("repeated", self.repeated)):
            solve = plan.solve
            by_clock = not solve.deterministic and solve.outcome is SolverOutcome.DEADLINE
            if solve.outcome not in ENDED and not by_clock:
                notes.append(
                    f"The {which} solve did not reach its end: {solve.outcome} after "
                    f"{solve.seconds:g} s."
                )
        if self.repeatable and not self.versions and self.verdict is not Verdict.IDENTICAL:
            notes.append("Nothing recorded explains the difference: please report it.")
        return tuple(notes)


def repeat(
    problem: DayProblem,
    recorded: DayPlan,
    *,
    on_progress: Callable[[Progress], None] | None = None,
) -> Replay:
    """Solve a problem again as its recorded plan was solved.

    Raises:
        NotReplayableError: the plan answers another problem, or was edited.
    """
    problem = _answered(problem, recorded)
    _require_unedited(problem, recorded)
    solve = recorded.solve
    repeated = plan_day(
        problem,
        budget_seconds=solve.budget_seconds,
        seed=solve.seed,
        deterministic=solve.deterministic,
        on_progress=on_progress,
    )
    return Replay(recorded, repeated)


def report(replay: Replay) -> dict[str, Any]:
    """Return everything about a replay as JSON-able data."""
    return {
        "verdict": replay.verdict,
        "message": replay.message,
        "repeatable": replay.repeatable,
        "problem_hash": replay.recorded.problem_hash,
        "recorded": _summary(replay.recorded),
        "repeated": _summary(replay.repeated),
        "tiers": {
            name: {"recorded": before, "repeated": now}
            for name, (before, now) in replay.tiers.items()
        },
        "versions": {
            name: {"recorded": before, "present": now}
            for name, (before, now) in replay.versions.items()
        },
        "differences": [
            {"booking": key, "recorded": list(before), "repeated": list(now)}
            for key, (before, now) in replay.differences.items()
        ],
        "notes": list(replay.notes),
    }


def _summary(plan: DayPlan) -> dict[str, Any]:
    return {
        "plan_hash": plan.plan_hash(),
        "status": plan.status.value,
        "gap": plan.gap,
        "solve": plan.solve.model_dump(mode="json"),
    }


def _changed(recorded: dict[str, str], present: dict[str, str]) -> Versions:
    return {
        name: (recorded.get(name), present.get(name))
        for name in sorted(recorded.keys() | present.keys())
        if recorded.get(name) != present.get(name)
    }


def _answered(problem: DayProblem, recorded: DayPlan) -> DayProblem:
    """Return the problem as it was when its plan was recorded.

    Problems had no policy once. No plan depends on it, so a day file that has one is no other day.
    """
    for known in (problem, problem.model_copy(update={"policy": None})):
        if known.content_hash() == recorded.problem_hash:
            return known
    found = problem.content_hash()
    raise NotReplayableError(
        f"the plan answers another problem: its problem hash is {recorded.problem_hash[:12]}…, "
        f"that of the day is {found[:12]}…",
        hint="The day must be unchanged, and --rules and --weights those of the first solve."
        + _as_hint(_changed(recorded.solve.versions, versions())),
        details={"recorded": recorded.problem_hash, "present": found},
    )


def _require_unedited(problem: DayProblem, recorded: DayPlan) -> None:
    """Check a recorded plan afresh: what it says must follow from its seatings."""
    verdict = check_plan(problem, {item.booking: item.tables for item in recorded.seatings})
    wrong = [str(violation) for violation in verdict.violations]
    worth = {tier: verdict.tier(tier) for tier in ("seated", "stability", "preferences")}
    for name, centipoints in {"total": verdict.total, **worth}.items():
        stated = getattr(recorded.objective, name)
        if round(stated * CENTIPOINTS) != centipoints:
            wrong.append(f"{name}: it says {stated:g}, it is worth {centipoints / CENTIPOINTS:g}")
    if wrong:
        raise NotReplayableError(
            f"the recorded plan does not hold: {wrong[0]}",
            hint="It was edited after the solve, or this version sees it otherwise."
            + _as_hint(_changed(recorded.solve.versions, versions())),
            details={"flaws": wrong[:20]},
        )


def _as_hint(changed: Versions) -> str:
    return f" Versions differ: {describe(changed)}." if changed else ""


def describe(changed: Versions) -> str:
    """Say which versions differ."""
    return ", ".join(
        f"{name} {before or 'not recorded'}, now {now or 'not present'}"
        for name, (before, now) in changed.items()
    )
