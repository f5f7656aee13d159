"""``maitred check``: is this plan allowed, and what is it worth?"""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from cli import console
from cli.options import Day, RulesOption, WeightsOption, read_problem
from models.planfile import parse_decisions
from models.weights import CENTIPOINTS
from solver.checker import check_plan


def check(
    day: Day,
    plan: Annotated[Path, typer.Argument(help="A plan of `maitred solve`, in either JSON form.")],
    rules: RulesOption = None,
    weights: WeightsOption = None,
) -> None:
    """Check a plan against every rule, and recompute what it is worth.

    Exit code 1 and every violation by name when a rule is broken. The checker shares no code
    with the solver.

    Example: `maitred check day.json plan.json --rules reference --weights reference`
    """
    problem = read_problem(day, rules=rules, weights=weights)
    decisions, stated = parse_decisions(console.read_file(plan), subject=str(plan))
    if stated is not None:
        problem = problem.replace(mode=stated.mode, max_moves=stated.max_moves)
    verdict = check_plan(problem, decisions)
    for key, reason in verdict.stale.items():
        console.out.print(f"[yellow]kept although stale[/]  {escape(key)}: {escape(reason)}")
    for violation in verdict.violations:
        console.out.print(f"[red]violation[/]  {escape(str(violation))}")
    wrong = stated is not None and round(stated.objective.total * CENTIPOINTS) != verdict.total
    if wrong and stated is not None:
        console.out.print(
            f"[red]violation[/]  objective: the plan claims {stated.objective.total:g}, "
            f"it is worth {verdict.total / CENTIPOINTS:g}"
        )
    count = len(verdict.violations) + wrong
    console.out.print(
        f"{count} violations" if count else "[green]ok[/]",
        f"objective {verdict.total / CENTIPOINTS:g}, {len(decisions)} of "
        f"{len(problem.bookings)} bookings seated",
        sep="  ",
    )
    if count:
        raise typer.Exit(1)
