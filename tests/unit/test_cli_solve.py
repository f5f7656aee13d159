"""``maitred solve``: formats, files, options, progress."""

import json
import os
import stat
import threading
from pathlib import Path

import pytest

from benchmarks.reference_verify import evaluate
from cli import console
from models.plan import DayPlan
from models.planfile import parse_decisions
from solver.search import Progress
from tests.cli_runs import COMMAND, RICH, TINY, Maitred, Ran, for_real, in_process, written

W8 = TINY / "w8_small_party_splits_the_merge_pair.json"
REFERENCE = ("--rules", "reference", "--weights", "reference")


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Return the command, run in this process."""

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


def test_table_is_readable(maitred: Maitred, tmp_path: Path) -> None:
    """The night by zone and table, who has none and why, covers, gap, and names as written."""
    ran = maitred("solve", written(tmp_path / "day.json", RICH))
    assert ran.code == 0
    for words in (
        "The [Anchor], Saturday 10 May 2025",
        "Main room",
        "Patio",
        "19:00–20:30",
        "Without a table: 2",
        "Insufficient global capacity: 40 guests",
        "3 of 5 bookings seated, 13 of 55 covers",
        "proven optimal; gap 0 % (proven)",
    ):
        assert words in ran.out
    assert "\x1b[" not in ran.out


def test_json_is_the_whole_plan(maitred: Maitred) -> None:
    """``--format json`` prints one JSON plan and nothing else on stdout."""
    ran = maitred("solve", W8, "--format", "json", *REFERENCE, "--seed", 5, "--budget", 7)
    plan = DayPlan.model_validate_json(ran.out)
    assert ran.code == 0
    assert plan.objective.total == 12970
    assert (plan.solve.seed, plan.solve.budget_seconds) == (5, 7)


@pytest.mark.parametrize("day", sorted(TINY.glob("w*.json")), ids=lambda path: path.stem)
def test_reference_form_is_accepted_by_the_verifier(maitred: Maitred, day: Path) -> None:
    """``--format reference`` is what the benchmark's own verifier reads and accepts."""
    ran = maitred("solve", day, "--format", "reference", *REFERENCE)
    optimum = json.loads((TINY / "optima.json").read_text())[day.stem]
    verdict = evaluate(json.loads(day.read_text()), json.loads(ran.out))
    assert ran.code == 0
    assert verdict["feasible"], verdict["errors"]
    assert verdict["objective"] == optimum["objective"]


def test_out_writes_the_plan_and_leaves_stdout_to_people(maitred: Maitred, tmp_path: Path) -> None:
    """With ``--out`` the table still prints, JSON formats print nothing, and the file is whole."""
    out = tmp_path / "plan.json"
    assert "bookings seated" in maitred("solve", W8, "--out", out).out
    assert parse_decisions(out.read_bytes())[1] is not None
    ran = maitred("solve", W8, "--out", out, "--format", "reference")
    assert (ran.code, ran.out) == (0, "")
    assert set(json.loads(out.read_text())) == {"assigned", "unassigned", "seconds"}
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_out_is_whole_or_not_at_all(
    maitred: Maitred, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When writing fails halfway the old file is untouched and no debris is left."""
    out = written(tmp_path / "plan.json", "old")

    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = maitred("solve", W8, "--out", out, "--quiet")
    monkeypatch.undo()
    assert ran.code == 2
    assert f"cannot write: --out: no space left on device (got {out})" in ran.flat
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


@pytest.mark.parametrize("where", ["missing/plan.json", "."])
def test_out_that_cannot_be_written(maitred: Maitred, tmp_path: Path, where: str) -> None:
    """A place that cannot be written to is named, with exit code 2."""
    ran = maitred("solve", W8, "--out", tmp_path / where, "--quiet")
    assert ran.code == 2
    assert "cannot write: --out" in ran.flat
    assert list(tmp_path.iterdir()) == []


def test_out_to_a_pipe_writes_into_it(tmp_path: Path) -> None:
    """A pipe or device given as ``--out`` is written to, never replaced by a file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[str] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_text()), daemon=True)
    reader.start()
    assert for_real("solve", W8, "--format", "reference", "--out", pipe).code == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    reader.join(5)
    assert set(json.loads(received[0])) == {"assigned", "unassigned", "seconds"}


def test_stdin_and_pipes(tmp_path: Path) -> None:
    """``-`` reads the day from stdin; stdout carries JSON alone, progress goes to stderr."""
    ran = for_real("solve", "-", "--format", "json", stdin=json.dumps(RICH))
    assert ran.code == 0
    plan = DayPlan.model_validate_json(ran.out)
    assert plan.problem_id == "saturday"
    again = for_real("check", "-", written(tmp_path / "p.json", ran.out), stdin=json.dumps(RICH))
    assert (again.code, "ok" in again.out) == (0, True)


def test_options_take_the_place_of_the_file(maitred: Maitred, tmp_path: Path) -> None:
    """Mode, moves, rules and weights of the command line win over the day's own."""
    day = written(tmp_path / "day.json", {**RICH, "mode": "fill", "max_moves": None})
    ran = maitred("solve", day, "--format", "json", "--mode", "improve", "--max-moves", 2)
    plan = DayPlan.model_validate_json(ran.out)
    assert (plan.mode, plan.max_moves) == ("improve", 2)
    singles = json.loads(maitred("solve", day, "--format", "json", "--rules", "singles").out)
    assert singles["statistics"]["merges"] == 0
    weights = written(tmp_path / "mine.json", {"order": "weighted", "cover": 1, "booking": 0})
    own = json.loads(maitred("solve", day, "--format", "json", "--weights", weights).out)
    assert own["proof"][0]["tier"] == "total"
    rules = written(tmp_path / "rules.json", {"merges": False})
    assert maitred("solve", day, "--rules", rules, "-q").code == 0


def test_a_pipe_gets_a_progress_line_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal progress is one plain line at most every second; quiet gives none."""
    state = Progress(seconds=1.25, points=9.0, bound=10.0, gap=0.1, seated=3, covers=8)
    with console.ProgressLine() as line:
        line.show(state)
        line.show(state)
    assert capsys.readouterr().err == "   1.2 s   3 seated (8 covers)   gap 10.00 %\n"
    with console.ProgressLine(quiet=True) as line:
        line.show(state)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (None, "unknown"),
        (0.0, "0 % (proven)"),
        (1e-9, "< 0.01 %"),
        (0.0123, "1.23 %"),
        (0.0001, "0.01 %"),
    ],
)
def test_a_gap_is_never_rounded_to_proven(gap: float | None, words: str) -> None:
    """Only a gap of exactly 0 reads as proven."""
    assert console.percent(gap) == words


def test_the_real_command_shows_progress_and_no_traceback() -> None:
    """The installed command, on plain pipes: table on stdout, a progress line on stderr."""
    assert COMMAND.exists()
    ran = for_real("solve", W8)
    assert ran.code == 0
    assert "2 of 2 bookings seated" in ran.out
    assert "seated (" in ran.err
    assert "Traceback" not in ran.err
    assert for_real("solve", W8, "-q").err == ""
