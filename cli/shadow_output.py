"""What ``maitred shadow`` prints."""

import datetime as dt
from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from cli import console
from models.shadow import ShadowMoment
from scenarios.compare import Verdict
from scenarios.shadow.gates import GateResult
from scenarios.shadow.night import Effect, Night
from scenarios.shadow.report import Figure, ShadowReport
from services.shadow.planning import ShadowLook
from services.shadow.report import Lines, with_lines

MOMENTS = {
    ShadowMoment.AHEAD: "ahead of the evening",
    ShadowMoment.DURING: "while guests were there",
    ShadowMoment.AFTERWARDS: "afterwards, in hindsight",
}

COLOURS = {
    Verdict.BETTER: "green",
    Verdict.WORSE: "red",
    Verdict.UNDECIDED: "yellow",
    Verdict.SAME: "default",
}

FIGURES = {
    "covers": "guests seated",
    "seated": "bookings seated",
    "refusals": "refused",
    "waste": "empty seats",
    "moves": "moved later",
}


Told = dict[str, object]
"""What is said of a look, by name."""


def look_words(date: dt.date, look: ShadowLook) -> Told:
    """Return what a look at a date has left, as data and in words."""
    words = []
    if look.plan is not None:
        counts, seconds = look.plan.statistics, look.plan.solve.seconds
        words.append(
            f"planned {MOMENTS[look.moment]}: {counts.seated} of {counts.bookings} bookings, "
            f"{counts.covers} of {counts.covers_requested} guests, {seconds:.2f} s, "
            f"run {look.run_id}"
        )
    if look.end_kept:
        words.append("the end of the evening is kept")
    return {
        "date": date.isoformat(),
        "runId": None if look.run_id is None else str(look.run_id),
        "moment": look.moment.value,
        "endKept": look.end_kept,
        "words": "; ".join(words) or "nothing new: planned, and its end kept, before",
    }


def print_report(report: ShadowReport, lines: Lines, gates: Sequence[GateResult]) -> None:
    """Print a report for people: nights, sums, bookings that differ, gates, verdict."""
    if report.nights:
        console.out.print(_nights(report.nights))
        console.out.print()
        console.out.print(_figures(report))
        console.out.print()
        _print_lines(report, lines)
        share = 100 / report.bookings if report.bookings else 0
        console.out.print(
            f"{report.bookings} bookings: {report.same} the same, {report.better} better off "
            f"({report.better * share:.1f} %), {report.worse} worse off "
            f"({report.worse * share:.1f} %)."
        )
        if report.broken:
            console.out.print(f"The old allocator broke a rule for {report.broken} of them.")
    for missing in report.not_compared:
        console.out.print(f"{missing.date} is not compared: {escape(missing.why)}")
    for note in report.notes:
        console.out.print(f"[yellow]Note:[/] {escape(note)}")
    if gates:
        console.out.print()
        console.out.print(_gates(gates))
        console.out.print()
    console.out.print(f"[{COLOURS[report.verdict]}]{escape(report.words)}[/]")


def _table(*heads: str, title: str | None = None) -> Table:
    table = Table(box=None, pad_edge=False, title=title, title_justify="left")
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", no_wrap=True)
    return table


def _nights(nights: Sequence[Night]) -> Table:
    """Old → maitred by night; a star where it was not planned ahead."""
    heads = ("date", "guests", "refused", "empty", "moved", "better", "worse", "ms", "run")
    table = _table(*heads)
    for night in nights:
        old, new = night.old, night.maitred
        mark = "" if night.moment is ShadowMoment.AHEAD else " *"
        table.add_row(
            f"{night.date}{mark}",
            f"{old.covers} → {new.covers}",
            f"{old.refusals} → {new.refusals}",
            f"{old.waste} → {new.waste}",
            f"{old.moves} → {new.moves}",
            str(night.better),
            str(night.worse),
            f"{night.seconds * 1000:.0f}",
            night.run,
        )
    return table


def _figures(report: ShadowReport) -> Table:
    table = _table("", "old", "maitred", "a night", "95 %", "verdict")
    for name, figure in report.figures.items():
        table.add_row(
            FIGURES[name],
            str(figure.old),
            str(figure.maitred),
            f"{figure.difference:+.2f}",
            _between(figure),
            f"[{COLOURS[figure.verdict]}]{figure.verdict.value.lower()}[/]",
        )
    return table


def _between(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return "one night"
    return f"{figure.low:+.2f} to {figure.high:+.2f}"


def _print_lines(report: ShadowReport, lines: Lines) -> None:
    for night in with_lines(report, lines).nights:
        for line in night.lines:
            colour = {Effect.BETTER: "green", Effect.WORSE: "red", Effect.SAME: "default"}[
                line.effect
            ]
            console.out.print(
                f"[{colour}]{line.effect.value:6}[/] {night.date} {escape(line.booking)}  "
                f"{escape(line.words)}"
            )


def _gates(gates: Sequence[GateResult]) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in ("gate", "", "value"):
        table.add_column(head)
    for gate in gates:
        passed = "[green]passed[/]" if gate.passed else "[red]failed[/]"
        table.add_row(escape(gate.gate), passed, escape(gate.words))
    return table
