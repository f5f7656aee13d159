"""``maitred whatif --report`` and ``maitred report``: pages, pictures, and what is refused."""

import json
import sys
from pathlib import Path

import pytest

from tests.cli_runs import Maitred, Ran, in_process, written
from tests.unit.test_cli_whatif import SMALL, TINY


@pytest.fixture
def maitred(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maitred:
    """Return the command, run in this process."""

    def run(*arguments: object) -> Ran:
        return in_process(monkeypatch, capsys, *arguments)

    return run


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """Return a scenario file and a day."""
    return written(tmp_path / "small.yaml", SMALL), written(tmp_path / "tiny.json", TINY)


def test_a_page_and_the_same_page_again(
    maitred: Maitred, small: tuple[Path, Path], tmp_path: Path
) -> None:
    """Standard output stays what it is; the directory gives the same bytes, nothing solved."""
    page, results = tmp_path / "page.html", tmp_path / "results"
    arguments = ("--processes", "1", "--format", "json", "--quiet", "--out", results)
    ran = maitred("whatif", *small, *arguments, "--report", page)
    assert ran.code == 0
    assert len(json.loads(ran.out)["comparisons"]) == 3
    assert f"Report: {page}" in ran.flat
    before = sorted(results.rglob("*"))
    again = maitred("report", results)
    assert again.code == 0
    assert (results / "report.html").read_bytes() == page.read_bytes()
    assert sorted(results.rglob("*")) == sorted([*before, results / "report.html"])
    picture = tmp_path / "charts.png"
    assert maitred("report", results, "--out", picture).code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    next((results / "plans").iterdir()).unlink()
    cut = maitred("report", results)
    assert cut.code == 2
    assert "of 4 solves are not there; run the same `maitred whatif --out` again" in cut.flat


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("page.pdf", "must end in .html (a page) or .png"),
        ("/dev/null/x.html", "--report: not a directory"),
        ("no-such/x.html", "--report: no such file or directory"),
        ("taken.html", "--report: is a directory"),
    ],
)
def test_what_cannot_be_written_is_refused_before_solving(
    maitred: Maitred, small: tuple[Path, Path], tmp_path: Path, place: str, words: str
) -> None:
    """Exit code 2, what is wrong, and no results directory: nothing was begun."""
    (tmp_path / "taken.html").mkdir()
    results = tmp_path / "results"
    ran = maitred("whatif", *small, "--out", results, "--report", tmp_path / place)
    assert ran.code == 2
    assert words in ran.flat
    assert not results.exists()


def test_a_picture_needs_the_extra(
    maitred: Maitred,
    small: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without it: what to install, before anything is solved."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    ran = maitred("whatif", *small, "--report", tmp_path / "charts.png")
    assert ran.code == 2
    assert "pip install 'maitred[report]'" in ran.flat
    assert not (tmp_path / "charts.png").exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no results of `maitred whatif --out` are there"),
        ("{", "not valid JSON"),
        ('{"file": {"scenarios": []}, "cases": []}', "asked.json"),
    ],
)
def test_a_directory_without_results(
    maitred: Maitred, tmp_path: Path, content: str | None, words: str
) -> None:
    """Exit code 2, and what is missing."""
    if content is not None:
        (tmp_path / "asked.json").write_text(content)
    ran = maitred("report", tmp_path)
    assert ran.code == 2
    assert words in ran.flat
    assert not (tmp_path / "report.html").exists()


def test_no_directory_at_all(maitred: Maitred, tmp_path: Path) -> None:
    """A typing error makes no directory."""
    ran = maitred("report", tmp_path / "nowhere")
    assert ran.code == 2
    assert not (tmp_path / "nowhere").exists()


def test_advice_is_shown_in_the_report(
    maitred: Maitred, small: tuple[Path, Path], tmp_path: Path
) -> None:
    """What an advisor said stands in the page, ranked; a file that is none is refused by name."""
    results, advice = tmp_path / "results", tmp_path / "tables.json"
    quick = ("--processes", "1", "--quiet")
    assert maitred("whatif", *small, *quick, "--out", results).code == 0
    told = maitred("advise", "tables", small[1], *quick, "--format", "json", "--budget", "20")
    advice.write_text(told.out)
    assert maitred("report", results, "--advice", advice).code == 0
    page = (results / "report.html").read_text()
    answer = json.loads(told.out)
    assert answer["recommendation"] in page
    assert all(option["name"] in page for option in answer["ranking"])
    advice.write_text('{"kind": "tables"}')
    wrong = maitred("report", results, "--advice", advice)
    assert wrong.code == 2
    assert "tables.json has 3 flaws - title: Field required" in wrong.flat
