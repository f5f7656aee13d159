"""``maitred simulate``: play a season under two policies, and fit its demand from past bookings."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from typer.core import TyperGroup

from cli import console
from cli.options import RulesOption, WeightsOption
from cli.scenario_options import read_seeds
from cli.season import SeasonFormat, print_season
from cli.season_venue import DEFAULT_VENUE, setting_of
from models.dayfile import parse_value
from models.demand_profile import DemandProfile
from models.errors import Flaw, InvalidInputError
from scenarios.season.fit import fit_profile
from scenarios.season.past import parse_past
from scenarios.season.processes import play_season
from scenarios.season.season import DayKey, DayResult, PolicyName, Season
from scenarios.season.store import SeasonStore
from scenarios.venues import DEMO_VENUES

DEFAULT_LOADS = (0.8, 1.0, 1.2)


class Merges(StrEnum):
    """Whether the legacy policy merges tables."""

    ON = "on"
    OFF = "off"
    BOTH = "both"


class _SeasonFirst(TyperGroup):
    """``simulate pub`` plays a season; ``simulate fit`` is the command of that name."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Take whatever is no command as the arguments of ``season``."""
        known = list(self.commands)
        return super().parse_args(ctx, args if args[:1] and args[0] in known else ["season", *args])


simulate = typer.Typer(
    cls=_SeasonFirst, help="Play a season under two policies; `fit` its demand from past bookings."
)


@simulate.command()
def season(
    venue: Annotated[
        str,
        typer.Argument(
            metavar="[VENUE or DAY]",
            help=f"{', '.join(DEMO_VENUES)}, or a day file: its tables, rules and weights.",
        ),
    ] = DEFAULT_VENUE,
    demand: Annotated[
        Path | None,
        typer.Option(help="A demand file of `maitred simulate fit`. Default: an assumed one."),
    ] = None,
    days: Annotated[int, typer.Option(help="Dates per seed and load.", min=1, max=3660)] = 90,
    seeds: Annotated[str, typer.Option(help="Seeds, such as 1,2,3 or 1-20.")] = "1",
    load: Annotated[
        str | None,
        typer.Option(
            help="Mean peak loads: seats asked for over seats there, in the worst two hours. "
            "Default: 0.8,1.0,1.2; with --demand as it was fitted."
        ),
    ] = None,
    policies: Annotated[
        str, typer.Option(help="legacy, maitred or both, comma separated.")
    ] = "legacy,maitred",
    legacy_merges: Annotated[
        Merges,
        typer.Option(help="Whether legacy merges tables: on (fair), off (as in production), both."),
    ] = Merges.BOTH,
    processes: Annotated[
        int, typer.Option(help="Processes that play side by side.", min=1, max=64)
    ] = 2,
    weights: WeightsOption = None,
    rules: RulesOption = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Keep every date that is done here; a run that was cut short goes on."),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        SeasonFormat, typer.Option(help="text for people, json whole, csv for spreadsheets.")
    ] = SeasonFormat.TEXT,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress line.")] = False,
) -> None:
    """What would a season bring? The same guests, asked one by one, under two policies.

    Guests ask in the order of their lead times, take another time if they are flexible, cancel,
    stay away, overstay; some walk in. `legacy` gives each the best tables of the moment and moves
    nobody. `maitred` says yes as long as everybody confirmed and the one who asks can be seated
    together, and gives other tables to guests who have not come yet. A confirmed guest is never
    un-confirmed. Nothing is written to any database.

    The result comes by load band, with paired differences, 95 % confidence intervals and a verdict;
    the same seed always gives the same result.

    Examples:

    `maitred simulate` plays three months of the demo pub at three loads

    `maitred simulate saturday.json --days 28 --load 1.1 --out results` and, after Ctrl-C, the same
    again: dates that are done are not played again

    `maitred simulate fit past.csv --out demand.json` and then
    `maitred simulate saturday.json --demand demand.json --seeds 1-3 --format csv > season.csv`

    A file of past bookings: see `maitred simulate fit --help`.
    """
    setting = setting_of(venue, rules=rules, weights=weights)
    known = None if demand is None else _demand(demand)
    loads = DEFAULT_LOADS if demand is None else ()
    asked = Season(
        problem=setting.problem,
        profile=known or setting.profile,
        days=days,
        seeds=tuple(read_seeds(seeds, "simulate")),
        loads=loads if load is None else _loads(load),
        policies=_policies(policies, legacy_merges),
    )
    results = _played(asked, out, processes=processes, quiet=quiet)
    print_season(asked, results, format)


@simulate.command()
def fit(
    past: Annotated[Path, typer.Argument(help="Past bookings, CSV or JSON; - reads stdin.")],
    out: Annotated[Path | None, typer.Option(help="The demand file. Default: stdout.")] = None,
    name: Annotated[str, typer.Option(help="What the demand is called.")] = "fitted",
) -> None:
    """Fit demand from past bookings: how many ask, for what, how early, and what they do then.

    A CSV file has a header and one booking a line, times on the restaurant's own clock:

        start,party,booked_at,booked_minutes,stayed_minutes,status,cancelled_at
        2026-05-09T19:30,2,2026-05-01T10:00,95,101,completed,
        2026-05-09T20:00,4,2026-05-08T18:12,110,,cancelled,2026-05-09T11:00
        2026-05-09T20:15,2,,95,80,walk_in,

    `status` is completed, cancelled, no_show or walk_in. `booked_minutes` is how long the tables
    were to be blocked for, the time to reset them included. `stayed_minutes`, `cancelled_at` and
    `service_date` (for starts after midnight) may be left out. Other columns are refused: nothing
    may say who a guest was. JSON is `{"bookings": [{"start": ...}, ...]}` with the same fields.

    Examples:

    `maitred simulate fit past.csv --out demand.json`

    `maitred schema past` and `maitred schema demand` describe both formats
    """
    rows = parse_past(console.read_file(past), subject=str(past))
    profile, notes = fit_profile(rows, name)
    text = profile.model_dump_json(indent=2) + "\n"
    if out is None:
        print(text, end="")  # noqa: T201 - a file on stdout
    else:
        console.write_file(out, text)
    console.err.print(f"Fitted from {len(rows):,} bookings.")
    for note in notes:
        console.err.print(f"[yellow]Note:[/] {escape(note)}")


def _demand(path: Path) -> DemandProfile:
    return parse_value(console.read_file(path), DemandProfile, subject=str(path))


def _loads(text: str) -> tuple[float, ...]:
    """Read ``0.8,1.0``."""
    try:
        loads = tuple(float(part) for part in text.split(","))
    except ValueError:
        loads = ()
    if not loads or len(set(loads)) < len(loads) or not all(0 < load <= 10 for load in loads):
        message = "must be loads such as 0.8,1.0,1.2: above 0, at most 10, none twice"
        raise InvalidInputError([Flaw("--load", repr(text), message)], subject="simulate")
    return loads


def _policies(text: str, merges: Merges) -> tuple[PolicyName, ...]:
    """Read ``legacy,maitred``; legacy stands for itself with merges, without, or both."""
    legacy = {
        Merges.ON: (PolicyName.LEGACY,),
        Merges.OFF: (PolicyName.LEGACY_SINGLES,),
        Merges.BOTH: (PolicyName.LEGACY, PolicyName.LEGACY_SINGLES),
    }
    meant = {"legacy": legacy[merges], "maitred": (PolicyName.MAITRED,)}
    names = text.split(",")
    if not set(names) <= set(meant):
        flaw = Flaw("--policies", repr(text), "must be legacy, maitred or legacy,maitred")
        raise InvalidInputError([flaw], subject="simulate")
    wanted = {policy for name in names for policy in meant[name]}
    return tuple(policy for policy in PolicyName if policy in wanted)


def _played(season: Season, out: Path | None, *, processes: int, quiet: bool) -> list[DayResult]:
    """Play what is not done yet; return all results in the order of their keys."""
    store = None if out is None else SeasonStore(out, season)
    done = {} if store is None else store.results()
    keys = season.keys()
    left = [key for key in keys if key not in done]
    if len(left) < len(keys):
        console.err.print(f"{len(keys) - len(left)} of {len(keys)} dates are done already.")
    try:
        with console.CountLine(len(left), quiet=quiet) as line:

            def keep(result: DayResult) -> None:
                done[result.key] = result
                if store is not None:
                    store.add(result)
                line.show(_label(result))

            play_season(season, left, processes, keep)
    except KeyboardInterrupt:
        if out is not None:
            console.err.print(
                f"{len(done)} of {len(keys)} dates are kept in {escape(str(out))}; "
                "the same command goes on."
            )
        raise
    return [done[key] for key in keys]


def _label(result: DayResult) -> str:
    covers = ", ".join(f"{name} {counts['covers']}" for name, counts in result.counts.items())
    return f"{_date(result.key)}: load {result.peak_load:.2f}, guests seated: {covers}"


def _date(key: DayKey) -> str:
    aimed = "" if key.load is None else f", mean load {key.load:g}"
    return f"{key.date}, seed {key.seed}{aimed}"
