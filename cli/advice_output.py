"""Advice as people and programs read it."""

import csv
import io
from collections.abc import Iterable, Sequence

from rich.markup import escape
from rich.table import Table

from cli import console
from cli.advise_options import Format
from cli.comparison import COLOURS
from scenarios.advise.advice import Advice, Option
from scenarios.advise.holdback import HoldbackAdvice
from scenarios.advise.joins import JoinsAdvice
from scenarios.advise.regret import RegretAdvice
from scenarios.advise.words import gain_words, number
from scenarios.compare import Verdict

SHOWN = 8
"""Most lines of what was not looked at; json has them all."""


def print_advice(advice: Advice, form: Format) -> None:
    """Print advice on stdout."""
    if form is Format.TEXT:
        _print_text(advice)
        return
    text = _csv(advice) if form is Format.CSV else advice.model_dump_json(indent=2) + "\n"
    print(text, end="")  # noqa: T201 - for programs, never wrapped to a width


def _print_text(advice: Advice) -> None:
    out = console.out
    out.print(f"[bold]{escape(advice.recommendation)}[/]")
    out.print()
    if isinstance(advice, RegretAdvice):
        _print_ledger(advice)
    elif advice.ranking:
        out.print(_ranking(advice.ranking))
    if isinstance(advice, HoldbackAdvice) and advice.curve:
        out.print(_curve(advice))
    if isinstance(advice, JoinsAdvice):
        _print_joins(advice)
    if any(item.verdict is Verdict.UNDECIDED for item in advice.ranking):
        out.print("[yellow]UNDECIDED[/]: smaller than the gaps, or than it varies over the days.")
    for note in advice.notes:
        out.print(f"[dim]Note:[/] {escape(note)}")
    for item in advice.not_looked_at[:SHOWN]:
        out.print(f"[yellow]Not looked at:[/] {escape(item)}")
    if len(advice.not_looked_at) > SHOWN:
        out.print(f"[yellow]Not looked at:[/] and {len(advice.not_looked_at) - SHOWN} more")


def _ranking(ranking: Sequence[Option]) -> Table:
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column("", justify="right")
    grid.add_column("option", overflow="fold")
    for heading in ("verdict", "guests a day", "points a day"):
        grid.add_column(heading, justify="right")
    for item in ranking:
        verdict = f"[{COLOURS[item.verdict]}]{item.verdict}[/]"
        gains = (gain_words(item.gain_covers), gain_words(item.gain_points))
        grid.add_row(str(item.rank), escape(item.name), verdict, *gains)
    return grid


def _curve(advice: HoldbackAdvice) -> Table:
    grid = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    grid.add_column("tables")
    for heading in ("kept", "booked guests", "turned away", "walk-ins", "lost", "all guests"):
        grid.add_column(heading, justify="right")
    for item in advice.curve:
        figures = (item.booked, item.turned_away, item.walk_ins, item.walk_ins_lost, item.total)
        grid.add_row(escape(item.tables), str(item.keep), *(number(value) for value in figures))
    return grid


def _print_joins(advice: JoinsAdvice) -> None:
    for item in advice.dead:
        console.out.print(f"[dim]dead[/]  {escape(item.words)}")
    if advice.smallest is not None and advice.smallest.joins:
        found = advice.smallest
        console.out.print(
            f"Guests a day: {number(found.covers_with_all)} with all joins, {number(found.covers)} "
            f"with these {len(found.joins)}, {number(found.covers_without)} with none."
        )


def _print_ledger(advice: RegretAdvice) -> None:
    if not advice.lines:
        return
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("date", "booking", "guests", "refused then", "a re-plan"):
        grid.add_column(heading, justify="right" if heading == "guests" else "left")
    for item in advice.lines:
        colour = "green" if item.would_seat else "dim"
        what = f"[{colour}]{escape(item.words)}[/]"
        cells = (str(item.date), escape(item.booking), str(item.party), escape(item.message))
        grid.add_row(*cells, what)
    console.out.print(grid)


def _csv(advice: Advice) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if isinstance(advice, RegretAdvice):
        writer.writerows(_ledger_rows(advice))
    elif isinstance(advice, HoldbackAdvice):
        heads = ("tables", "keep", "booked", "turned_away", "walk_ins", "walk_ins_lost", "total")
        writer.writerow([*heads, "low", "high"])
        for item in advice.curve:
            writer.writerow(
                [getattr(item, name) for name in heads] + [_cell(item.low), _cell(item.high)]
            )
    else:
        gains = [f"{name}{end}" for name in ("guests", "points") for end in ("", "_low", "_high")]
        writer.writerow(["rank", "group", "option", "verdict", *gains])
        writer.writerows(
            [item.rank, item.group, item.name, item.verdict, *_figures(item)]
            for item in advice.ranking
        )
    return text.getvalue()


def _ledger_rows(advice: RegretAdvice) -> Iterable[list[object]]:
    heads = ("date", "day", "booking", "party", "reason", "message", "would_seat")
    yield [*heads, "start", "tables", "moves", "displaced"]
    for item in advice.lines:
        moves = " ".join(
            f"{move.booking}:{'+'.join(move.before)}>{'+'.join(move.after)}" for move in item.moves
        )
        more = (item.window.start.isoformat(), "+".join(item.tables), moves, item.displaced)
        yield [*(getattr(item, name) for name in heads), *more]


def _figures(item: Option) -> list[str]:
    gains = (item.gain_covers, item.gain_points)
    return [_cell(value) for gain in gains for value in (gain.mean, gain.low, gain.high)]


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
