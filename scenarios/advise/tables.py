"""Which table to buy, split or swap next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from models.errors import Flaw, InvalidInputError
from models.problem import DayProblem
from models.venue import MAX_PARTY
from scenarios.advise.advice import Advice, Option, best_of, ranked
from scenarios.advise.days import require_one_room
from scenarios.advise.measured import option_of
from scenarios.advise.screen import Screened, screen
from scenarios.advise.solving import Candidate, Solving, fits, scenario_of
from scenarios.advise.table_candidates import bought, sensible_sizes, split, swapped
from scenarios.advise.words import nothing_helps, number
from scenarios.runner import Outcome
from scenarios.scenario import Scenario


class Change(StrEnum):
    """What may be done to a room."""

    BUY = "buy"
    SPLIT = "split"
    SWAP = "swap"


CHANGES = tuple(Change)

FULLY = 10
"""Candidates that are solved in each round, the most promising first."""


@dataclass(frozen=True)
class TablesAsked:
    """What may be done to the room, and how many things of it."""

    changes: Sequence[Change] = CHANGES
    sizes: Sequence[int] = ()
    """Seats of tables that may be bought or swapped for; sensible ones when empty."""
    zones: Sequence[str] = ()
    """All when empty."""
    count: int = 1
    """How many changes are wanted, each on top of those before."""
    fully: int = FULLY


@dataclass
class _Round:
    """What one round found."""

    ranking: tuple[Option, ...] = ()
    useless: int = 0
    """Candidates that are proven to bring no points."""
    left_out: list[str] = field(default_factory=list)


def advise_tables(
    days: Sequence[DayProblem], solving: Solving, asked: TablesAsked | None = None
) -> Advice:
    """Rank changes of the room by what they bring over all days; find the best few in turn.

    Each change is bounded on every day first; what is proven to bring nothing is not solved.

    Raises:
        InvalidInputError: the days are of different rooms, or a zone or size does not exist.
    """
    asked = asked or TablesAsked()
    require_one_room(days)
    _require_possible(days[0], asked)
    first = found = _round(days, solving, asked)
    sequence: list[Option] = []
    changed = days
    while (best := best_of(found.ranking)) is not None:
        sequence.append(best.replace(rank=len(sequence) + 1))
        if len(sequence) == asked.count or solving.is_over:
            break
        step = Scenario(name="step", edits=best.edits)
        changed = [step.apply(day) for day in changed]
        found = _round(changed, solving, asked)
    return Advice(
        kind="tables",
        title="Which table to buy, split or swap next",
        recommendation=_recommendation(sequence, first, asked),
        days=len(days),
        ranking=first.ranking,
        sequence=tuple(sequence),
        not_looked_at=tuple(first.left_out),
        notes=_notes(sequence, first, asked),
    )


def _round(days: Sequence[DayProblem], solving: Solving, asked: TablesAsked) -> _Round:
    """Bound all candidates, then solve the most promising."""
    bases = solving.bases(days)
    candidates = [item for item in _candidates(days, asked) if fits(item, days)]
    if len(bases) < len(days):
        return _Round(left_out=[f"{item.name}: no time was left" for item in candidates])
    found = screen(candidates, days, bases, solving)
    promising = [item for item in found if item.most is None or item.most > 0]
    result = _Round(useless=len(found) - len(promising))
    chosen, rest = promising[: asked.fully], promising[asked.fully :]
    options = _solved(days, bases, [item.candidate for item in chosen], solving)
    result.ranking = ranked(list(options.values()))
    result.left_out = [
        *(
            f"{item.candidate.name}: no time was left"
            for item in chosen
            if _key(item) not in options
        ),
        *(f"{item.candidate.name}: {_at_most(item)}" for item in rest),
    ]
    return result


def _key(item: Screened) -> str:
    return item.candidate.name


def _at_most(item: Screened) -> str:
    if item.most is None:
        return "no time was left"
    return f"others promise more; it brings at most {number(item.most)} points a day"


def _solved(
    days: Sequence[DayProblem],
    bases: dict[str, Outcome],
    candidates: Sequence[Candidate],
    solving: Solving,
) -> dict[str, Option]:
    """Return the options of those candidates that were solved on every day."""
    scenarios = [scenario_of(number, item) for number, item in enumerate(candidates)]
    found = solving.solve([(day, item) for item in scenarios for day in days])
    options = {}
    for candidate, scenario in zip(candidates, scenarios, strict=True):
        mine = [found.get((scenario.name, day.id)) for day in days]
        complete = [item for item in mine if item is not None]
        if len(complete) == len(days):
            before = [bases[day.id] for day in days]
            options[candidate.name] = option_of(candidate, before, complete)
    return options


def _candidates(days: Sequence[DayProblem], asked: TablesAsked) -> list[Candidate]:
    venue, zones = days[0].venue, asked.zones
    found: list[Candidate] = []
    if Change.BUY in asked.changes:
        found += bought(days, asked.sizes, zones)
    if Change.SPLIT in asked.changes:
        found += split(venue, zones)
    if Change.SWAP in asked.changes:
        found += swapped(venue, zones, asked.sizes or sensible_sizes(days))
    return found


def _require_possible(day: DayProblem, asked: TablesAsked) -> None:
    known = {zone.id for zone in day.venue.zones}
    flaws = [
        Flaw("--zone", repr(zone), f"no such zone; there are {', '.join(sorted(known))}")
        for zone in asked.zones
        if zone not in known
    ]
    flaws += [
        Flaw("--size", str(size), f"must be 1 to {MAX_PARTY} seats")
        for size in asked.sizes
        if not 1 <= size <= MAX_PARTY
    ]
    if flaws:
        raise InvalidInputError(flaws, subject="advise tables")


def _recommendation(sequence: list[Option], first: _Round, asked: TablesAsked) -> str:
    if not sequence:
        subject = "None of the changes that were looked at"
        if not first.ranking and first.left_out:
            return "The budget was used up before anything could be compared; raise it."
        return nothing_helps(first.ranking, subject)
    said = [sequence[0].words, *(f"Then: {item.words}" for item in sequence[1:])]
    if len(sequence) < asked.count:
        said.append("Nothing more is decided to help after that.")
    return " ".join(said)


def _notes(sequence: list[Option], first: _Round, asked: TablesAsked) -> tuple[str, ...]:
    notes = []
    if first.useless:
        notes.append(f"{first.useless} changes are proven to bring no points over these days.")
    if Change.BUY in asked.changes:
        notes.append(
            "A new table stands by itself where neighbours are recorded: beside others it may "
            "bring more. What tables and seats cost, and whether there is room, is yours to say."
        )
    ahead = first.ranking[0] if first.ranking else None
    if sequence and ahead is not None and ahead.name != sequence[0].name:
        notes.append(f"{ahead.name} seats more guests in the plans found, but is {ahead.verdict}.")
    return tuple(notes)
