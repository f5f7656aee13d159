"""A written case of the checker: a plan and what must be said of it; and the days they share."""

import zlib
from dataclasses import dataclass, field
from typing import Any

from models.booking import BookingStatus
from models.problem import DayProblem
from solver.checker import Verdict
from tests.solver_days import booking, day, table


@dataclass(frozen=True)
class Case:
    """A plan (``{"b1": "A+B"}``), the codes it must be blamed for, and who is stale."""

    name: str
    problem: DayProblem
    plan: dict[str, str]
    codes: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    points: dict[str, float] | None = None
    """Points by term, without the terms that are 0."""
    seats: dict[str, int] | None = None

    @property
    def decisions(self) -> dict[str, list[str]]:
        """The plan as the checker takes it."""
        return {key: text.split("+") if text else [] for key, text in self.plan.items()}

    def agrees(self, verdict: Verdict) -> bool:
        """Tell whether a verdict is the one written here."""
        return (
            sorted(violation.code for violation in verdict.violations) == self.codes
            and verdict.ok == (not self.codes)
            and sorted(verdict.stale) == self.stale
            and (self.points is None or self._worth(self.points, verdict))
            and (self.seats is None or verdict.seats == self.seats)
            and (self.points is None or verdict.tie_break == self._tie_break(verdict))
        )

    def _tie_break(self, verdict: Verdict) -> int:
        """Return the sum of the numbers of the seatings that were up for choice."""
        fixed = {item.id for item in self.problem.bookings if self.problem.is_fixed(item)}
        names = (
            f"{key}|{'+'.join(sorted(self.decisions[key]))}"
            for key in verdict.seats
            if key not in fixed
        )
        return sum(zlib.crc32(name.encode()) % 1048576 for name in names)

    @staticmethod
    def _worth(points: dict[str, float], verdict: Verdict) -> bool:
        """Tell whether terms, tiers, total and both ranks are those of the points."""
        whole = {term: round(100 * value) for term, value in points.items()}
        seated = sum(whole.get(term, 0) for term in ("cover", "booking", "priority"))
        moves, total = whole.get("move", 0), sum(whole.values())
        tiers = (seated, moves, total - seated - moves)
        return (
            {term: value for term, value in verdict.terms.items() if value} == whole
            and tuple(map(verdict.tier, ("seated", "stability", "preferences"))) == tiers
            and verdict.total == total
            and verdict.rank("lexicographic") == tiers
            and verdict.rank("weighted") == (total,)
            and verdict.rank("weighted", unique=True) == (total, -verdict.tie_break)
            and verdict.rank("lexicographic", unique=True) == (*tiers, -verdict.tie_break)
        )


def case(name: str, problem: DayProblem, plan: dict[str, str], *codes: str, **fields: Any) -> Case:
    """Return a case; the codes may be given in any order."""
    return Case(name, problem, plan, sorted(codes), **fields)


A, B, C, D = (table(key, 4) for key in "ABCD")
TWOS = tuple(table(key, 2) for key in "ABCDE")
ROW = "A-B B-C C-D D-E"
CLOSED = table("A", 4, active=False)
HAS_A, NEW = booking("b1", 2, has="A"), booking("b2", 4)
BOTH_ON_A = [booking("b1", 2, has="A"), booking("b2", 4, has="A")]
STAYS = booking("b1", 2, has="A", locked=True)
GONE = booking("b1", 2, has="A", status=BookingStatus.CANCELLED)


def pair(party: int, **rules: Any) -> DayProblem:
    """Return one party and two neighbouring 4-tops."""
    return day([A, B], [booking("b1", party)], "A-B", rules=rules)


def row(party: int, **rules: Any) -> DayProblem:
    """Return one party and a row of five 2-tops."""
    return day(TWOS, [booking("b1", party)], ROW, rules=rules)


def two(first: dict[str, Any], second: dict[str, Any], **fields: Any) -> DayProblem:
    """Return two bookings of two guests and one table."""
    guests = [booking("b1", 2, **first), booking("b2", 2, **second)]
    return day([A], guests, **fields)


def kept(party: int, has: str, *tables: Any, edges: str = "", **fields: Any) -> DayProblem:
    """Return a rebuild with one booking that already has tables."""
    return day(tables, [booking("b1", party, has=has)], edges, mode="rebuild", **fields)
