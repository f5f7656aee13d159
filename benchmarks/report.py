"""The days that are measured, and the page that the figures are written to, section by section."""

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from benchmarks.generate import SIZES, build
from models.dayfile import parse_day
from models.problem import DayProblem
from models.rules import RULE_PRESETS
from models.weights import WEIGHT_PRESETS

HERE = Path(__file__).parent
RESULTS = HERE / "results.md"


def problem_of(size: str, load: float, seed: int, preset: str = "reference") -> DayProblem:
    """Return a generated day under the benchmark's rules and weights, or those of a preset."""
    return parse_day(json.dumps(build(size, load, seed))).to_problem(
        rules=RULE_PRESETS[preset], weights=WEIGHT_PRESETS[preset]
    )


def label(size: str) -> str:
    """Return how big a size is: tables / bookings."""
    return f"{SIZES[size].tables} / {SIZES[size].bookings:,}"


def options(about: str | None) -> argparse.ArgumentParser:
    """Return a command line with what every benchmark takes; ``about`` is its docstring."""
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")
    return parser


def circumstances() -> str:
    """Return the machine, the versions, the revision and the date of a measurement.

    Ask before measuring: the revision may be another one afterwards.
    """
    versions = ", ".join(f"{name} {version(name)}" for name in ("ortools", "highspy", "numpy"))
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, "
        f"{versions}; revision {_revision()}, {dt.datetime.now(dt.UTC):%Y-%m-%d}."
    )


def command(name: str, chosen: argparse.Namespace) -> str:
    """Return the command, all arguments written out, that measures the same again."""
    words = ["python", "-m", f"benchmarks.{name}"]
    for key, value in vars(chosen).items():
        if key == "dry_run" or value is False:
            continue
        words.append(f"--{key.replace('_', '-')}")
        words += [] if value is True else [f"{value:g}" if isinstance(value, float) else str(value)]
    return f"Measured with `{' '.join(words)}`."


def _revision() -> str:
    changed = _git("status", "--porcelain", "--", ".", ":!README.md", f":!{RESULTS}")
    return (_git("rev-parse", "--short", "HEAD") or "unknown") + ("-dirty" if changed else "")


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(HERE.parent), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def write_section(name: str, title: str, text: str, *, dry_run: bool = False) -> None:
    """Print a section, and put it into the results in place of what it said before."""
    print(f"\n{title}\n\n{text.strip()}")
    if dry_run:
        return
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    section = f"{begin}\n## {title}\n\n{text.strip()}\n{end}"
    page = RESULTS.read_text() if RESULTS.exists() else "# Results\n"
    if begin in page:
        head, rest = page.split(begin, 1)
        page = head + section + rest.split(end, 1)[1]
    else:
        page = f"{page.rstrip()}\n\n{section}\n"
    RESULTS.write_text(page)


def markdown_table(heads: list[str], rows: list[list[str]]) -> str:
    """Return rows as a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def percent(value: float, digits: int = 3) -> str:
    """Return a share as a percentage."""
    return f"{value * 100:.{digits}f} %"


def write_readme(name: str, text: str) -> None:
    """Put a text between its marks in README, in place of what it said before."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    readme = HERE.parent / "README.md"
    head, rest = readme.read_text().split(begin, 1)
    readme.write_text(f"{head}{begin}\n{text}\n{end}{rest.split(end, 1)[1]}")
