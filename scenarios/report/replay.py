"""All that repeats a what-if: scenarios as a file, days, seeds, limits, versions, hashes."""

from collections.abc import Iterable
from typing import Any

import yaml

from models.venue import Venue
from scenarios.edits import written
from scenarios.report.figures import Averages, Figures
from scenarios.report.markup import Html, tag
from scenarios.report.tables import grid, row, text_cell
from scenarios.report.words import number, share
from scenarios.scenario import BASELINE

MOST_HASHES = 400
"""Of more solves only the count is shown: the results directory has them all."""


def scenario_yaml(figures: Figures) -> str:
    """Return the scenarios as a file that ``maitred whatif`` reads."""
    edits = {item.name: item.outcomes[0].case.scenario.edits for item in figures.all}
    listed = []
    for item in figures.scenarios:
        base = figures.comparisons[item.name].compared_with
        before, mine = edits[base], edits[item.name]
        entry: dict[str, Any] = {"name": item.name}
        if item.description:
            entry["description"] = item.description
        # The edits of a scenario begin with those of its base.
        if base != BASELINE and mine[: len(before)] == before:
            entry["base"], mine = base, mine[len(before) :]
        entry["edits"] = [written(edit) for edit in mine]
        listed.append(entry)
    seeds = sorted({one.case.seed for one in figures.base.outcomes})
    return yaml.safe_dump(
        {"seeds": seeds, "scenarios": listed}, sort_keys=False, allow_unicode=True, width=96
    )


def in_words(item: Averages) -> list[str]:
    """Return what a scenario's edits do, one sentence each."""
    edits = item.outcomes[0].case.scenario.edits
    return [f"{edit.kind}: {(edit.__doc__ or '').partition(chr(10))[0]}" for edit in edits]


def settings(figures: Figures) -> Html:
    """Return the section's tables and the scenario file."""
    first = figures.scenarios[0].outcomes[0]
    solve = first.plan.solve
    cases = [one for item in figures.all for one in item.outcomes]
    late = sum(not one.close_enough for one in cases)
    ended = f"of which {late} ended above" if late else "all within"
    facts = {
        "days": ", ".join(_once(f"{one.case.day.id} ({one.case.day.date})" for one in cases)),
        "restaurant": ", ".join(_once(_venue(one.case.day.venue) for one in cases)),
        "seeds": ", ".join(_once(str(one.case.seed) for one in cases)),
        "gap that is close enough": f"{share(first.asked_gap)}; "
        f"{share(figures.base.outcomes[0].asked_gap)} for the day as it is",
        "most seconds per solve": number(solve.budget_seconds),
        "solves": f"{len(cases)}, {ended} their gap",
        "weights": ", ".join(_once(one.case.problem.weights.name for one in cases)),
        "versions": ", ".join(f"{key} {value}" for key, value in solve.versions.items()),
    }
    rows = [row(name, [text_cell(text)]) for name, text in facts.items()]
    return tag(
        "div",
        grid(("setting", "value"), rows, caption="Settings", words=("value",)),
        tag("h3", "The scenarios as a file"),
        tag(
            "p",
            "Save it, and run ",
            tag("code", "maitred whatif scenarios.yaml DAY…"),
            " with the settings above.",
        ),
        tag("pre", scenario_yaml(figures), tabindex=0, aria_label="scenario file"),
        _details("What each scenario changes, in words", _edits(figures)),
        _details("Problems and runs", _hashes(figures)),
    )


def _venue(venue: Venue) -> str:
    return venue.name or venue.id


def _edits(figures: Figures) -> Html:
    rows = [
        row(item.name, [text_cell(tag("ul", [tag("li", text) for text in in_words(item)]))])
        for item in figures.scenarios
    ]
    return grid(("scenario", "edits"), rows, caption="What each scenario changes", words=("edits",))


def _hashes(figures: Figures) -> Html:
    cases = [one for item in figures.all for one in item.outcomes]
    rows = [
        row(
            "as it is" if one.case.is_base else one.case.scenario.name,
            [
                one.case.day.id,
                one.case.seed,
                share(one.plan.gap),
                text_cell(tag("code", one.plan.problem_hash)),
                text_cell(tag("code", one.key)),
            ],
        )
        for one in cases[:MOST_HASHES]
    ]
    heads = ("scenario", "day", "seed", "gap", "problem (SHA-256)", "run")
    more = len(cases) - MOST_HASHES
    note = tag("p", f"And {more} more, in the results directory.") if more > 0 else None
    return tag(
        "div",
        grid(heads, rows, caption="Problems and runs", class_="hashes", words=heads[4:]),
        note,
    )


def _details(title: str, inside: Html) -> Html:
    return tag("details", tag("summary", title), inside)


def _once(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))
