"""A season of 40 tables, one booking at a time and planned again: guests seated, by load band.

Run as ``python -m benchmarks.season [--days 90] [--loads 0.8,1.0,1.2] [--seeds 1]`` (ten minutes).
The guests are drawn from an assumed demand; the house is the generated one of 40 tables.
"""

import time
from collections.abc import Sequence
from statistics import mean

from benchmarks.report import (
    circumstances,
    command,
    markdown_table,
    options,
    problem_of,
    write_readme,
    write_section,
)
from scenarios.season.default import assumed_profile
from scenarios.season.processes import play_season
from scenarios.season.results import BandResult, Figure, band_results
from scenarios.season.season import DayResult, PolicyName, Season

BOOKINGS = 160.0
TARGET_SECONDS = 600
TARGET_DAYS = 90

HEADS = ["beside", "peak load", "days", "guests seated", "difference", "", "refused", "lost"]


def difference(figure: Figure) -> str:
    """Return a difference with its interval."""
    if figure.low is None or figure.high is None:
        return f"{figure.difference:+.1f}"
    return f"**{figure.difference:+.1f}** ({figure.low:+.1f} to {figure.high:+.1f})"


def row(item: BandResult) -> list[str]:
    """Return a band as a row."""
    covers, refused, lost = (item.figures[name] for name in ("covers", "refused", "lost"))
    return [
        item.baseline,
        item.band,
        str(item.days),
        f"{covers.before:.1f} → {covers.after:.1f}",
        difference(covers),
        f"{covers.difference / covers.before:+.1%}",
        f"{refused.before:.1f} → {refused.after:.1f}",
        f"{lost.before:.2f} → {lost.after:.2f}",
    ]


def headline(bands: Sequence[BandResult]) -> str:
    """Return the table of README: guests gained over planning one at a time, by load band."""
    singles = {item.band: item for item in bands if item.baseline == PolicyName.LEGACY_SINGLES}
    rows = []
    for item in bands:
        if item.baseline == PolicyName.LEGACY:
            covers, beside = item.figures["covers"], singles[item.band].figures["covers"]
            rows.append(
                [
                    item.band,
                    str(item.days),
                    f"{covers.before:.0f} → {covers.after:.0f}",
                    difference(covers),
                    f"{covers.difference / covers.before:+.1%}",
                    f"{beside.difference / beside.before:+.1%}",
                ]
            )
    heads = ["peak load", "days", "guests a day", "gained (95 %)", "", "beside merges off"]
    return markdown_table(heads, rows)


def speed(results: Sequence[DayResult], seconds: float) -> str:
    """Return what a date takes."""
    by_policy = ", ".join(
        f"{name} {mean(item.seconds[name] for item in results):.3f} s"
        for name in results[0].seconds
    )
    requests = mean(item.counts[PolicyName.MAITRED]["requests"] for item in results)
    season = seconds / len(results) * TARGET_DAYS
    return (
        f"{len(results)} dates of {requests:.0f} requests on average in {seconds:.0f} s. Processor "
        f"time per date: {by_policy}. A season of {TARGET_DAYS} dates takes {season:.0f} s "
        f"(target: at most {TARGET_SECONDS} s)."
    )


def main() -> None:
    """Measure and write."""
    parser = options(__doc__)
    parser.add_argument("--days", type=int, default=90, help="dates per seed and load")
    parser.add_argument("--loads", default="0.8,1.0,1.2", help="mean peak loads, comma separated")
    parser.add_argument("--seeds", default="1", help="comma separated")
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    machine = circumstances()
    season = Season(
        problem=problem_of("medium", 1.0, 1, "product").replace(bookings=()),
        profile=assumed_profile(bookings=BOOKINGS),
        days=chosen.days,
        seeds=tuple(map(int, chosen.seeds.split(","))),
        loads=tuple(map(float, chosen.loads.split(","))),
    )
    results: list[DayResult] = []
    began = time.monotonic()
    play_season(season, season.keys(), chosen.processes, results.append)
    seconds = time.monotonic() - began
    results.sort(key=lambda item: (item.key.seed, item.key.load or 0, item.key.date))
    bands = band_results(results)
    page = (
        f"{machine} {command('season', chosen)} 40 tables, {chosen.processes} processes.\n\n"
        f"{markdown_table(HEADS, [row(item) for item in bands])}\n\n"
        "Means per day, legacy → maitred, with 95 % confidence intervals of the paired "
        "differences. `legacy` gives each request the best table of the moment and moves nobody; "
        "`legacy-singles` does so without merges, as it ran in production. Lost are guests with a "
        f"booking who waited in vain.\n\n{speed(results, seconds)}"
    )
    write_section("season", "A season", page, dry_run=chosen.dry_run)
    if not chosen.dry_run:
        write_readme("season", headline(bands))


if __name__ == "__main__":
    main()
