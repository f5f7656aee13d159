"""``maitred doctor``: what is wrong in a booking database, and what can be mended."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

import typer
from rich.markup import escape
from rich.padding import Padding

from cli import console
from persistence.doctor.finding import Finding, Severity
from services.doctor import Report, see_doctor
from settings import load_settings

SHOWN = 10
"""Most findings of a kind listed one by one; ``--json`` names them all."""

INFO = Severity.INFO
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", INFO: "dim"}


def doctor(
    restaurant: Annotated[
        str | None, typer.Option(help="Only this restaurant (id or slug). Default: all.")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended safely. Default: only report.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print everything as JSON, each finding in full.")
    ] = False,
    database_url: Annotated[
        str | None, typer.Option(help="The booking database. Default: DATABASE_URL.")
    ] = None,
) -> None:
    """Look for what is wrong in a booking database, and mend it.

    Without `--fix` nothing is written. Reports, per restaurant, double bookings, tables kept for
    nobody, assignments and allocations that disagree, expired holds, stale rows, odd neighbours,
    and what the database lacks; each with where it is, why it hurts and how to mend it.

    `--fix` mends only what loses nobody's table: one transaction per finding, under the locks of
    a commit, after looking again; every fix is a row `doctor.fixed` in `maitred.events`. What
    needs a person's decision is left and listed.

    Exit code 0 when nothing is wrong (info does not count), 1 when something is, or is left after
    `--fix`.

    Examples:

    `DATABASE_URL=postgresql://... maitred doctor`

    `maitred doctor --restaurant the-pub --fix`

    `maitred doctor --json | jq '.findings[] | select(.severity == "error")'`
    """
    found = see_doctor(load_settings(database_url=database_url), restaurant=restaurant, fix=fix)
    if as_json:
        print(json.dumps(found.as_json(), indent=2))  # noqa: T201 - never wrapped to a width
    else:
        _print(found)
    if not found.healthy:
        raise typer.Exit(1)


def _print(found: Report) -> None:
    _print_capabilities(found)
    _print_mended(found.mended)
    by_restaurant: dict[UUID | None, list[Finding]] = defaultdict(list)
    for finding in found.findings:
        by_restaurant[finding.restaurant_id].append(finding)
    titles: list[tuple[UUID | None, str]] = [(None, "The database")]
    titles += found.examination.restaurants.items()
    for key, title in titles:
        findings = by_restaurant[key]
        name = escape(title) if key is None else f"{escape(title)} [dim]{key}[/]"
        console.out.print(f"\n[bold]{name}[/]: {_counted(findings)}")
        _print_kinds(findings)
    _print_end(found)


def _print_capabilities(found: Report) -> None:
    """One line on what is there, one on each kind of thing that is not."""
    sets = found.examination.inventory.as_json()
    there = ", ".join(
        f"{sum(items.values())} of {len(items)} {kind}" for kind, items in sets.items()
    )
    console.out.print(f"[dim]Capabilities: {there}[/]")
    for kind, items in sets.items():
        missing = [name for name, has in items.items() if not has]
        if missing:
            console.out.print(f"[dim]  without {kind}: {escape('; '.join(missing))}[/]")


def _print_mended(mended: Iterable[Finding]) -> None:
    by_kind: dict[str, list[Finding]] = defaultdict(list)
    for finding in mended:
        by_kind[finding.kind].append(finding)
    for kind, findings in by_kind.items():
        console.out.print(f"[green]mended[/]  {kind} ({len(findings)})")
        _print_some([finding.what for finding in findings])


def _print_kinds(findings: list[Finding]) -> None:
    """Group what is alike, the worst first; why and the fix are the same within a group."""
    alike: dict[tuple[Severity, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[finding.severity, finding.kind].append(finding)
    order = list(Severity)
    for severity, kind in sorted(alike, key=lambda key: order.index(key[0])):
        group = alike[severity, kind]
        console.out.print(f"  [{COLOURS[severity]}]{severity}[/]  {kind} ({len(group)})")
        _print_some([_told(finding) for finding in group])
        for word, texts in (
            ("why", [finding.why for finding in group]),
            ("fix", [finding.fix for finding in group]),
        ):
            for text in dict.fromkeys(texts):
                _line(f"[dim]{word}:[/] {escape(text)}")


def _told(finding: Finding) -> str:
    if finding.refused:
        return f"{finding.what} Not mended: {finding.refused}"
    return f"{finding.what} (can be mended)" if finding.mendable else finding.what


def _print_some(lines: list[str]) -> None:
    for line in lines[:SHOWN]:
        _line(escape(line))
    if len(lines) > SHOWN:
        _line(f"and {len(lines) - SHOWN} more; --json names them all")


def _line(text: str) -> None:
    """Print a line of a finding; what is wrapped stays indented."""
    console.out.print(Padding(text, (0, 0, 0, 4), expand=False))


def _print_end(found: Report) -> None:
    for item in found.examination.skipped:
        lacking = escape("; ".join(item.missing))
        console.out.print(f"\n[dim]Not checked: {item.kind}, for want of {lacking}[/]")
    mendable = sum(finding.mendable and not finding.refused for finding in found.findings)
    parts = [_counted(found.findings)]
    if found.mended:
        parts.append(f"{len(found.mended)} mended, each a row in maitred.events")
    if mendable:
        parts.append(f"{mendable} can be mended: run again with --fix")
    colour = "green" if found.healthy else "red"
    console.out.print(
        f"\n[{colour}]{'Healthy' if found.healthy else 'Not healthy'}[/]: " + "; ".join(parts) + "."
    )


def _counted(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 or severity is INFO else 's'}"
        for severity in Severity
    )
