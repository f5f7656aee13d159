"""``maitred whatif``: solve scenarios of days and compare them with the days as they are."""

from pathlib import Path
from typing import Annotated

import typer

from cli import console
from cli.comparison import Format, print_comparison
from cli.options import RulesOption, WeightsOption, read_problem
from cli.report import in_file_order, require_writable, write_report
from cli.scenario_options import read_seeds, require_different, results_in
from scenarios.asked import Asked
from scenarios.runner import Limits, Outcome, cases_of, run_scenarios
from scenarios.scenario import BASELINE, parse_scenarios
from scenarios.store import Store


def whatif(
    scenarios: Annotated[
        Path, typer.Argument(help="A scenario file, YAML or JSON (see `maitred schema scenarios`).")
    ],
    days: Annotated[list[Path], typer.Argument(help="Day files, one date each.")],
    seeds: Annotated[
        str | None,
        typer.Option(help="Seeds, such as 1,2,3 or 1-20. Default: the file's own, or 0."),
    ] = None,
    gap: Annotated[
        float, typer.Option(help="Stop at this proven gap, in per cent.", min=0.0, max=100.0)
    ] = 0.5,
    budget: Annotated[
        float, typer.Option(help="Most seconds per solve.", min=0.1, max=3600)
    ] = 30.0,
    processes: Annotated[
        int, typer.Option(help="Processes that solve side by side.", min=1, max=64)
    ] = 2,
    weights: WeightsOption = None,
    rules: RulesOption = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Keep all results here: a run cut short goes on; see `maitred report`."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(help="Write a report to show around: .html (a page), or .png (its charts)."),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        Format, typer.Option(help="table for people, json whole, csv for spreadsheets.")
    ] = Format.TABLE,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress line.")] = False,
) -> None:
    """What would be if: solve scenarios of days, and compare them with the days as they are.

    Each scenario is a few edits of the day: a zone closed, a table added, shorter turns, a party
    more. A difference that is smaller than what the solver has left open is called UNDECIDED. With
    several days or seeds the differences are paired and come with a 95 % confidence interval.
    Nothing is written to any database.

    Examples:

    `maitred whatif rain.yaml saturday.json`

    `maitred whatif rain.yaml saturday.json sunday.json --out results` and, after Ctrl-C, the same
    again: what is done already is not done again

    `maitred whatif rain.yaml saturday.json --report rain.html` and open it in any browser

    `maitred whatif growth.yaml saturday.json --seeds 1-20 --gap 0.2 --format csv > growth.csv`

    A scenario file:

        scenarios:
          - name: rain
            description: The garden is closed for the evening.
            edits:
              - {kind: close, zone: garden, start: "17:00", end: "23:30"}
          - name: rain, shorter turns
            base: rain
            edits:
              - {kind: turn_times, bands: [{up_to: 2, minutes: 60}, {up_to: 20, minutes: 90}]}
    """
    if report is not None:
        require_writable(report, "--report")
    file = parse_scenarios(console.read_file(scenarios), subject=str(scenarios))
    problems = [read_problem(day, rules=rules, weights=weights) for day in days]
    require_different(problems, "whatif")
    numbers = list(file.seeds) if seeds is None else read_seeds(seeds, "whatif")
    compared_with = {item.name: item.base or BASELINE for item in file.scenarios}
    cases = cases_of(problems, file.resolved(), numbers, compared_with)
    limits = Limits(gap=gap / 100, budget_seconds=budget, processes=processes)
    with results_in(out) as directory, console.CountLine(len(cases), quiet=quiet) as line:
        store = Store(directory)
        store.ask(Asked.of(file, cases, limits))
        outcomes = run_scenarios(cases, store, limits, lambda outcome: line.show(_label(outcome)))
    comparisons = in_file_order(file, outcomes)
    print_comparison(comparisons, outcomes, format)
    if report is not None:
        write_report(report, outcomes, comparisons, option="--report")


def _label(outcome: Outcome) -> str:
    case, plan = outcome.case, outcome.plan
    note = "remembered" if outcome.remembered else f"{plan.solve.seconds:.1f} s"
    return (
        f"{case.scenario.name} on {case.day.id}, seed {case.seed}: {plan.statistics.covers} "
        f"covers, gap {console.percent(plan.gap)}, {note}"
    )
