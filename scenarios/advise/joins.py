"""Which joins carry the value of merging, which are dead, and which would be worth adding."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from models.base import Value
from models.edit_room import AddNeighbours, RemoveNeighbours
from models.problem import DayProblem
from scenarios.advise.advice import Advice, Option, best_of, ranked
from scenarios.advise.days import require_one_room
from scenarios.advise.join_days import Pair, possible, with_joins
from scenarios.advise.join_set import JoinSet, smallest_set
from scenarios.advise.join_value import JoinValue
from scenarios.advise.measured import option_from, option_of
from scenarios.advise.screen import screen
from scenarios.advise.solving import Candidate, Solving, scenario_of
from scenarios.compare import Verdict
from scenarios.runner import Outcome


class DeadJoin(Value):
    """A join that no day loses anything without: proven, day by day."""

    tables: tuple[str, str]
    words: str


class JoinsAdvice(Advice):
    """Which joins matter. Of recorded ones the gain is what would be lost without them."""

    dead: tuple[DeadJoin, ...] = ()
    """Each may go by itself; all of them at once only if ``smallest`` has none of them."""
    smallest: JoinSet | None = None
    """None when there was no time to find out."""


@dataclass(frozen=True)
class JoinsAsked:
    """How far joins are looked at."""

    keep_percent: Annotated[float, Field(gt=0, le=100)] = 95.0
    """The share of the joins' points that the smallest set has to keep."""
    fully: int = 10
    """New joins that are solved, the most promising first; 0 for none."""


def advise_joins(
    days: Sequence[DayProblem], solving: Solving, asked: JoinsAsked | None = None
) -> JoinsAdvice:
    """Take each recorded join away, add each possible one, and look for the few that matter.

    Raises:
        InvalidInputError: the days are of different rooms, or joins decide nothing there.
    """
    asked = asked or JoinsAsked()
    require_one_room(days)
    days = [with_joins(day) for day in days]
    bases = solving.bases(days)
    if len(bases) < len(days):
        return _answer(days, [], [], None, ["everything: no time was left"])
    value = JoinValue([bases[day.id] for day in days], solving)
    left_out: list[str] = []
    smallest = smallest_set(value, asked.keep_percent)
    if smallest is None:
        left_out.append("the smallest set: no time was left")
    carrying = _recorded(value, bases, left_out)
    new = _new(days, bases, solving, asked.fully, left_out)
    return _answer(days, carrying, new, smallest, left_out)


def _recorded(value: JoinValue, bases: dict[str, Outcome], left_out: list[str]) -> list[Option]:
    """Return what each recorded join carries: what is lost without it alone."""
    guests = value.guests()
    day, looked = value.days[0], []
    for pair in sorted(value.all, key=lambda pair: (-guests.get(pair, 0), pair)):
        if value.look(f"without {'+'.join(pair)}", value.all - {pair}):
            looked.append(pair)
        else:
            left_out.append(f"{_named(day, pair)}: no time was left")
    # Only now, for a plan that was found last may be a better one of all that came before.
    options = []
    for pair in looked:
        name = _named(day, pair)
        candidate = Candidate(name, "carries", f"Keep {name}", (RemoveNeighbours(tables=pair),))
        less, full = value.figures(value.all - {pair}), value.figures(value.all)
        options.append(
            option_from(candidate, list(zip(less, full, strict=True)), list(bases.values()))
        )
    return options


def _new(
    days: Sequence[DayProblem],
    bases: dict[str, Outcome],
    solving: Solving,
    fully: int,
    left_out: list[str],
) -> list[Option]:
    """Return what joins would bring that are not recorded; those that cannot help are left out."""
    if not fully:
        return []
    candidates = [
        Candidate(name, "add", f"Let {name} be joined", (AddNeighbours(tables=pair),))
        for pair in possible(days[0])
        for name in [_named(days[0], pair)]
    ]
    found = screen(candidates, days, bases, solving)
    promising = [item.candidate for item in found if item.most is None or item.most > 0]
    chosen = promising[:fully]
    left_out += [f"{item.name}: others promise more" for item in promising[fully:]]
    scenarios = [scenario_of(at, item) for at, item in enumerate(chosen)]
    solved = solving.solve([(day, item) for item in scenarios for day in days])
    options = []
    for candidate, scenario in zip(chosen, scenarios, strict=True):
        mine = [solved.get((scenario.name, day.id)) for day in days]
        after = [item for item in mine if item is not None]
        if len(after) < len(days):
            left_out.append(f"{candidate.name}: no time was left")
            continue
        options.append(option_of(candidate, [bases[day.id] for day in days], after))
    return options


def _answer(
    days: Sequence[DayProblem],
    carrying: list[Option],
    new: list[Option],
    smallest: JoinSet | None,
    left_out: list[str],
) -> JoinsAdvice:
    dead = tuple(_dead(item) for item in carrying if item.verdict is Verdict.SAME)
    alive = [item for item in carrying if item.verdict is not Verdict.SAME]
    return JoinsAdvice(
        kind="joins",
        title="Which joins carry the value",
        recommendation=_recommendation(carrying, ranked(new), dead, smallest),
        days=len(days),
        ranking=ranked([*alive, *new]),
        not_looked_at=tuple(left_out),
        notes=(
            "Whether tables that are no neighbours now can be pushed together, the room decides.",
        )
        if new
        else (),
        dead=dead,
        smallest=smallest,
    )


def _dead(option: Option) -> DeadJoin:
    (edit,) = option.edits
    assert isinstance(edit, RemoveNeighbours)
    a, b = sorted(edit.tables)
    return DeadJoin(tables=(a, b), words=f"{option.name}: no day loses anything without it.")


def _recommendation(
    carrying: list[Option],
    new: tuple[Option, ...],
    dead: tuple[DeadJoin, ...],
    smallest: JoinSet | None,
) -> str:
    if not carrying and not new:
        return (
            "No join could be looked at: raise the budget."
            if smallest is None
            else ("No joins are recorded, and none of the possible ones helps.")
        )
    said = []
    if smallest is not None:
        said.append(smallest.words)
    if dead:
        said.append(f"{len(dead)} of {len(carrying)} joins are dead: none is missed by itself.")
    if (best := best_of(new)) is not None:
        said.append(best.words)
    elif new or not said:
        said.append("No new join is decided to help.")
    return " ".join(said)


def _named(day: DayProblem, pair: Pair) -> str:
    labels = {item.id: item.label for item in day.venue.tables}
    return "+".join(labels[key] for key in pair)
