"""Hours of mixed traffic with random faults, and what was wrong afterwards.

Run as ``python -m benchmarks.mixed`` (two hours; before every release). Everything is the test
suite's own (``tests/concurrency/mixed_traffic.py``), which runs a quarter of a minute of it. The
report is ``benchmarks/mixed.md``; the exit code is 1 when anything was wrong.
"""

import random
import sys
import time

from benchmarks.report import HERE, circumstances, command, markdown_table, options
from tests.concurrency.mixed_traffic import Mixed, run_mixed

PAGE = HERE / "mixed.md"
PARTS = 8
"""So many rows tell how memory went."""


def page(found: Mixed, machine: str, asked: str, hours: float) -> str:
    """Return the report."""
    wrong = "\n".join(f"- {item}" for item in found.violations[:50]) or "None."
    return (
        "# Mixed traffic with random faults\n\n"
        f"{machine} {asked}\n\n"
        "Two services and two workers on one embedded PostgreSQL 18 (fsync on). Ten clients plan "
        "dates, seat by hand, quote, hold, confirm, release, order plans and scenarios as jobs, "
        "look, switch the engine off and on, and look at a restaurant in the shadow, for "
        f"{hours:.2f} hours. What has no certain answer is repeated under its key. One service and "
        "one worker are broken and mended; the others are never touched, and theirs is the memory "
        "below.\n\n"
        f"**{len(found.violations)} violations, {found.orphans} orphan processes.** "
        f"{found.line.capitalize()}.\n\n"
        "Violations would be: a promise (plan, confirmation, seating by hand) that the database "
        "does not keep, another answer for the same key, two bookings on one table at one time, a "
        "plan written by half, an engine that plans while it is off, a shadow that writes, a job "
        "that does not end as done, any 5xx answer but 503, a request without an answer within 90 "
        "seconds, something that `maitred doctor` finds.\n\n"
        f"## Violations\n\n{wrong}\n\n"
        f"## Faults\n\n{_counts('fault', found.faults)}\n\n"
        f"## What was done\n\n{_counts('client', found.steps)}\n\n"
        f"{_answers(found)}\n\n"
        f"## Memory\n\n{_memory(found)}\n\n"
        f"From the second quarter to the last one the service's memory grew by the factor "
        f"{found.growth('service'):.3f}, the worker's by {found.growth('worker'):.3f}, the "
        f"database's by {found.growth('database'):.3f} (medians).\n\n"
        f"## Rows in the end\n\n{_counts('table', found.rows)}\n"
    )


def _counts(head: str, counts: dict[str, int]) -> str:
    rows = [[name, f"{count:,}"] for name, count in sorted(counts.items())]
    return markdown_table([head, "times" if head != "table" else "rows"], rows)


def _answers(found: Mixed) -> str:
    answers, slowest = found.traffic.answers, found.traffic.slowest
    rows = []
    for kind in sorted(slowest):
        told = {name.split()[1]: n for name, n in answers.items() if name.split()[0] == kind}
        codes = ", ".join(f"{code}: {number:,}" for code, number in sorted(told.items()))
        rows.append([kind, codes, f"{slowest[kind]:.1f}"])
    return markdown_table(
        ["client", "answers", "slowest, faults and repetitions included (s)"], rows
    )


def _memory(found: Mixed) -> str:
    size = max(1, len(found.samples) // PARTS)
    rows = []
    for begin in range(0, len(found.samples), size):
        part = found.samples[begin : begin + size]
        values = [
            f"{sum(getattr(item, of) for item in part) / len(part):.0f}"
            for of in ("service", "worker", "database", "processes", "handles")
        ]
        rows.append([f"{part[0].at / 60:.0f} to {part[-1].at / 60:.0f}", *values])
    heads = [
        "minutes",
        "service MiB",
        "worker MiB",
        "database MiB",
        "processes of both",
        "files and sockets",
    ]
    return f"Means of the proportional set sizes.\n\n{markdown_table(heads, rows)}"


def main() -> None:
    """Run and write."""
    parser = options(__doc__)
    parser.add_argument("--seconds", type=float, default=7200, help="how long")
    parser.add_argument("--fault-every", type=float, default=20, help="mean seconds between faults")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of the whims")
    chosen = parser.parse_args()
    machine, began = circumstances(), time.monotonic()
    found = run_mixed(
        chosen.seconds,
        seed=chosen.seed,
        fault_every=chosen.fault_every,
        sample_every=max(1.0, chosen.seconds / 720),
        tell=lambda line: print(line, flush=True),
    )
    text = page(found, machine, command("mixed", chosen), (time.monotonic() - began) / 3600)
    print(text)
    if not chosen.dry_run:
        PAGE.write_text(text, encoding="utf-8")
    sys.exit(1 if found.violations or found.orphans else 0)


if __name__ == "__main__":
    main()
