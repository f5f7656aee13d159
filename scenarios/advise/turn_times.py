"""Which turn time, or which grid of starts, to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.errors import Flaw, InvalidInputError
from models.policy import Service, ServicePolicy
from scenarios.advise.advice import Advice, Option, best_of, ranked
from scenarios.advise.measured import option_of
from scenarios.advise.solving import Candidate, Solving
from scenarios.advise.stays import Arrivals, PolicyDay
from scenarios.advise.words import nothing_helps
from scenarios.edits import ScenarioEdit
from scenarios.runner import Outcome
from scenarios.scenario import Scenario

SHORTEST = 15
"""Minutes of dining that no turn time goes below."""


@dataclass(frozen=True)
class TurnTimesAsked:
    """By how much turn times change, and which grids are tried."""

    step: int = 15
    """Minutes more, and less."""
    grids: Sequence[int] = (30, 60)
    """Minutes between possible starts."""


@dataclass(frozen=True)
class _Change:
    """A change of the policy, and what it means for each day."""

    name: str
    group: str
    edits: dict[str, tuple[ScenarioEdit, ...]]
    """By day; empty where the change moves nobody."""


def advise_turn_times(
    days: Sequence[PolicyDay], solving: Solving, asked: TurnTimesAsked | None = None
) -> Advice:
    """Rank changes of one turn time, or of the starts, by what they bring over all days.

    Raises:
        InvalidInputError: the days have different policies.
    """
    asked = asked or TurnTimesAsked()
    _require_one_policy(days)
    impossible: list[str] = []
    changes = list(_changes(days, asked, impossible))
    bases = solving.bases([item.day for item in days])
    late, options = list[str](), list[Option]()
    for number, change in enumerate(changes):
        option = None
        if len(bases) == len(days):
            option = _option(number, change, days, bases, solving)
        if option is None:
            late.append(f"{change.name}: no time was left")
        else:
            options.append(option)
    ranking = ranked(options)
    return Advice(
        kind="turn_times",
        title="Which turn time, or which starts, to change",
        recommendation=_recommendation(ranking, late, changes),
        days=len(days),
        ranking=ranking,
        not_looked_at=(*impossible, *late),
        notes=_notes(days),
    )


def _option(
    number: int,
    change: _Change,
    days: Sequence[PolicyDay],
    bases: dict[str, Outcome],
    solving: Solving,
) -> Option | None:
    """Return a change as an option; None when there was no time."""
    name = f"{number} {change.name}"[:64]
    found = solving.solve(
        [(item.day, Scenario(name=name, edits=change.edits[item.day.id])) for item in days]
    )
    if len(found) < len(days):
        return None
    candidate = Candidate(change.name, change.group, change.name, ())
    after = [found[name, item.day.id] for item in days]
    return option_of(candidate, [bases[item.day.id] for item in days], after)


def _changes(
    days: Sequence[PolicyDay], asked: TurnTimesAsked, impossible: list[str]
) -> list[_Change]:
    found = []
    for name, group, policy, arrivals in [
        *_turns(days[0].policy, asked.step),
        *_grids(days[0], asked.grids),
    ]:
        edits = {item.day.id: item.under(policy, arrivals) for item in days}
        whole = {key: value for key, value in edits.items() if value is not None}
        if len(whole) < len(edits):
            impossible.append(f"{name}: somebody could not come then, or too many would change")
        elif any(whole.values()):
            found.append(_Change(name, group, whole))
    return found


Policies = list[tuple[str, str, ServicePolicy, Arrivals | None]]
"""Name and group of a change, the policy with it, and the starts that it leaves."""


def _turns(policy: ServicePolicy, step: int) -> Policies:
    """Return every band of every service with less time and with more."""
    found: Policies = []
    for service in policy.services:
        for number, band in enumerate(service.bands):
            least = service.bands[number - 1].up_to + 1 if number else 1
            last = number == len(service.bands) - 1
            who = f"{least} or more" if last else _sizes(least, band.up_to)
            for minutes in (band.minutes - step, band.minutes + step):
                if minutes < SHORTEST:
                    continue
                changed = band.model_copy(update={"minutes": minutes})
                bands = (*service.bands[:number], changed, *service.bands[number + 1 :])
                name = (
                    f"Give parties of {who} at {service.key} {minutes} minutes instead of "
                    f"{band.minutes}"
                )
                other = _with(policy, service, service.replace(bands=bands))
                found.append((name, service.key, other, None))
    return found


def _sizes(least: int, most: int) -> str:
    return f"{least}" if least == most else f"{least} to {most}"


def _with(policy: ServicePolicy, old: Service, new: Service) -> ServicePolicy:
    services = tuple(new if item is old else item for item in policy.services)
    return policy.replace(services=services)


def _grids(day: PolicyDay, grids: Sequence[int]) -> Policies:
    zone = ZoneInfo(day.day.venue.time_zone)
    return [
        (
            f"Let guests start every {minutes} minutes only",
            "starts",
            day.policy,
            _onto(minutes, zone),
        )
        for minutes in grids
    ]


def _onto(minutes: int, zone: ZoneInfo) -> Arrivals:
    """Return what gives the starts of a grid around an arrival: the nearer first, half-way the
    later.
    """

    def around(comes: datetime) -> list[datetime]:
        local = comes.astimezone(zone)
        past = (local.hour * 60 + local.minute) % minutes
        if not past:
            return [comes]
        before, after = comes - timedelta(minutes=past), comes + timedelta(minutes=minutes - past)
        return [before, after] if 2 * past < minutes else [after, before]

    return around


def _require_one_policy(days: Sequence[PolicyDay]) -> None:
    for item in days[1:]:
        if item.policy != days[0].policy:
            message = f"is another one than that of {days[0].day.id}"
            raise InvalidInputError([Flaw("policy", "", message)], subject=item.day.id)


def _recommendation(
    ranking: tuple[Option, ...], late: list[str], changes: Sequence[_Change]
) -> str:
    best = best_of(ranking)
    if best is not None:
        return best.words
    if not ranking and late:
        return "Nothing could be compared: raise the budget."
    if not changes:
        return "No turn time and no grid of starts would change anything on these days."
    return nothing_helps(ranking, "No change of a turn time or of the starts")


def _notes(days: Sequence[PolicyDay]) -> tuple[str, ...]:
    notes = [
        "Guests are assumed to come all the same, to leave in time, and to accept another start."
    ]
    others = sum(item.others for item in days)
    if others:
        notes.append(f"{others} bookings have windows of their own, which stay as they are.")
    return tuple(notes)
