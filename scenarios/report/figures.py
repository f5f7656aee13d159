"""What a report shows, as numbers: means over days and seeds, scenario by scenario."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from scenarios.compare import Comparison
from scenarios.measures import Measures, measure
from scenarios.report.hours import Load, busy_hours, load_by_hour
from scenarios.runner import Outcome
from scenarios.scenario import BASELINE

AS_IT_IS = "as it is"
"""What the base is called in reports."""


@dataclass(frozen=True)
class Averages:
    """A scenario, or the day as it is: means over its days and seeds."""

    name: str
    outcomes: tuple[Outcome, ...]
    points: float
    covers: float
    covers_requested: float
    refused: float
    empty_seats: float
    merges: float
    moves: float
    worst_gap: float | None
    load: dict[int, Load]
    """By local hour."""
    used: dict[str, dict[int, float]]
    """Share of the seats in use, by zone and local hour."""

    @property
    def label(self) -> str:
        """What it is called in the report."""
        return AS_IT_IS if self.name == BASELINE else self.name

    @property
    def description(self) -> str:
        """The scenario's own words."""
        return self.outcomes[0].case.scenario.description


@dataclass(frozen=True)
class Interval:
    """Where guests seated lie, as far as is known."""

    low: float
    high: float


@dataclass(frozen=True)
class Figures:
    """All numbers of a report."""

    base: Averages
    scenarios: tuple[Averages, ...]
    """In the order of the comparisons."""
    comparisons: dict[str, Comparison]
    hours: tuple[int, ...]
    zones: dict[str, str]
    """Names of the zones by id."""

    @property
    def all(self) -> tuple[Averages, ...]:
        """The day as it is first, then the scenarios."""
        return (self.base, *self.scenarios)

    @property
    def pairs(self) -> int:
        """How many days and seeds each scenario was solved on."""
        return len(self.base.outcomes)

    @property
    def best(self) -> Averages:
        """The scenario of the most points; of the most guests where weights differ from today's.

        The first of equals.
        """
        same = [item for item in self.scenarios if self.same_weights(item)]
        if same:
            return max(same, key=lambda item: item.points)
        return max(self.scenarios, key=lambda item: item.covers)

    def same_weights(self, item: Averages) -> bool:
        """Tell whether a scenario's points count in the currency of the day as it is."""
        return all(one.case.problem.weights == one.case.day.weights for one in item.outcomes)

    def covers_interval(self, item: Averages) -> Interval | None:
        """Return where a scenario's guests lie, given those of what it is compared with.

        Over several days or seeds this is the paired 95 % interval; for a single pair it is what
        the gaps leave open. None where nothing is known.
        """
        found = self.comparisons.get(item.name)
        if found is None:
            return None
        change = found.changes["covers"]
        if change.low is not None and change.high is not None:
            return Interval(change.base + change.low, change.base + change.high)
        a_cover = item.outcomes[0].case.problem.weights.cover
        if found.points_low is None or found.points_high is None or not a_cover:
            return None
        open_covers = (found.points_high - found.points_low) / a_cover
        return Interval(max(0.0, item.covers - open_covers), item.covers + open_covers)

    def typical_pair(self) -> tuple[Outcome, Outcome]:
        """Return the base and the best scenario on the day and seed nearest the mean difference."""
        bases = {(one.case.day.id, one.case.seed): one for one in self.base.outcomes}
        pairs = [(bases[one.case.day.id, one.case.seed], one) for one in self.best.outcomes]

        def difference(pair: tuple[Outcome, Outcome]) -> float:
            return pair[1].plan.proof[0].value - pair[0].plan.proof[0].value

        middle = mean(map(difference, pairs))
        return min(pairs, key=lambda pair: abs(difference(pair) - middle))


def gather(outcomes: Sequence[Outcome], comparisons: Sequence[Comparison]) -> Figures:
    """Return the numbers of a report.

    ``comparisons`` (at least one) give the order of the scenarios.
    """
    spans = [busy_hours(one.case.problem, one.plan) for one in outcomes]
    known = [span for span in spans if span is not None] or [(12, 12)]
    hours = range(min(span[0] for span in known), max(span[1] for span in known) + 1)
    of: dict[str, list[Outcome]] = {}
    for one in outcomes:
        of.setdefault(one.case.scenario.name, []).append(one)
    averages = {name: _averages(name, mine, hours) for name, mine in of.items()}
    zones: dict[str, str] = {}
    for one in outcomes:
        for zone in one.case.problem.venue.zones:
            zones.setdefault(zone.id, zone.label)
    return Figures(
        base=averages[BASELINE],
        scenarios=tuple(averages[item.scenario] for item in comparisons),
        comparisons={item.scenario: item for item in comparisons},
        hours=tuple(hours),
        zones=zones,
    )


def _averages(name: str, outcomes: list[Outcome], hours: range) -> Averages:
    measured = [measure(one.case.problem, one.plan) for one in outcomes]
    gaps = [item.gap for item in measured]
    loads = [load_by_hour(one.case.problem, one.plan, hours) for one in outcomes]
    return Averages(
        name=name,
        outcomes=tuple(outcomes),
        points=mean(item.points for item in measured),
        covers=mean(item.covers for item in measured),
        covers_requested=mean(one.plan.statistics.covers_requested for one in outcomes),
        refused=mean(item.refused for item in measured),
        empty_seats=mean(item.empty_seats for item in measured),
        merges=mean(item.merges for item in measured),
        moves=mean(item.moves for item in measured),
        worst_gap=None if None in gaps else max(gap for gap in gaps if gap is not None),
        load={hour: _mean_load([load[hour] for load in loads]) for hour in hours},
        used=_mean_use(measured, hours),
    )


def _mean_load(loads: list[Load]) -> Load:
    return Load(
        guests=mean(load.guests for load in loads),
        tables=mean(load.tables for load in loads),
        seats=mean(load.seats for load in loads),
    )


def _mean_use(measured: list[Measures], hours: range) -> dict[str, dict[int, float]]:
    """Return utilisation by zone and hour; a day on which nobody sits there counts as none."""
    zones = {zone for item in measured for zone in item.by_hour}
    return {
        zone: {
            hour: mean(item.by_hour.get(zone, {}).get(f"{hour:02d}", 0.0) for item in measured)
            for hour in hours
        }
        for zone in sorted(zones)
    }
